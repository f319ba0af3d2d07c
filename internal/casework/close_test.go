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
	"linkwork/internal/referrals"
)

func holding(person string, c *castest.Cast) casework.Holding {
	return casework.Holding{PersonID: person, Function: "waiting", WaitingFor: "A counsellor", Agreed: true, EveryDays: 14, NextCheckIn: c.Today().AddDays(14)}
}

func TestClosingAsksWhatMustBeAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{NextContact: c.Today().AddDays(7)})
		c.OK(casework.AddGoal(t.Context(), d, n.First, once.Key{}, casework.Goal{PersonID: person, Words: "Sing again"}, casework.Action{Words: "Find a choir", Who: "worker", Due: c.Today()}))
		_, err := casework.StartHolding(t.Context(), d, n.First, once.Key{}, holding(person, c))
		c.OK(err)
		c.OK(casework.AgreeAppointment(t.Context(), d, n.First, once.Key{}, person, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		k := c.Case(n.First, person)
		var goals []casework.Goal
		c.Read(func(s *db.Snapshot) (err error) { goals, err = casework.GoalsOf(s, k.ID); return })
		whole := casework.Closing{PersonID: person, Version: k.Version, Reason: "goals-met", Goals: map[string]string{goals[0].ID: "partly"}, RiskLooked: true, EndHoldings: true,
			Measures: "said-no", Ending: "talked", Continues: "The choir on Tuesdays"}
		end := func(cl casework.Closing) error { return casework.Close(t.Context(), d, n.First, once.Key{}, cl) }
		for _, bad := range []struct {
			field string
			spoil func(*casework.Closing)
		}{
			{"reason", func(cl *casework.Closing) { cl.Reason = "" }},
			{"words", func(cl *casework.Closing) { cl.Reason = "transferred" }},
			{"goal_" + goals[0].ID, func(cl *casework.Closing) { cl.Goals = nil }},
			{"goal_" + goals[0].ID, func(cl *casework.Closing) { cl.Goals = map[string]string{goals[0].ID: "open"} }},
			{"reason", func(cl *casework.Closing) { cl.Reason = "died" }}, // has a way of its own
			{"measures", func(cl *casework.Closing) { cl.Measures = "" }},
			{"measures", func(cl *casework.Closing) { cl.Measures = casework.Measured }}, // nobody answered
			{"ending", func(cl *casework.Closing) { cl.Ending = "" }},
			{"risk", func(cl *casework.Closing) { cl.RiskLooked = false }},
			{"holding", func(cl *casework.Closing) { cl.EndHoldings = false }},
		} {
			cl := whole
			bad.spoil(&cl)
			castest.Refused(t, end(cl), bad.field)
		}
		stale := whole
		stale.Version--
		castest.Is(t, end(stale), db.ErrConflict)
		c.OK(end(whole))
		c.Read(func(s *db.Snapshot) error {
			goals, _ := casework.GoalsOf(s, k.ID)
			held, _ := casework.OpenHoldings(s, k.ID)
			todo, _ := diary.ToDoFor(s, person)
			planned, err := diary.PlannedFor(s, person)
			if goals[0].Outcome != "partly" || len(held)+len(todo)+len(planned) != 0 {
				t.Errorf("%s, left: %d holdings, %d tasks, %d appointments", goals[0].Outcome, len(held), len(todo), len(planned))
			}
			return err
		})
		castest.Is(t, end(whole), casework.ErrNoOpenCase)
	})
}

func TestWhoWasNeverReached(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(c.Referral())
		person := c.Take(n.First, id, "")
		for range 3 {
			c.Contact(n.First, person, contact("phone", "no-answer", ""))
		}
		c.Close(n.First, person, "no-contact")
		if got := codes(c, n.First, person); got[""] != 1 || len(got) != 1 || c.TheReferral(id).State != referrals.NotReached {
			t.Errorf("%v, %s", got, c.TheReferral(id).State)
		}
		castest.Is(t, casework.Reopen(t.Context(), d, n.First, once.Key{}, person, ""), db.ErrConflict)
	})
}

func TestReopeningIsTheSameEpisode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(c.Referral())
		person := c.Take(n.First, id, "")
		c.Contact(n.First, person, casework.Entry{})
		reopen := func() error { return casework.Reopen(t.Context(), d, n.First, once.Key{}, person, "") }
		castest.Is(t, reopen(), db.ErrConflict) // it is open
		c.Close(n.First, person, "settled")
		if c.TheReferral(id).State != referrals.Finished {
			t.Error("closed and", c.TheReferral(id).State)
		}
		c.Clock.Advance(90*24*time.Hour - time.Hour)
		c.OK(reopen())
		c.Contact(n.First, person, casework.Entry{})
		if k := c.Case(n.First, person); k.State != casework.Engaged || !k.ClosedAt.IsZero() || k.CloseReason != "" || c.TheReferral(id).State != referrals.Supporting {
			t.Errorf("%+v", k)
		}
		if got := codes(c, n.First, person); got[referredCode] != 1 {
			t.Errorf("coded %v", got)
		}
		c.Close(n.First, person, "settled")
		c.Clock.Advance(90*24*time.Hour + 25*time.Hour)
		castest.Is(t, reopen(), db.ErrConflict)
		castest.Is(t, casework.Reopen(t.Context(), d, n.Second, once.Key{}, person, ""), db.ErrNotFound)
	})
}
