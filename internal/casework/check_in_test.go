package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

// twice is a person who is kept in touch with for two things.
func twice(c *castest.Cast) (person, lunch, ready string) {
	c.Helper()
	n := c.Harbour
	person = c.Supported(n.First)
	c.Contact(n.First, person, casework.Entry{})
	for id, change := range map[*string]func(*casework.Holding){
		&lunch: func(h *casework.Holding) { h.ServiceID, h.WaitingFor = castest.LunchClub, "" },
		&ready: func(h *casework.Holding) { h.Function, h.WaitingFor = "readying", "Going out alone" },
	} {
		h := holding(person, c)
		change(&h)
		var err error
		*id, err = casework.StartHolding(c.Context(), c.DB, n.First, once.Key{}, h)
		c.OK(err)
	}
	return person, lunch, ready
}

func theHolding(c *castest.Cast, person, id string) (h casework.Holding) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) {
		h, err = casework.TheHolding(s, c.Harbour.First, person, id)
		return err
	})
	return h
}

func TestACheckInPutsOffTheHoldingThatItWasAbout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, lunch, ready := twice(c)
		c.Clock.Advance(10 * 24 * time.Hour)
		before := theHolding(c, person, ready).NextCheckIn
		check := func(by access.Actor, holding, outcome string, next dates.Date) error {
			e := contact("phone", outcome, "")
			e.PersonID, e.Day, e.Words, e.NextContact = person, c.Today(), "", next
			_, err := casework.CheckIn(t.Context(), d, by, once.Key{}, holding, e)
			return err
		}
		c.OK(check(n.First, lunch, "no-answer", dates.Date{}))
		if got := theHolding(c, person, lunch).NextCheckIn; got != before {
			t.Error("nobody answered, and it is put off")
		}
		c.OK(check(n.First, lunch, "spoke", dates.Date{}))
		if got := theHolding(c, person, lunch); got.NextCheckIn != c.Today().AddDays(14) {
			t.Errorf("next on %s", got.NextCheckIn)
		}
		if got := theHolding(c, person, ready).NextCheckIn; got != before {
			t.Error("the other one is put off too")
		}
		c.OK(check(n.First, ready, "spoke", c.Today().AddDays(3)))
		if got := theHolding(c, person, ready).NextCheckIn; got != c.Today().AddDays(3) {
			t.Errorf("next on %s", got)
		}
		c.Read(func(s *db.Snapshot) error {
			todo, err := diary.ToDoFor(s, person)
			if len(todo) != 0 {
				t.Errorf("the next check-in stands twice: %+v", todo)
			}
			return err
		})
		c.Contact(n.First, person, contact("phone", "spoke", "holding-waiting"))
		for _, id := range []string{lunch, ready} {
			if got := theHolding(c, person, id).NextCheckIn; got != c.Today().AddDays(14) {
				t.Errorf("none was chosen, so all are: %s", got)
			}
		}
		castest.Is(t, check(n.Second, lunch, "spoke", dates.Date{}), db.ErrNotFound)
		castest.Refused(t, check(n.First, lunch, "spoke", c.Today().AddDays(-1)), "next")
		c.OK(casework.EndHolding(t.Context(), d, n.First, once.Key{}, person, lunch, "A place came"))
		castest.Is(t, check(n.First, lunch, "spoke", dates.Date{}), db.ErrNotFound)
	})
}

func TestALongRecordOfACheckInKnowsItsHolding(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person, lunch, ready := twice(c)
		other, _, _ := twice(c)
		c.Clock.Advance(24 * time.Hour)
		record := func(person string) error {
			e := contact("phone", "spoke", "holding-waiting")
			e.PersonID, e.Day, e.HoldingID = person, c.Today(), lunch
			_, err := casework.RecordContact(t.Context(), d, c.Harbour.First, once.Key{}, e)
			return err
		}
		c.OK(record(person))
		if theHolding(c, person, lunch).NextCheckIn == theHolding(c, person, ready).NextCheckIn {
			t.Error("both are put off")
		}
		castest.Is(t, record(other), db.ErrNotFound)
		c.OK(casework.EndHolding(t.Context(), d, c.Harbour.First, once.Key{}, person, lunch, ""))
		castest.Is(t, record(person), db.ErrConflict)
	})
}

func TestAChangedHoldingKeepsHowItWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, lunch, _ := twice(c)
		was := theHolding(c, person, lunch)
		if was.WaitingFor != "Harbour Lunch Club" || was.ServiceID != castest.LunchClub {
			t.Fatalf("%+v", was)
		}
		c.Clock.Advance(24 * time.Hour)
		change := was
		change.ServiceID, change.WaitingFor, change.EveryDays, change.TalkAboutOn = "", " harbour GARDENERS", 7, c.Today().AddDays(20)
		castest.Is(t, casework.ChangeHolding(t.Context(), d, n.Second, once.Key{}, change), db.ErrNotFound)
		c.OK(casework.ChangeHolding(t.Context(), d, n.First, once.Key{}, change))
		now := theHolding(c, person, lunch)
		if now.ServiceID != castest.Gardeners || now.EveryDays != 7 || now.Since != was.Since || now.Version != was.Version+1 {
			t.Errorf("%+v", now)
		}
		castest.Is(t, casework.ChangeHolding(t.Context(), d, n.First, once.Key{}, change), db.ErrConflict)
		for field, spoil := range map[string]func(*casework.Holding){
			"agreed": func(h *casework.Holding) { h.Agreed = false }, "service": func(h *casework.Holding) { h.ServiceID = "nowhere" },
			"waiting_for": func(h *casework.Holding) { h.ServiceID, h.WaitingFor = "", "" },
		} {
			bad := now
			spoil(&bad)
			castest.Refused(t, casework.ChangeHolding(t.Context(), d, n.First, once.Key{}, bad), field)
		}
		c.Clock.Advance(40 * 24 * time.Hour)
		late := theHolding(c, person, lunch)
		late.NextCheckIn = late.NextCheckIn.AddDays(-1)
		castest.Refused(t, casework.ChangeHolding(t.Context(), d, n.First, once.Key{}, late), "next_check_in")
		c.Read(func(s *db.Snapshot) error {
			before, err := casework.HoldingHistory(s, lunch)
			if len(before) != 1 || before[0].WaitingFor != "Harbour Lunch Club" || before[0].ServiceID != castest.LunchClub || before[0].EveryDays != 14 || before[0].ChangedBy != n.First.Name {
				t.Errorf("%+v", before)
			}
			return err
		})
		late = theHolding(c, person, lunch)
		late.TalkAboutOn = c.Today().AddMonths(2)
		c.OK(casework.ChangeHolding(t.Context(), d, n.First, once.Key{}, late)) // what is late may stay so
	})
}

func TestTalkingItOverIsAPromptAndNoEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person, lunch, _ := twice(c)
		talk := theHolding(c, person, lunch).TalkAboutOn
		if theHolding(c, person, lunch).TalkNow(talk.AddDays(-1)) || !theHolding(c, person, lunch).TalkNow(talk) {
			t.Error("the day of the prompt")
		}
		c.Clock.Advance(200 * 24 * time.Hour)
		var held []casework.Holding
		c.Read(func(s *db.Snapshot) (err error) {
			held, err = casework.HeldBy(s, c.Harbour.First.AccountID)
			return err
		})
		if len(held) != 2 || len(casework.DueForTalk(held, c.Today())) != 2 {
			t.Errorf("%+v", held)
		}
	})
}

func TestTheLedgerCountsItsRows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		first := dates.Date{Year: c.Today().Year, Month: c.Today().Month, Day: 1}.AddMonths(1)
		c.Clock.Advance(first.At(9, 0).Sub(c.Clock.Now()))
		person, lunch, _ := twice(c)
		another, _, _ := twice(c)
		c.Clock.Advance(9 * 24 * time.Hour) // the tenth
		e := contact("phone", "spoke", "")
		e.PersonID, e.Day, e.Minutes = person, c.Today(), 30
		_, err := casework.CheckIn(t.Context(), d, n.First, once.Key{}, lunch, e)
		c.OK(err)
		both := contact("phone", "spoke", "holding-waiting")
		both.Minutes = 15 // about both: half for the lunch club
		c.Contact(n.First, person, both)
		c.OK(casework.EndHolding(t.Context(), d, n.First, once.Key{}, person, lunch, "A place came"))
		c.Clock.Advance(30 * 24 * time.Hour) // into the month after
		ledger := func(by access.Actor) (lines []casework.LedgerLine) {
			c.Read(func(s *db.Snapshot) (err error) {
				lines, err = casework.Ledger(s, by, first, c.Today())
				return err
			})
			return lines
		}
		lines := ledger(n.Manager)
		if len(lines) != 2 || lines[0].Month == lines[1].Month {
			t.Fatalf("%+v", lines)
		}
		old, days := lines[1], first.AddMonths(1).Sub(first)
		hours, recorded := old.Hours()
		if old.List != "Harbour Lunch Club" || !old.Directory || old.People() != 2 || len(old.Waits) != 2 || old.Weeks() != float64(10+days)/7 || !recorded || hours != 37.5/60 {
			t.Errorf("%d people, %f weeks, %f hours", old.People(), old.Weeks(), hours)
		}
		if _, recorded := lines[0].Hours(); recorded || lines[0].People() != 1 || lines[0].Waits[0].PersonID != another {
			t.Errorf("%+v", lines[0])
		}
		if len(ledger(c.Canalside.Manager)) != 0 {
			t.Error("another network sees it")
		}
		c.Read(func(s *db.Snapshot) error {
			now, err := casework.SupportedNow(s, n.Manager)
			if len(now) != 3 || now[0].Person.ID != now[0].PersonID || now[0].WorkerID != n.First.AccountID {
				t.Errorf("%+v", now)
			}
			none, _ := casework.SupportedNow(s, c.Canalside.Manager)
			if len(none) != 0 {
				t.Error("another network sees them")
			}
			return err
		})
	})
}
