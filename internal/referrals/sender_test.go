package referrals_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/referrals"
)

// TestASenderWhoPagesMissesNothing reads all pages of any size; many rows have
// the same time of change.
func TestASenderWhoPagesMissesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		mine := make(map[string]bool)
		for i := range 23 {
			r := c.Referral()
			switch i % 6 {
			case 4:
				r.Channel, r.ReferrerName = referrals.FromSelf, ""
			case 5:
				r.PracticeID = c.Harbour.OtherPracticeID
			}
			if id := c.Receive(r); i%6 < 4 {
				mine[id] = true
			}
			if i%4 == 0 {
				c.Clock.Advance(time.Minute)
			}
		}
		rapid.Check(t, func(rt *rapid.T) {
			q := referrals.SenderQuery{Limit: rapid.IntRange(1, 25).Draw(rt, "limit")}
			seen := make(map[string]bool)
			for more := true; more; {
				c.Read(func(s *db.Snapshot) error {
					page, err := referrals.SearchOfSender(s, c.Harbour.PracticeID, q)
					for _, r := range page {
						if seen[r.ID] || !mine[r.ID] || r.UpdatedAt.Before(q.AfterUpdated) {
							rt.Fatalf("twice, not theirs or out of order: %s", r.ID)
						}
						seen[r.ID], q.AfterUpdated, q.AfterID = true, r.UpdatedAt, r.ID
					}
					more = len(page) == q.Limit
					return err
				})
			}
			if len(seen) != len(mine) {
				rt.Fatalf("%d of %d", len(seen), len(mine))
			}
		})
	})
}

func TestAChangeComesAgainAfterWhatWasSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.IdentifierSystem, r.Identifier = "urn:bay", "17"
		first, second := c.Receive(r), c.Receive(c.Referral())
		last := c.TheReferral(second)
		c.Clock.Advance(time.Minute)
		c.OK(decide(c, c.Harbour.First, first, 0, waitList))
		search := func(q referrals.SenderQuery) (ids []string) {
			q.Limit = 10
			c.Read(func(s *db.Snapshot) error {
				page, err := referrals.SearchOfSender(s, c.Harbour.PracticeID, q)
				for _, r := range page {
					ids = append(ids, r.ID)
				}
				return err
			})
			return ids
		}
		for name, q := range map[string]referrals.SenderQuery{
			"after the last seen": {AfterUpdated: last.UpdatedAt, AfterID: last.ID}, "by state": {States: []referrals.State{referrals.Waiting, referrals.TakenOn}},
			"by identifier": {IdentifierSystem: "urn:bay", Identifier: "17"}, "changed from": {UpdatedFrom: c.Clock.Now()}, "by id": {ID: first},
		} {
			if got := search(q); len(got) != 1 || got[0] != first {
				t.Errorf("%s: %v", name, got)
			}
		}
		if got := search(referrals.SenderQuery{UpdatedBefore: c.Clock.Now()}); len(got) != 1 || got[0] != second {
			t.Errorf("changed before: %v", got)
		}
	})
}
