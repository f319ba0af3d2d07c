package feedback_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/feedback"
)

var keyless = once.Key{}

func record(c *castest.Cast, by access.Actor, f feedback.Feedback) (string, error) {
	return feedback.Record(c.Context(), c.DB, by, keyless, f)
}

// complaint is a complaint that came today.
func complaint(c *castest.Cast) feedback.Feedback {
	return feedback.Feedback{Kind: "complaint", Source: "carer", CameOn: c.Today(), Who: "Her son", Reach: "07700 900 123", Words: "Nobody called back."}
}

func the(c *castest.Cast, by access.Actor, id string) (f feedback.Feedback, steps []feedback.Step) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { f, steps, err = feedback.The(r, by, id); return })
	return
}

func settle(c *castest.Cast, by access.Actor, m feedback.Move) error {
	return feedback.Settle(c.Context(), c.DB, by, keyless, m)
}

func TestAComplaintIsAcknowledgedAnsweredAndLearnedFrom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for field, spoil := range map[string]func(*feedback.Feedback){"kind": func(f *feedback.Feedback) { f.Kind = "" }, "source": func(f *feedback.Feedback) { f.Source = "moon" },
			"came_on": func(f *feedback.Feedback) { f.CameOn = c.Today().AddDays(1) }, "words": func(f *feedback.Feedback) { f.Words = " " }, "harm": func(f *feedback.Feedback) { f.Kind = "incident" },
			"who": func(f *feedback.Feedback) { f.Who = strings.Repeat("x", 101) }} {
			bad := complaint(c)
			spoil(&bad)
			_, err := record(c, n.First, bad)
			castest.Refused(t, err, field)
		}
		person, foreign := c.Supported(n.First), c.Supported(n.Second)
		about := complaint(c)
		about.PersonID = foreign
		_, err := record(c, n.First, about)
		castest.Is(t, err, db.ErrNotFound)
		_, err = record(c, n.Practice, complaint(c))
		castest.Is(t, err, db.ErrNotFound)
		about.PersonID = person
		id, err := record(c, n.First, about)
		c.OK(err)
		for _, stranger := range []access.Actor{n.Second, c.Canalside.Manager, n.Practice, c.Admin} {
			castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, _, err := feedback.The(r, stranger, id); return err }), db.ErrNotFound)
			castest.Is(t, settle(c, stranger, feedback.Move{ID: id, Version: 1, To: feedback.Acknowledged, Words: "x"}), db.ErrNotFound)
		}
		castest.Is(t, feedback.Give(t.Context(), d, n.First, keyless, id, 1, n.First.AccountID), db.ErrNotFound) // only a manager
		castest.Refused(t, feedback.Give(t.Context(), d, n.Manager, keyless, id, 1, c.Canalside.First.AccountID), "owner")
		c.OK(feedback.Give(t.Context(), d, n.Manager, keyless, id, 1, n.Second.AccountID))
		if f, _ := the(c, n.Second, id); f.Person.ID != "" {
			t.Error("the owner learns who it concerns without being allowed to see them")
		}
		if f, _ := the(c, n.Manager, id); f.Person.ID != person {
			t.Error("the manager does not see whom it concerns")
		}
		castest.Refused(t, settle(c, n.Second, feedback.Move{ID: id, Version: 2, To: feedback.Acknowledged}), "step")
		castest.Is(t, settle(c, n.Second, feedback.Move{ID: id, Version: 1, To: feedback.Acknowledged, Words: "Called"}), db.ErrConflict)
		c.OK(settle(c, n.Second, feedback.Move{ID: id, Version: 2, To: feedback.Acknowledged, Words: "Called the son."}))
		c.OK(settle(c, n.Manager, feedback.Move{ID: id, Version: 3, To: feedback.Answered, Words: "Wrote to him."}))
		castest.Refused(t, settle(c, n.Manager, feedback.Move{ID: id, Version: 4, To: feedback.Closed, Words: "Done."}), "learned")
		c.OK(settle(c, n.Manager, feedback.Move{ID: id, Version: 4, To: feedback.Closed, Words: "Done.", Learned: "Calls back are tasks now."}))
		f, steps := the(c, n.Manager, id)
		if f.State != feedback.Closed || f.Learned != "Calls back are tasks now." || f.AnsweredAt.IsZero() || len(steps) != 4 {
			t.Errorf("%+v with %d steps", f, len(steps))
		}
		c.OK(settle(c, n.Manager, feedback.Move{ID: id, Version: 5, To: feedback.Acknowledged, Words: "He called again."}))
		if f, _ = the(c, n.Manager, id); f.State != feedback.Acknowledged || f.Learned == "" {
			t.Errorf("opened again: %+v", f)
		}
	})
}

