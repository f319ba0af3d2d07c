package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

func TestAfterADeathEverythingStopsInOneWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		c.Contact(amina, person, casework.Entry{NextContact: c.Today().AddDays(7)})
		_, err := casework.StartHolding(t.Context(), d, amina, once.Key{}, holding(person, c))
		c.OK(err)
		c.OK(casework.AgreeAppointment(t.Context(), d, amina, once.Key{}, person, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		var message string
		c.Write(func(tx *db.Tx) (err error) {
			message, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: "d@person.example", Subject: "Hello", Text: "Hello", Purpose: "reminder", PersonID: person})
			return err
		})
		castest.Refused(t, casework.Died(t.Context(), d, amina, once.Key{}, person, c.Today().AddDays(1)), "died_on")
		castest.Is(t, casework.Died(t.Context(), d, c.Harbour.Second, once.Key{}, person, c.Today()), db.ErrNotFound)
		c.OK(casework.Died(t.Context(), d, amina, once.Key{}, person, c.Today().AddDays(-2)))
		c.Read(func(s *db.Snapshot) error {
			todo, _ := diary.ToDoFor(s, person)
			planned, _ := diary.PlannedFor(s, person)
			m, err := messages.Get(s, message)
			p, _ := people.Unscoped(s, person)
			held, _ := casework.OpenHoldings(s, c.Case(amina, person).ID)
			if len(todo)+len(planned)+len(held) != 0 || m.State != messages.Stopped || p.DiedOn != c.Today().AddDays(-2) {
				t.Errorf("left: %d tasks, %d appointments, %d holdings, message %s, died %v", len(todo), len(planned), len(held), m.State, p.DiedOn)
			}
			return err
		})
		if k := c.Case(amina, person); k.Open() || k.CloseReason != "died" {
			t.Errorf("%+v", k)
		}
		c.OK(casework.Reopen(t.Context(), d, amina, once.Key{}, person, "")) // it was somebody else
		c.Read(func(s *db.Snapshot) error {
			p, err := people.Unscoped(s, person)
			if !p.DiedOn.IsZero() {
				t.Error("taken up again and still dead")
			}
			return err
		})
	})
}

func TestReopeningOffersTheSameWorkerWithinTheTeamsDays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		c.Close(n.First, person, "settled")
		castest.Is(t, casework.Reopen(t.Context(), d, n.First, once.Key{}, person, n.Second.AccountID), db.ErrNotFound) // that is for a manager
		castest.Refused(t, casework.Reopen(t.Context(), d, n.Manager, once.Key{}, person, c.Canalside.First.AccountID), "worker")
		c.OK(casework.Reopen(t.Context(), d, n.Manager, once.Key{}, person, n.Second.AccountID))
		if k := c.Case(n.Manager, person); k.WorkerID != n.Second.AccountID || !k.Open() {
			t.Errorf("%+v", k)
		}
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error { _, err := casework.Latest(s, n.First, person); return err }), db.ErrNotFound)
	})
}
