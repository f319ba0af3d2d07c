package keepers

import (
	"context"
	"errors"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"strings"
	"testing"
)

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
		if a.AssuredOn != long {
			t.Error("a change of some fields counts as a check of the whole entry")
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
		if answer := count(t, d, 1)[0]; answer.To != lunch || !strings.Contains(answer.Text, "now says what you wrote under:\n- When\n- Where\n- What it costs\n- Phone\n") {
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
		if text := mails(t, d)[0].Text; !strings.Contains(text, "We left as it was:\n- What it costs\n") || !strings.Contains(text, "£4 on your door") {
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
