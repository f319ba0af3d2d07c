package referrals_test

import (
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

func TestTheInboxCountsWhatItLists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		inbox := func() (b referrals.Inbox, count int) {
			c.Read(func(s *db.Snapshot) (err error) {
				if b, err = referrals.TeamInbox(s, n.Second); err == nil {
					count, err = referrals.CountNew(s, n.Second)
				}
				return err
			})
			return b, count
		}
		if b, count := inbox(); count != 0 || len(b.New) != 0 || !b.LastCame.IsZero() {
			t.Errorf("an empty inbox: %+v", b)
		}
		var ids []string
		for range 7 {
			ids = append(ids, c.Receive(c.Referral()))
			c.Clock.Advance(time.Hour)
		}
		other := c.Referral()
		other.PracticeID = c.Canalside.PracticeID
		c.Receive(other)
		for i, decision := range []referrals.Decision{askMore, waitList, no, saidNo} {
			c.OK(decide(c, n.First, ids[i], 0, decision))
		}
		c.Take(n.First, ids[4], "")
		b, count := inbox()
		if count != 2 || len(b.New) != count || b.New[0].ID != ids[5] || b.New[1].ID != ids[6] {
			t.Errorf("%d new, listed %d", count, len(b.New))
		}
		if !b.LastCame.Equal(b.New[1].ReceivedAt) {
			t.Errorf("the last came %s", b.LastCame)
		}
		for state, want := range map[referrals.State]int{referrals.Received: 2, referrals.MoreAsked: 1, referrals.Waiting: 1, referrals.NotNow: 2} {
			if got := len(b.Of(state)); got != want {
				t.Errorf("%s: %d, want %d", state, got, want)
			}
		}
		c.Clock.Advance(91 * 24 * time.Hour)
		if b, _ := inbox(); len(b.NotTaken) != 0 || len(b.New) != 2 || b.New[0].Waited(c.Clock.Now()) < 60 {
			t.Errorf("after 91 days %d are turned away", len(b.NotTaken))
		}
	})
}

func TestEntriesAreCopiedByWhoseWorkItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(c.Referral())
		c.OK(decide(c, c.Harbour.First, id, 0, saidNo))
		list := func() (list []referrals.PracticeEntry) {
			c.Read(func(s *db.Snapshot) (err error) { list, err = referrals.NotThereYet(s, c.Harbour.First); return })
			return list
		}
		entry := list()[0]
		const text = "23 November 2026. Social prescribing was offered. "
		if got := entry.Text(); got[:len(text)] != text || entry.Term() != "Social prescribing declined" {
			t.Errorf("%q", got)
		}
		c.OK(referrals.MarkCopied(t.Context(), d, c.Harbour.Second, []string{entry.ID}))
		if len(list()) != 1 {
			t.Error("somebody else said it was copied")
		}
		c.OK(referrals.MarkCopied(t.Context(), d, c.Harbour.First, []string{entry.ID, entry.ID, "none"}))
		if len(list()) != 0 {
			t.Error("copied and still on the list")
		}
		// What is in the practice's record stays there; deciding again adds no second code.
		c.OK(referrals.Undo(t.Context(), d, c.Harbour.First, once.Key{}, id))
		c.OK(decide(c, c.Harbour.First, id, 0, saidNo))
		if again := list(); len(again) != 1 || again[0].Code != "" {
			t.Errorf("decided again: %+v", again)
		}
	})
}