func TestTheDayByWhichAComplaintIsAcknowledged(t *testing.T) {
	monday := dates.Date{Year: 2026, Month: 11, Day: 23}
	for came, by := range map[int]int{0: 3, 1: 4, 2: 7, 3: 8, 4: 9, 5: 9, 6: 9} { // days after Monday; Friday and the weekend give Wednesday
		f := feedback.Feedback{Kind: "complaint", CameOn: monday.AddDays(came)}
		if got := f.AcknowledgeBy(); got != monday.AddDays(by) {
			t.Errorf("came %s: by %s, want %s", f.CameOn.WithDay(), got.WithDay(), monday.AddDays(by).WithDay())
		}
		if f.Overdue(monday.AddDays(by)) || !f.Overdue(monday.AddDays(by+1)) {
			t.Errorf("came %s: overdue on the wrong day", f.CameOn.WithDay())
		}
	}
	done := feedback.Feedback{Kind: "complaint", CameOn: monday, AcknowledgedAt: time.Now()}
	if !done.AcknowledgeBy().IsZero() || !(feedback.Feedback{Kind: "compliment", CameOn: monday}).AcknowledgeBy().IsZero() {
		t.Error("a clock where there is none")
	}
}

// TestFeedbackMovesOnlyAsItMay tries every move in any order, also with an old
// version, and compares with the table of states.
func TestFeedbackMovesOnlyAsItMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		all := []feedback.State{feedback.New, feedback.Acknowledged, feedback.Answered, feedback.Closed}
		rapid.Check(t, func(rt *rapid.T) {
			id, err := record(c, n.First, complaint(c))
			c.OK(err)
			state, steps := feedback.New, 0
			for range rapid.IntRange(1, 8).Draw(rt, "moves") {
				f, _ := the(c, n.Manager, id)
				to, stale := rapid.SampledFrom(all).Draw(rt, "to"), rapid.IntRange(0, 3).Draw(rt, "stale") == 0
				version := f.Version
				if stale {
					version--
				}
				by := rapid.SampledFrom([]access.Actor{n.First, n.Manager}).Draw(rt, "by")
				err := settle(c, by, feedback.Move{ID: id, Version: version, To: to, Words: "w", Learned: "l"})
				if may := state.May(to) && !stale; (err == nil) != may {
					rt.Fatalf("from %s to %s, stale %v: %v", state, to, stale, err)
				}
				if err == nil {
					state, steps = to, steps+1
				}
			}
			f, kept := the(c, n.Manager, id)
			if f.State != state || len(kept) != steps {
				rt.Fatalf("%s with %d steps, want %s with %d", f.State, len(kept), state, steps)
			}
			open, closed := 0, 0
			c.Read(func(r *db.Snapshot) error {
				list, err := feedback.Open(r, n.Manager)
				for _, x := range list {
					if x.ID == id {
						open++
					}
				}
				list, err2 := feedback.ClosedSince(r, n.Manager, c.Today())
				for _, x := range list {
					if x.ID == id {
						closed++
					}
				}
				if err != nil {
					return err
				}
				return err2
			})
			if open+closed != 1 || (closed == 1) != (state == feedback.Closed) {
				rt.Fatalf("on %d open and %d closed lists in state %s", open, closed, state)
			}
		})
	})
}
