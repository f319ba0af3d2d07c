package keepers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

const (
	base  = "https://linkwork.example"
	lunch = "hello@lunch.example"
	shed  = "tools@shed.example"
)

var (
	admin  = audit.Actor{ID: "sam", Name: "Sam Quill", Role: "administrator"}
	worker = audit.Actor{ID: "ana", Name: "Ana Roy", Role: "link-worker"}
	long   = dates.Of(dbtest.Start).AddDays(-400)
)

func entry(id, email string, assured dates.Date) directory.Service {
	from := func(part string) directory.Origin { return directory.Origin{Source: "council", SourceID: id + part} }
	return directory.Service{ID: id, Name: "Entry " + id, Status: directory.Active, Email: email, Phone: "01632 960201", AssuredOn: assured,
		Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of " + id, Origin: from("org")},
		Locations:    []directory.Location{{ID: "hall-" + id, Name: "Quay Hall", Address: "1 High Street", Postcode: "QX1 1AA", Outcode: "QX1", Kind: "physical", StepFree: directory.Yes, Origin: from("hall")}},
		Schedules:    []directory.Schedule{{LocationID: "hall-" + id, Summary: "Sundays, midday to 2pm", Days: "SU", Opens: "12:00", Closes: "14:00"}},
		Origin:       from("")}
}

// setUp fills a database with entries; asking is on.
func setUp(t *testing.T, d *db.DB, services ...directory.Service) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := teams.SetArea(tx, teams.Area{Name: "Saltmere", JobTitle: "link worker", Phone: "01632 960100", Hours: "weekdays",
			Crisis: []teams.CrisisNumber{{Label: "Emergency", Phone: "999"}}}); err != nil {
			return err
		}
		for _, s := range services {
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return SaveSettings(tx, Settings{Asks: true, ADay: 20})
	})
}

func askDue(t *testing.T, d *db.DB) {
	t.Helper()
	if err := AskDue(context.Background(), d, base); err != nil {
		t.Fatal(err)
	}
}

func mails(t *testing.T, d *db.DB) (all []messages.Entry) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		all, err = messages.Outbox(r, messages.Entry{}, 100)
		return err
	})
	return all
}

func count(t *testing.T, d *db.DB, want int) []messages.Entry {
	t.Helper()
	all := mails(t, d)
	if len(all) != want {
		t.Fatalf("%d mails, want %d", len(all), want)
	}
	return all
}

// linkTo makes the link of an ask for an address.
func linkTo(t *testing.T, d *db.DB, address string) (l links.Link) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		k, err := keeperAt(tx, address)
		if err != nil {
			return err
		}
		l, err = links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: k.ID, Expires: tx.Now().Add(askLasts)})
		return err
	})
	return l
}

func get(t *testing.T, d *db.DB, id string) (s directory.Service) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	return s
}

func suggest(t *testing.T, d *db.DB, l links.Link, serviceID string, texts map[string]string) (id string) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		id, err = Suggest(tx, l, serviceID, Said{Texts: texts})
		return err
	})
	return id
}

func suggestion(t *testing.T, d *db.DB, id string) (s Suggestion) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = GetSuggestion(r, id)
		return err
	})
	return s
}

func decide(d *db.DB, id, seen, reason string, take ...string) error {
	return d.Write(context.Background(), func(tx *db.Tx) error {
		return Decide(tx, admin, id, Decision{Take: take, Reason: reason, Seen: seen})
	})
}

func refuses(t *testing.T, err error, field string) {
	t.Helper()
	var bad *db.Invalid
	if !errors.As(err, &bad) || len(bad.Fields) == 0 || bad.Fields[0].Field != field {
		t.Errorf("%v, want a fault at %s", err, field)
	}
}

func TestAskedOnceRemindedOnceAndThenNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long), entry("b", strings.ToUpper(lunch), dates.Date{}), entry("fresh", shed, dates.Of(dbtest.Start)), entry("nowhere", "", long))
		clock := dbtest.ClockOf(d)
		askDue(t, d)
		askDue(t, d) // a job that runs twice
		first := count(t, d, 1)[0]
		if first.To != lunch || !strings.Contains(first.Text, "Entry a") || !strings.Contains(first.Text, "Entry b") || strings.Contains(first.Text, "fresh") ||
			strings.Contains(first.Subject, "Entry") || !strings.HasPrefix(first.Secret, base+"/keep/") || !strings.HasPrefix(first.WayOut, base+"/keep-stop/") {
			t.Errorf("%+v", first)
		}
		clock.Advance(RemindAfter - time.Hour)
		askDue(t, d)
		count(t, d, 1)
		clock.Advance(time.Hour)
		askDue(t, d)
		count(t, d, 2)
		clock.Advance(300 * 24 * time.Hour) // a job that comes very late
		askDue(t, d)
		count(t, d, 3) // of "fresh", which is due by now, alone
		if newest := mails(t, d)[0]; newest.To != shed {
			t.Errorf("%+v", newest)
		}
	})
}

func TestACheckBeginsAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		askDue(t, d)
		count(t, d, 1)
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error { return Confirm(tx, l, "a") })
		if a := get(t, d, "a"); a.AssuredOn != dates.Of(dbtest.Start) {
			t.Errorf("%v", a.AssuredOn)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			checks, err := freshness.LastChecks(r, "a", 5)
			if len(checks) != 1 || checks[0].Method != freshness.ByProvider || checks[0].Words() != "Confirmed by the organisation" {
				t.Errorf("%+v", checks)
			}
			return err
		})
		dbtest.ClockOf(d).Advance(RemindAfter + time.Hour)
		askDue(t, d)
		count(t, d, 1) // no reminder of what was confirmed
		dbtest.ClockOf(d).Advance((freshness.Every + 1) * 24 * time.Hour)
		askDue(t, d)
		count(t, d, 2)
	})
}

func TestWhoIsNotAsked(t *testing.T) {
	stop := func(t *testing.T, d *db.DB) {
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error { return SetStopped(tx, l, true) })
	}
	for name, before := range map[string]func(t *testing.T, d *db.DB){
		"asking is off": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error { return SaveSettings(tx, Settings{ADay: 20, Version: 1}) })
		},
		"stopped": stop,
		"not published": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				return directory.SetPrivacy(tx, directory.By{ID: "sam"}, "a", directory.Privacy{Published: false})
			})
		},
		"closed": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				return directory.Correct(tx, directory.By{ID: "sam"}, "a", directory.Service{Status: directory.Defunct}, "status")
			})
		},
		"a change waits": func(t *testing.T, d *db.DB) {
			suggest(t, d, linkTo(t, d, lunch), "a", map[string]string{"phone": "01632 960202"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				setUp(t, d, entry("a", lunch, long))
				before(t, d)
				askDue(t, d)
				count(t, d, 0)
			})
		})
	}
}

func TestMailThatDoesNotArriveIsNotSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		askDue(t, d)
		id := count(t, d, 1)[0].ID
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE messages SET state = 'failed' WHERE id = $1`, id)
			return err
		})
		dbtest.ClockOf(d).Advance(RemindAfter)
		askDue(t, d)
		count(t, d, 1)
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			_, err := MayAsk(r, "a")
			if refused, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(refused.Why, "did not arrive") {
				t.Errorf("%v", err)
			}
			return nil
		})
	})
}

func TestOneMailAboutMany(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var many []directory.Service
		for i := range mostNames + 5 {
			many = append(many, entry(fmt.Sprintf("many-%02d", i), lunch, long))
		}
		setUp(t, d, many...)
		askDue(t, d)
		if text := count(t, d, 1)[0].Text; strings.Count(text, "- Entry many") != mostNames || !strings.Contains(text, "- and 5 more\n") {
			t.Error(text)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			asked, err := LastAsked(r, "many-24")
			if asked.At.IsZero() {
				t.Error("one that the mail does not name was not asked about")
			}
			return err
		})
	})
}

func TestTwoProcessesAskOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long), entry("b", shed, long))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { askDue(t, d) })
		}
		all.Wait()
		count(t, d, 2)
	})
}

func TestTheJobComesRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		dbtest.Write(t, d, Plan)
		dbtest.Write(t, d, Plan) // a second process that begins
		clock := dbtest.ClockOf(d)
		runner := jobs.NewRunner(d, Handlers(d, base))
		for _, want := range []int{0, 1} {
			if err := runner.Drain(context.Background()); err != nil {
				t.Fatal(err)
			}
			count(t, d, want)
			clock.Advance(24 * time.Hour)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			var planned int
			err := r.QueryRow(`SELECT count(*) FROM jobs WHERE kind = $1`, JobAsk).Scan(&planned)
			if planned != 1 {
				t.Errorf("%d times are planned", planned)
			}
			return err
		})
	})
}

func TestEnoughForADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", "a@one.example", long), entry("b", "b@two.example", long.AddDays(-50)), entry("c", "c@three.example", long.AddDays(-10)))
		dbtest.Write(t, d, func(tx *db.Tx) error { return SaveSettings(tx, Settings{Asks: true, ADay: 2, Version: 1}) })
		askDue(t, d)
		askDue(t, d)
		for _, e := range count(t, d, 2) {
			if e.To == "a@one.example" {
				t.Error("the one checked last was asked first")
			}
		}
		dbtest.ClockOf(d).Advance(24 * time.Hour)
		askDue(t, d)
		count(t, d, 3)
	})
}

func TestAskedByHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, dates.Of(dbtest.Start)))
		hand := func() error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return AskByHand(tx, worker, "a", base) })
		}
		if err := hand(); err != nil {
			t.Fatal(err)
		}
		if _, ok := errors.AsType[*Refused](hand()); !ok {
			t.Error("asked twice at once")
		}
		e := count(t, d, 1)[0]
		if !strings.HasSuffix(e.Secret, "/a") {
			t.Errorf("one entry is not opened at once: %s", e.Secret)
		}
		dbtest.ClockOf(d).Advance(HandAfter)
		if err := hand(); err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			asked, err := LastAsked(r, "a")
			if asked.ByName != worker.Name {
				t.Errorf("%+v", asked)
			}
			return err
		})
	})
}

func TestASuggestionWaitsUntilSomebodyHasLooked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		l := linkTo(t, d, lunch)
		id := suggest(t, d, l, "a", map[string]string{"name": "Entry a", "phone": "01632 960299", "cost": "Free",
			"times": "Sundays, midday to 2pm\nThursdays, 10 to 12 noon", "places": "New Hall, 2 Quay, QX2 1AB"})
		before := get(t, d, "a")
		if before.Phone != "01632 960201" || before.Locations[0].Name != "Quay Hall" {
			t.Errorf("it shows before anybody looked: %+v", before)
		}
		s := suggestion(t, d, id)
		if len(s.Changes) != 4 || s.Organisation() != "Friends of a" || s.Closes() {
			t.Fatalf("%+v", s.Changes)
		}
		refuses(t, decide(d, id, s.Seen(), "", "phone"), "reason")
		refuses(t, decide(d, id, "something else", "", "phone", "cost", "times", "places"), "take")
		if err := decide(d, id, s.Seen(), "", "phone", "cost", "times", "places"); err != nil {
			t.Fatal(err)
		}
		if err := decide(d, id, s.Seen(), "", "phone"); !errors.Is(err, db.ErrConflict) {
			t.Error("decided twice:", err)
		}
		a := get(t, d, "a")
		if a.Phone != "01632 960299" || a.Free != directory.Yes || len(a.Schedules) != 2 || a.Schedules[1].Days != "TH" || a.Schedules[1].Opens != "10:00" || a.Schedules[1].Closes != "12:00" {
			t.Errorf("%+v", a)
		}
		if hall := a.Locations[0]; hall.Name != "New Hall" || hall.Postcode != "QX2 1AB" || !hall.Point.Known() || a.Schedules[0].LocationID != hall.ID {
			t.Errorf("%+v at %+v", a.Schedules, hall)
		}
		if a.AssuredOn != dates.Of(dbtest.Start) {
			t.Error("an organisation that went through its entry has checked it")
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := directory.Upsert(tx, entry("a", lunch, long.AddDays(1))); return err })
		if again := get(t, d, "a"); again.Phone != "01632 960299" || again.Locations[0].Name != "New Hall" {
			t.Errorf("the next reading took it back: %+v", again)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			choices, err := directory.Choices(r, "a")
			for _, c := range choices {
				if c.Field == "phone" && (c.ByID != admin.ID || c.ByName != "Friends of a, approved by Sam Quill") {
					t.Errorf("%+v", c)
				}
			}
			return err
		})
		if answer := count(t, d, 1)[0]; answer.To != lunch || !strings.Contains(answer.Text, "now says what you wrote: when, where, what it costs, phone") {
			t.Errorf("%s", answer.Text)
		}
	})
}

func TestInPartDeclinedAndReplaced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		l := linkTo(t, d, lunch)
		first := suggest(t, d, l, "a", map[string]string{"phone": "01632 960298"})
		second := suggest(t, d, l, "a", map[string]string{"phone": "01632 960299", "cost": "£3"})
		if s := suggestion(t, d, first); s.State != Replaced {
			t.Errorf("%+v", s)
		}
		if err := decide(d, first, suggestion(t, d, first).Seen(), "", "phone"); !errors.Is(err, db.ErrConflict) {
			t.Error("decided about what was replaced:", err)
		}
		if err := decide(d, second, suggestion(t, d, second).Seen(), "It says £4 on your door", "phone"); err != nil {
			t.Fatal(err)
		}
		a := get(t, d, "a")
		if a.Phone != "01632 960299" || a.Cost != "" || a.AssuredOn != long {
			t.Errorf("%+v", a)
		}
		if text := mails(t, d)[0].Text; !strings.Contains(text, "We left as it was: what it costs") || !strings.Contains(text, "£4 on your door") {
			t.Error(text)
		}
		third := suggest(t, d, l, "a", map[string]string{"website": "https://lunch.example"})
		refuses(t, decide(d, third, suggestion(t, d, third).Seen(), ""), "reason")
		if err := decide(d, third, suggestion(t, d, third).Seen(), "It does not open"); err != nil {
			t.Fatal(err)
		}
		if s := suggestion(t, d, third); s.State != Declined || get(t, d, "a").Website != "" {
			t.Errorf("%+v", s)
		}
	})
}

func TestWhatChangedMeanwhileIsShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		id := suggest(t, d, linkTo(t, d, lunch), "a", map[string]string{"phone": "01632 960299"})
		seen := suggestion(t, d, id).Seen()
		dbtest.Write(t, d, func(tx *db.Tx) error {
			return directory.Correct(tx, directory.By{ID: "ana"}, "a", directory.Service{Phone: "01632 960255"}, "phone")
		})
		s := suggestion(t, d, id)
		if c := s.Changes[0]; !c.Stale() || c.Was != "01632 960201" || c.Now != "01632 960255" || c.Wanted != "01632 960299" {
			t.Errorf("%+v", c)
		}
		refuses(t, decide(d, id, seen, "", "phone"), "take")
	})
}

func TestTheyNoLongerDoIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		l := linkTo(t, d, lunch)
		var id string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			id, err = SuggestClosed(tx, l, "a", "The hall was sold")
			return err
		})
		if get(t, d, "a").Status != directory.Active {
			t.Error("closed before anybody looked")
		}
		s := suggestion(t, d, id)
		if !s.Closes() || s.Note != "The hall was sold" {
			t.Errorf("%+v", s)
		}
		if err := decide(d, id, s.Seen(), "", StatusField); err != nil {
			t.Fatal(err)
		}
		if a := get(t, d, "a"); a.Status != directory.Defunct || a.AssuredOn != long {
			t.Errorf("%+v", a)
		}
		if !strings.Contains(mails(t, d)[0].Text, "taken the entry out") {
			t.Error(mails(t, d)[0].Text)
		}
	})
}

func TestRoomShowsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			id, err := Suggest(tx, l, "a", Said{Room: directory.Capacity{State: directory.WaitingList, Weeks: 3}})
			if id != "" {
				t.Error("room waits for approval")
			}
			return err
		})
		if c := get(t, d, "a").Capacity; c.Words() != "Waiting list, about 3 weeks" || c.Observer != directory.ByOrganisation || c.ObserverName != "Friends of a" {
			t.Errorf("%+v", c)
		}
	})
}

func TestALinkOpensOnlyWhatNamesItsAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		org := entry("c", "", long)
		org.Organisation.Email = lunch
		setUp(t, d, entry("a", lunch, long), entry("b", shed, long), org)
		l := linkTo(t, d, lunch)
		for name, act := range map[string]func(tx *db.Tx) error{
			"confirm": func(tx *db.Tx) error { return Confirm(tx, l, "b") },
			"suggest": func(tx *db.Tx) error {
				_, err := Suggest(tx, l, "b", Said{Texts: map[string]string{"phone": "1"}})
				return err
			},
			"close":  func(tx *db.Tx) error { _, err := SuggestClosed(tx, l, "b", ""); return err },
			"nobody": func(tx *db.Tx) error { return Confirm(tx, links.Link{SubjectID: "nobody"}, "a") },
		} {
			if err := d.Write(context.Background(), act); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			k, err := Get(r, l.SubjectID)
			if err != nil {
				return err
			}
			entries, err := Entries(r, k)
			if len(entries) != 2 || entries[0].ID != "a" || entries[1].ID != "c" {
				t.Errorf("%v", entries)
			}
			return err
		})
		dbtest.Write(t, d, func(tx *db.Tx) error {
			return directory.Correct(tx, directory.By{ID: "sam"}, "a", directory.Service{Email: shed}, "email")
		})
		if err := d.Write(context.Background(), func(tx *db.Tx) error { return Confirm(tx, l, "a") }); !errors.Is(err, db.ErrNotFound) {
			t.Error("an entry that has moved on is still theirs:", err)
		}
	})
}

func TestAHiddenPlaceStaysHidden(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		refuge := entry("a", lunch, long)
		refuge.Name = "Harbour women's refuge"
		setUp(t, d, refuge)
		l := linkTo(t, d, lunch)
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			k, err := Get(r, l.SubjectID)
			if err != nil {
				return err
			}
			e, err := GetEntry(r, k, "a")
			if !e.PlaceHidden || len(e.Locations) != 0 {
				t.Errorf("%+v", e)
			}
			return err
		})
		id := suggest(t, d, l, "a", map[string]string{"phone": "01632 960299", "places": "Somewhere else, QX1 1AA"})
		if s := suggestion(t, d, id); len(s.Changes) != 1 {
			t.Errorf("%+v", s.Changes)
		}
	})
}

func TestFaultsOfASuggestion(t *testing.T) {
	d := dbtest.SQLite(t)
	setUp(t, d, entry("a", lunch, long))
	l := linkTo(t, d, lunch)
	for field, said := range map[string]Said{
		"name":        {Texts: map[string]string{"name": " "}},
		"email":       {Texts: map[string]string{"email": "not one"}},
		"website":     {Texts: map[string]string{"website": "javascript:alert(1)"}},
		"description": {Texts: map[string]string{"description": strings.Repeat("a", longestText+1)}},
		"times":       {Texts: map[string]string{"times": strings.Repeat("Mondays\n", mostLines+1)}},
		"room":        {Room: directory.Capacity{State: "bursting"}},
		"room-weeks":  {Room: directory.Capacity{State: directory.WaitingList, Weeks: -1}},
		"note":        {Note: strings.Repeat("a", longestNote+1), Texts: map[string]string{"phone": "1"}},
	} {
		err := d.Write(context.Background(), func(tx *db.Tx) error { _, err := Suggest(tx, l, "a", said); return err })
		refuses(t, err, field)
	}
	err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := Suggest(tx, l, "a", Said{Texts: map[string]string{"name": "Entry a", "times": "Sundays,  midday to 2pm\r\n"}})
		return err
	})
	refuses(t, err, "name")
}

func TestALinkIsSentOnlyToAnAddressThatEntriesName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		send := func(address string) error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return SendLink(tx, address, base) })
		}
		for _, address := range []string{"stranger@person.example", strings.ToUpper(lunch), lunch, lunch, lunch, lunch} {
			if err := send(address); err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range count(t, d, linksADay) {
			if e.To != lunch || !strings.HasPrefix(e.Secret, base+"/keep/") {
				t.Errorf("%+v", e)
			}
		}
		refuses(t, send("not one"), "email")
		dbtest.ClockOf(d).Advance(withinADay)
		if err := send(lunch); err != nil {
			t.Fatal(err)
		}
		count(t, d, linksADay+1)
	})
}

func TestSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			s, err := TheSettings(r)
			if s.Asks || s.ADay != usualADay {
				t.Errorf("on before anybody chose: %+v", s)
			}
			return err
		})
		save := func(s Settings) error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return SaveSettings(tx, s) })
		}
		refuses(t, save(Settings{ADay: 0}), "a_day")
		if err := save(Settings{Asks: true, ADay: 5}); err != nil {
			t.Fatal(err)
		}
		if err := save(Settings{Asks: false, ADay: 5}); !errors.Is(err, db.ErrConflict) {
			t.Error("the second to save did not notice:", err)
		}
	})
}
