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
	"linkwork/internal/referrals"
)

var keyless once.Key

// carried is what of a person's work lies with a worker.
func carried(c *castest.Cast, who access.Actor, person string) (tasks, appointments, entries int, sees bool) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		todo, _ := diary.ToDo(s, who.AccountID, c.Today().AddDays(99))
		planned, _ := diary.Planned(s, who.AccountID, c.Today().AddDays(99))
		waiting, err := referrals.NotThereYet(s, who)
		tasks, appointments, entries = len(todo), len(planned), len(waiting)
		sees = access.SeePerson(s, who, person) == nil
		return err
	})
	return
}

func TestHandingOverGivesEverything(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{NextContact: c.Today().AddDays(7)})
		c.OK(casework.AgreeAppointment(t.Context(), d, n.First, keyless, person, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		connection, err := connections.Make(t.Context(), d, n.First, keyless, connections.Onward{PersonID: person, ServiceID: castest.LunchClub, Kind: connections.Referred,
			Share: []string{"name"}, Permission: true, BaseURL: "https://linkwork.example"})
		c.OK(err)
		hand := func(by, to access.Actor) error {
			return d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := casework.Give(tx, by, person, to.AccountID)
				return err
			})
		}
		castest.Is(t, hand(n.Second, n.Second), db.ErrNotFound)
		castest.Is(t, hand(c.Canalside.Manager, c.Canalside.First), db.ErrNotFound)
		castest.Refused(t, hand(n.Manager, c.Canalside.First), "worker")
		castest.Refused(t, hand(n.Manager, n.Manager), "worker")
		c.OK(hand(n.Manager, n.Second))
		if tasks, appointments, entries, sees := carried(c, n.First, person); tasks+appointments+entries != 0 || sees {
			t.Errorf("left behind: %d tasks, %d appointments, %d entries, %v", tasks, appointments, entries, sees)
		}
		if tasks, appointments, entries, sees := carried(c, n.Second, person); tasks != 1 || appointments != 1 || entries != 1 || !sees {
			t.Errorf("given: %d tasks, %d appointments, %d entries, %v", tasks, appointments, entries, sees)
		}
		if k := c.Case(n.Second, person); k.WorkerID != n.Second.AccountID {
			t.Error("the case stays behind")
		}
		// An answer that comes now is for the worker of now.
		var link string
		c.Read(func(s *db.Snapshot) error {
			made, err := connections.Get(s, n.Second, person, connection)
			if made.AccountID != n.Second.AccountID || made.ByName != n.First.Name {
				t.Errorf("%+v", made)
			}
			link = made.LinkID
			return err
		})
		c.OK(connections.Answer(t.Context(), d, keyless, link, connection, connections.Reply{State: connections.Accepted}))
		if tasks, _, _, _ := carried(c, n.Second, person); tasks != 2 {
			t.Errorf("%d tasks after an answer", tasks)
		}
	})
}

func TestWhatIsDueIsTickedOffByAConversationOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for _, k := range []struct {
			why string
			casework.Entry
			left int
		}{
			{"spoke", contact("phone", "spoke", ""), 0},
			{"no answer", contact("phone", "no-answer", ""), 1},
			{"a letter alone", contact("letter", "spoke", ""), 1},
			{"no answer, try again", casework.Entry{Contact: casework.Contact{Outcome: "no-answer"}, NextContact: c.Today().AddDays(1)}, 1},
		} {
			person := c.Supported(n.First)
			c.Contact(n.First, person, k.Entry)
			c.Read(func(s *db.Snapshot) error {
				todo, err := diary.ToDoFor(s, person)
				if len(todo) != k.left {
					t.Errorf("%s: %d to do, want %d", k.why, len(todo), k.left)
				}
				return err
			})
		}
	})
}
