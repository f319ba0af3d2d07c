package referrals_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/referrals"
)

func decide(c *castest.Cast, by access.Actor, id string, version int, d referrals.Decision) error {
	return referrals.Decide(c.Context(), c.DB, by, once.Key{}, id, version, d)
}

func told(c *castest.Cast, id string) (all []messages.Entry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = messages.About(s, "referral", id); return })
	return all
}

var (
	no       = referrals.Decision{To: referrals.NotNow, Reason: "already-supported"}
	saidNo   = referrals.Decision{To: referrals.NotNow, Reason: "person-declined"}
	askMore  = referrals.Decision{To: referrals.MoreAsked, Words: "Which phone?"}
	waitList = referrals.Decision{To: referrals.Waiting}
)

func TestADecisionNeedsItsWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(c.Referral())
		for _, k := range []struct {
			field string
			referrals.Decision
		}{
			{"words", referrals.Decision{To: referrals.MoreAsked, Words: " "}},
			{"reason", referrals.Decision{To: referrals.NotNow, Reason: "dislike"}},
			{"words", referrals.Decision{To: referrals.NotNow, Reason: "another-service"}},
			{"decision", referrals.Decision{To: referrals.Supporting}},
			{"decision", referrals.Decision{}},
		} {
			castest.Refused(t, decide(c, c.Harbour.First, id, 1, k.Decision), k.field)
		}
		for _, who := range []access.Actor{c.Canalside.First, c.Canalside.Manager, c.Harbour.Practice, c.Admin} {
			castest.Is(t, decide(c, who, id, 1, no), db.ErrNotFound)
		}
		c.OK(decide(c, c.Harbour.First, id, 1, waitList))
		castest.Is(t, decide(c, c.Harbour.Second, id, 1, no), db.ErrConflict)
		castest.Is(t, decide(c, c.Harbour.Second, id, 0, waitList), db.ErrConflict)
	})
}

func TestUndoStopsTheMessage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(c.Referral())
		c.OK(decide(c, c.Harbour.First, id, 1, saidNo))
		mail := told(c, id)
		if len(mail) != 1 || mail[0].State != messages.Queued || !mail[0].NotBefore.Equal(dbtest.Start.Add(referrals.UndoFor)) {
			t.Fatalf("%+v", mail)
		}
		if coded(c, c.Harbour.First) != 1 {
			t.Error("a decline gives its code once")
		}
		c.Clock.Advance(referrals.UndoFor - time.Second)
		castest.Is(t, referrals.Undo(t.Context(), d, c.Canalside.First, once.Key{}, id), db.ErrNotFound)
		castest.Is(t, referrals.Undo(t.Context(), d, c.Harbour.Practice, once.Key{}, id), db.ErrNotFound)
		c.OK(referrals.Undo(t.Context(), d, c.Harbour.Second, once.Key{}, id))
		if r := c.TheReferral(id); r.State != referrals.Received || told(c, id)[0].State != messages.Stopped || coded(c, c.Harbour.First) != 0 {
			t.Errorf("undone: %s, %s, %d", r.State, told(c, id)[0].State, coded(c, c.Harbour.First))
		}
		castest.Is(t, referrals.Undo(t.Context(), d, c.Harbour.First, once.Key{}, id), db.ErrConflict)
		c.OK(decide(c, c.Harbour.First, id, 0, no))
		c.Clock.Advance(referrals.UndoFor + time.Second)
		castest.Is(t, referrals.Undo(t.Context(), d, c.Harbour.First, once.Key{}, id), referrals.ErrTooLate)
		if r := c.TheReferral(id); r.State != referrals.NotNow {
			t.Error("undone too late:", r.State)
		}
	})
}

// coded counts the entries with a code that wait for the practice's record.
func coded(c *castest.Cast, by access.Actor) (n int) {
	c.Read(func(s *db.Snapshot) error {
		list, err := referrals.NotThereYet(s, by)
		for _, e := range list {
			if e.Code == "871711000000103" {
				n++
			}
		}
		return err
	})
	return n
}

func TestTheReferrerAnswersAndWithdraws(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(c.Referral())
		more := func(by access.Actor, words string) error {
			return referrals.AnswerMore(t.Context(), d, by, once.Key{}, id, words)
		}
		castest.Is(t, more(n.Practice, "Nobody asked"), db.ErrConflict)
		c.OK(decide(c, n.First, id, 1, askMore))
		castest.Refused(t, more(n.Practice, " "), "words")
		castest.Is(t, more(n.Other, "Not theirs"), db.ErrNotFound)
		c.OK(more(n.Practice, "The mobile"))
		for _, who := range []access.Actor{n.Other, n.First, c.Canalside.Practice} {
			castest.Is(t, referrals.Withdraw(t.Context(), d, who, once.Key{}, id), db.ErrNotFound)
		}
		c.OK(referrals.Withdraw(t.Context(), d, n.Practice, once.Key{}, id))
		castest.Is(t, referrals.Withdraw(t.Context(), d, n.Practice, once.Key{}, id), db.ErrConflict)
		castest.Is(t, referrals.Undo(t.Context(), d, n.First, once.Key{}, id), db.ErrConflict)
	})
}

func TestAClosedCaseIsNotUndoneAtTriage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(c.Referral())
		person := c.Take(c.Harbour.First, id, "")
		c.Close(c.Harbour.First, person, "person-chose")
		castest.Is(t, referrals.Undo(t.Context(), d, c.Harbour.First, once.Key{}, id), db.ErrConflict)
	})
}
