package desk_test

import (
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

func waiting(c *castest.Cast, by access.Actor) (list []desk.Note) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { list, err = desk.Waiting(r, by); return })
	return list
}

func leave(c *castest.Cast, by access.Actor, l desk.Left) error {
	_, err := desk.Leave(c.Context(), c.DB, by, once.Key{}, l)
	return err
}

func TestReceptionLeavesANoteForThePersonsWorker(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		referral := c.Receive(c.Referral())
		person := c.Take(n.First, referral, "")
		castest.Refused(t, leave(c, n.Practice, desk.Left{About: "call"}), "who")
		castest.Refused(t, leave(c, n.Practice, desk.Left{Who: "Mrs X"}), "about")
		castest.Refused(t, leave(c, n.Practice, desk.Left{Who: "Mrs X", About: "call", ByWhen: c.Today().AddDays(-1)}), "by_when")
		castest.Is(t, leave(c, n.Other, desk.Left{ReferralID: referral, About: "call"}), db.ErrNotFound)
		castest.Is(t, leave(c, c.Canalside.Practice, desk.Left{ReferralID: referral, About: "call"}), db.ErrNotFound)
		castest.Is(t, leave(c, n.First, desk.Left{Who: "Mrs X", About: "call"}), db.ErrNotFound) // no practice
		c.OK(leave(c, n.Practice, desk.Left{ReferralID: referral, About: "call", CallBack: "01632 960 555", ByWhen: c.Today()}))
		mine := waiting(c, n.First)
		if len(mine) != 1 || mine[0].PersonID != person || mine[0].OwnerID != n.First.AccountID || mine[0].Who != "" {
			t.Fatalf("%+v", mine)
		}
		if len(waiting(c, n.Second)) != 0 || len(waiting(c, c.Canalside.Manager)) != 0 {
			t.Error("seen by strangers")
		}
		settle := func(by access.Actor, version int, to desk.State, reply string) error {
			return desk.Settle(t.Context(), d, by, once.Key{}, desk.Move{NoteID: mine[0].ID, Version: version, To: to, Reply: reply})
		}
		castest.Is(t, settle(n.Second, 1, desk.Taken, ""), db.ErrNotFound)
		castest.Refused(t, settle(n.First, 1, desk.Answered, " "), "reply")
		c.OK(settle(n.First, 1, desk.Taken, "Amina will call today"))
		castest.Is(t, settle(n.Manager, 1, desk.Taken, ""), db.ErrConflict)
		c.OK(settle(n.First, 2, desk.Answered, "We spoke"))
		c.Read(func(r *db.Snapshot) error {
			left, err := desk.OfPractice(r, n.Practice)
			if len(left) != 1 || left[0].Reply != "We spoke" || left[0].State != desk.Answered {
				t.Errorf("the desk reads %+v", left)
			}
			others, err2 := desk.OfPractice(r, n.Other)
			if len(others) != 0 || err2 != nil {
				t.Errorf("another practice reads %+v, %v", others, err2)
			}
			return err
		})
		if len(waiting(c, n.First)) != 0 {
			t.Error("answered and still waiting")
		}
	})
}

func TestANameIsForTheInboxUntilSomebodyKnowsWhoItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.Second)
		c.OK(leave(c, n.Practice, desk.Left{Who: "Mrs Marsh, I think", About: "news", ByWhen: c.Today()}))
		note := waiting(c, n.First)[0]
		if len(waiting(c, n.Second)) != 1 || len(waiting(c, c.Canalside.First)) != 0 {
			t.Error("an inbox is its team's")
		}
		if note.DaysLate(c.Today().AddDays(2)) != 2 || note.DaysLate(c.Today()) != 0 {
			t.Error("late is counted wrongly")
		}
		castest.Is(t, desk.Recognise(t.Context(), d, n.First, once.Key{}, note.ID, 1, person), db.ErrNotFound) // not theirs to see
		c.OK(desk.Recognise(t.Context(), d, n.Second, once.Key{}, note.ID, 1, person))
		castest.Is(t, desk.Recognise(t.Context(), d, n.Second, once.Key{}, note.ID, 2, person), db.ErrConflict)
		if len(waiting(c, n.First)) != 0 || waiting(c, n.Second)[0].OwnerID != n.Second.AccountID {
			t.Error("it is not with the person's worker")
		}
	})
}

func TestANoteFollowsThePersonAtAHandOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		referral := c.Receive(c.Referral())
		person := c.Take(n.First, referral, "")
		c.OK(leave(c, n.Practice, desk.Left{ReferralID: referral, About: "call"}))
		if len(waiting(c, n.Second)) != 0 {
			t.Error("a colleague has it before")
		}
		c.Write(func(tx *db.Tx) error {
			_, err := casework.Give(tx, n.Manager, person, n.Second.AccountID)
			return err
		})
		if len(waiting(c, n.Second)) != 1 || len(waiting(c, n.First)) != 0 {
			t.Errorf("%d with the new worker, %d with the old", len(waiting(c, n.Second)), len(waiting(c, n.First)))
		}
	})
}

