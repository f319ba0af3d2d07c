package referrals_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

// acts are everything that can happen to a referral, allowed or not.
func acts(c *castest.Cast, id string) map[string]func() error {
	n, ctx, d := c.Harbour, c.Context(), c.DB
	all := map[string]func() error{
		"ask":      func() error { return decide(c, n.First, id, 0, askMore) },
		"wait":     func() error { return decide(c, n.First, id, 0, waitList) },
		"no":       func() error { return decide(c, n.First, id, 0, no) },
		"said no":  func() error { return decide(c, n.First, id, 0, saidNo) },
		"undo":     func() error { return referrals.Undo(ctx, d, n.Second, once.Key{}, id) },
		"answer":   func() error { return referrals.AnswerMore(ctx, d, n.Practice, once.Key{}, id, "The mobile") },
		"withdraw": func() error { return referrals.Withdraw(ctx, d, n.Practice, once.Key{}, id) },
		"later":    func() error { c.Clock.Advance(6 * time.Minute); return nil },
	}
	for _, to := range []referrals.State{referrals.Supporting, referrals.Finished, referrals.NotReached, referrals.TakenOn} {
		all["follow "+string(to)] = func() error {
			return d.Write(ctx, func(tx *db.Tx) error { return referrals.Follow(tx, n.First, id, to, "") })
		}
	}
	return all
}

func events(c *castest.Cast, id string) (all []referrals.Event) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = referrals.Events(s, id); return })
	return all
}

// TestEveryMoveIsInTheTableAndTold lets things happen in any order. What is
// refused changes nothing; what is done is one allowed move with one event.
func TestEveryMoveIsInTheTableAndTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		names := []string{}
		for name := range acts(c, "") {
			names = append(names, name)
		}
		rapid.Check(t, func(rt *rapid.T) {
			id := c.Receive(c.Referral())
			all := acts(c, id)
			for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 6).Draw(rt, "acts") {
				before, told := c.TheReferral(id), len(events(c, id))
				err := all[name]()
				after, story := c.TheReferral(id), events(c, id)
				last := story[len(story)-1]
				switch {
				case before.State == after.State:
					if len(story) != told || after.Version != before.Version {
						rt.Fatalf("%s: nothing moved and something was told", name)
					}
				case err != nil || !before.State.May(after.State):
					rt.Fatalf("%s: %s to %s, %v", name, before.State, after.State, err)
				case len(story) != told+1 || last.From != before.State || last.To != after.State || after.Version != before.Version+1:
					rt.Fatalf("%s: %d events, the last %+v", name, len(story)-told, last)
				}
				if err != nil && !errors.Is(err, db.ErrConflict) && !errors.Is(err, referrals.ErrTooLate) {
					rt.Fatalf("%s from %s: %v", name, before.State, err)
				}
			}
		})
	})
}

func TestTheTableOfStates(t *testing.T) {
	for _, from := range referrals.States {
		if from.May(from) || from.Words() == string(from) {
			t.Errorf("%s follows itself or has no words", from)
		}
		if from.Undecided() && (!from.May(referrals.TakenOn) || from.Ended()) {
			t.Errorf("%s waits for a decision and cannot be taken on", from)
		}
		for _, to := range referrals.States {
			if from.May(to) && from.Ended() && to != referrals.Received && to != referrals.Supporting {
				t.Errorf("%s ended and may become %s", from, to)
			}
		}
	}
}
