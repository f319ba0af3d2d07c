package diary_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
)

// worker is a link worker of the Harbour network with an account.
func worker(c *castest.Cast) (by access.Actor) {
	c.Write(func(tx *db.Tx) error {
		account, err := identity.Create(tx, audit.System, "Robin Vale", "robin.vale@linkwork.example")
		if err != nil {
			return err
		}
		m := access.Membership{Role: access.LinkWorker, TeamID: c.Harbour.TeamID}
		by = access.Actor{AccountID: account.ID, Name: account.Name, Memberships: []access.Membership{m}}
		if err := identity.Activate(tx, account.ID); err != nil {
			return err
		}
		return access.Join(tx, account.ID, m)
	})
	return by
}

func TestAFeedOpensForItsSecretOnlyAndEndsWithTheAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		robin := worker(c)
		person := c.Supported(robin)
		c.Write(func(tx *db.Tx) error {
			_, err := diary.Agree(tx, diary.Appointment{AccountID: robin.AccountID, PersonID: person, StartsAt: tx.Now().Add(time.Hour), Minutes: 30, Means: "home"})
			return err
		})
		feed := func(secret string) error {
			return d.Read(t.Context(), func(r *db.Snapshot) error {
				by, err := diary.FeedReader(r, secret)
				if err != nil {
					return err
				}
				list, err := diary.Feed(r, by)
				if err == nil && len(list) != 1 {
					t.Errorf("%d appointments in the feed", len(list))
				}
				return err
			})
		}
		open := func() string {
			secret, err := diary.OpenFeed(t.Context(), d, robin)
			c.OK(err)
			return secret
		}
		first := open()
		c.OK(feed(first))
		castest.Is(t, feed(""), db.ErrNotFound)
		castest.Is(t, feed(robin.AccountID), db.ErrNotFound)
		second := open()
		castest.Is(t, feed(first), db.ErrNotFound)
		c.OK(feed(second))
		for range 2 {
			c.OK(diary.CloseFeed(t.Context(), d, robin))
		}
		castest.Is(t, feed(second), db.ErrNotFound)
		third := open()
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, robin.AccountID) })
		castest.Is(t, feed(third), db.ErrNotFound)
	})
}
