package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

func TestUndoingATakeOnLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		r := c.Referral()
		id := c.Receive(r)
		person := c.Take(n.First, id, "")
		c.OK(casework.AgreeAppointment(t.Context(), d, n.First, once.Key{}, person, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		castest.Is(t, casework.UndoTake(t.Context(), d, c.Canalside.First, once.Key{}, id), db.ErrNotFound)
		castest.Is(t, casework.UndoTake(t.Context(), d, n.Practice, once.Key{}, id), db.ErrNotFound)
		c.OK(casework.UndoTake(t.Context(), d, n.Second, once.Key{}, id))
		if r := c.TheReferral(id); r.State != referrals.Received || r.PersonID != "" {
			t.Errorf("%s, %q", r.State, r.PersonID)
		}
		c.Read(func(s *db.Snapshot) error {
			same, err := people.MayBeTheSame(s, r.Details)
			todo, _ := diary.ToDo(s, n.First.AccountID, c.Today().AddDays(99))
			planned, _ := diary.Planned(s, n.First.AccountID, c.Today().AddDays(99))
			if len(same)+len(todo)+len(planned) != 0 {
				t.Errorf("left: %d people, %d tasks, %d appointments", len(same), len(todo), len(planned))
			}
			return err
		})
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error { return access.SeePerson(s, n.First, person) }), db.ErrNotFound)
		c.Take(n.Second, id, "") // and it can be taken on again
		c.Clock.Advance(referrals.UndoFor + time.Second)
		castest.Is(t, casework.UndoTake(t.Context(), d, n.Second, once.Key{}, id), referrals.ErrTooLate)
	})
}

// TestUndoingALinkLeavesTheOtherAsTheyWere: the reason to undo may be that it
// is not the same person.
func TestUndoingALinkLeavesTheOtherAsTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		r := c.Referral()
		person := c.Take(n.First, c.Receive(r), "")
		c.Contact(n.First, person, casework.Entry{})
		c.Close(n.First, person, "settled")
		c.Clock.Advance(time.Hour)
		r.Risk, r.RiskWords = referrals.RiskKnown, "A dog that bites"
		id := c.Receive(r)
		c.Take(n.Second, id, person)
		c.OK(casework.UndoTake(t.Context(), d, n.Second, once.Key{}, id))
		c.Read(func(s *db.Snapshot) error {
			risks, _ := people.StandingRisks(s, person)
			said, _ := people.Permissions(s, person)
			if len(risks) != 1 || !risks[0].NoneKnown || len(said) != 1 {
				t.Errorf("left on the record: %+v, %d permissions", risks, len(said))
			}
			return access.SeePerson(s, n.First, person) // back with the worker of that time
		})
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error { return access.SeePerson(s, n.Second, person) }), db.ErrNotFound)
		if k := c.Case(n.First, person); k.State != casework.Closed {
			t.Error("the first case is", k.State)
		}
	})
}

func TestWhatWasRecordedIsNotUndone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for name, record := range map[string]func(person string) error{
			"a try": func(p string) error {
				c.Contact(n.First, p, casework.Entry{Contact: casework.Contact{Outcome: "no-answer"}})
				return nil
			},
			"a conversation": func(p string) error { c.Contact(n.First, p, casework.Entry{}); return nil },
			"what matters": func(p string) error {
				return casework.SayWhatMatters(t.Context(), d, n.First, once.Key{}, p, "My cat", "")
			},
			"a goal": func(p string) error {
				return casework.AddGoal(t.Context(), d, n.First, once.Key{}, casework.Goal{PersonID: p, Words: "Sing"}, casework.Action{})
			},
			"a connection": func(p string) error {
				_, err := connections.Make(t.Context(), d, n.First, once.Key{}, connections.Onward{PersonID: p, ServiceID: castest.Library, Kind: connections.Signposted})
				return err
			},
			"answers": func(p string) error {
				_, err := measures.Record(t.Context(), d, n.First, once.Key{}, p, measures.Numbers("ons4", c.Today(), map[string]int{"satisfied": 5, "worthwhile": 5, "happy": 5, "anxious": 5}))
				return err
			},
		} {
			id := c.Receive(c.Referral())
			person := c.Take(n.First, id, "")
			c.OK(record(person))
			err := casework.UndoTake(t.Context(), d, n.First, once.Key{}, id)
			if castest.Is(t, err, db.ErrConflict); err == nil {
				t.Error("lost:", name)
			}
			c.Case(n.First, person)
		}
	})
}