func TestTwoCannotTakeOneNote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.OK(leave(c, c.Harbour.Practice, desk.Left{Who: "Mr Y", About: "call"}))
		note := waiting(c, c.Harbour.First)[0]
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, by := range []access.Actor{c.Harbour.First, c.Harbour.Second} {
			both.Go(func() {
				errs[i] = desk.Settle(t.Context(), d, by, once.Key{}, desk.Move{NoteID: note.ID, Version: 1, To: desk.Taken})
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%v and %v", errs[0], errs[1])
		}
	})
}

func TestATextGoesToItsPersonOnlyWhereTheNumberIsTheirsAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		receive := func(id, from string) {
			t.Helper()
			c.OK(desk.Receive(t.Context(), d, desk.TextIn{GatewayID: id, From: from, Words: "Can you call?"}))
		}
		r := c.Referral()
		r.Phone = "07700 900 123"
		person := c.Take(n.First, c.Receive(r), "")
		receive("1", "+447700900123")
		receive("1", "+447700900123")
		if mine := waiting(c, n.First); len(mine) != 1 || mine[0].PersonID != person || mine[0].Words != "Can you call?" {
			t.Errorf("%+v", mine)
		}
		other := c.Referral()
		other.Phone = "07700900123"
		c.Take(n.Second, c.Receive(other), "")
		receive("2", "07700 900123")
		receive("3", "07700 900999")
		unknown := 0
		for _, by := range []access.Actor{n.Manager, c.Canalside.Manager} {
			for _, note := range waiting(c, by) {
				if note.PersonID == "" {
					unknown++
				}
			}
		}
		if unknown != 2 {
			t.Errorf("%d texts wait for somebody to recognise them", unknown)
		}
	})
}

func TestAtNightTheSenderIsToldOnceWithTheCrisisNumbers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		way := teams.WayBack{TeamID: n.TeamID, Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this on weekdays from 9am."}
		castest.Is(t, desk.SetWayBack(t.Context(), d, n.First, once.Key{}, way), db.ErrNotFound)
		castest.Is(t, desk.SetWayBack(t.Context(), d, c.Canalside.Manager, once.Key{}, way), db.ErrNotFound)
		bad := way
		bad.ReadBy = ""
		castest.Refused(t, desk.SetWayBack(t.Context(), d, n.Manager, once.Key{}, bad), "read_by")
		bad = way
		bad.Opens = bad.Closes
		castest.Refused(t, desk.SetWayBack(t.Context(), d, n.Manager, once.Key{}, bad), "opens")
		c.OK(desk.SetWayBack(t.Context(), d, n.Manager, once.Key{}, way))
		castest.Is(t, desk.SetWayBack(t.Context(), d, n.Manager, once.Key{}, way), db.ErrConflict) // it is there by now
		r := c.Referral()
		r.Phone = "07700 900 124"
		c.Take(n.First, c.Receive(r), "")
		sent := func() (texts []messages.Entry) {
			c.Read(func(r *db.Snapshot) error {
				all, err := messages.Outbox(r, messages.Entry{}, 50)
				for _, e := range all {
					if e.Purpose == "away" {
						texts = append(texts, e)
					}
				}
				return err
			})
			return texts
		}
		receive := func(id string) {
			c.OK(desk.Receive(t.Context(), d, desk.TextIn{GatewayID: id, From: "07700900124", Words: "Hello"}))
		}
		receive("day") // Monday, 9am
		if len(sent()) != 0 {
			t.Error("somebody reads it, and the sender is told nobody does")
		}
		c.Clock.Advance(10 * time.Hour)
		receive("evening")
		receive("evening again")
		if got := sent(); len(got) != 1 || got[0].Text != "We read this on weekdays from 9am. If you need help now, call 999. To stop texts, reply STOP." {
			t.Errorf("%+v", got)
		}
		c.Clock.Advance(5 * 24 * time.Hour) // Saturday
		receive("saturday")
		if len(sent()) != 2 {
			t.Error("not told again days later")
		}
	})
}

// TestNoWayLeadsOutOfTheTable settles notes at random by three people with
// versions old and new, and expects exactly what the table says.
func TestNoWayLeadsOutOfTheTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		rapid.Check(t, func(rt *rapid.T) {
			id, err := desk.Leave(t.Context(), d, n.Practice, once.Key{}, desk.Left{Who: "Mr Y", About: "call"})
			c.OK(err)
			state, version := desk.New, 1
			for range rapid.IntRange(1, 6).Draw(rt, "steps") {
				by := rapid.SampledFrom([]access.Actor{n.First, n.Second, n.Manager}).Draw(rt, "by")
				to := rapid.SampledFrom([]desk.State{desk.New, desk.Taken, desk.Answered, desk.Closed}).Draw(rt, "to")
				shown := version - rapid.IntRange(0, 1).Draw(rt, "behind")
				err := desk.Settle(t.Context(), d, by, once.Key{}, desk.Move{NoteID: id, Version: shown, To: to, Reply: "Soon"})
				if (err == nil) != (state.May(to) && shown == version) {
					rt.Fatalf("%s to %s, version %d of %d: %v", state, to, shown, version, err)
				}
				if err == nil {
					state, version = to, version+1
				}
			}
		})
	})
}
