package diary

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// OpenFeed makes a new secret for the actor's own calendar and returns it. The
// secret is known only now; one that was made before stops at once.
func OpenFeed(ctx context.Context, d *db.DB, by access.Actor) (secret string, err error) {
	secret = rand.Text() // 128 random bits and more
	return secret, d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO calendar_feeds (account_id, token_hash, made_at) VALUES ($1, $2, $3)
			ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at`,
			by.AccountID, hashed(secret), tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "calendar-feed.opened", "", "account", by.AccountID)
	})
}

// CloseFeed stops the actor's feed. Closing twice is no fault.
func CloseFeed(ctx context.Context, d *db.DB, by access.Actor) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM calendar_feeds WHERE account_id = $1`, by.AccountID)
		if err != nil || n == 0 {
			return err
		}
		return audit.Change(tx, by.Audit(), "calendar-feed.closed", "", "account", by.AccountID)
	})
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// FeedOpened is since when the account's feed is open; db.ErrNotFound if it is
// not.
func FeedOpened(r db.Reader, accountID string) (time.Time, error) {
	return db.One(r, func(s db.Scanner) (at time.Time, err error) {
		err = s.Scan(db.At(&at))
		return
	}, `SELECT made_at FROM calendar_feeds WHERE account_id = $1`, accountID)
}

// How far back and ahead a feed reaches, in days.
const feedBack, feedAhead = 14, 180

// FeedReader returns whose feed a secret opens; db.ErrNotFound if there is no
// such secret, or its account or its work in a team has ended.
func FeedReader(r db.Reader, secret string) (by access.Actor, err error) {
	id, err := db.One(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT account_id FROM calendar_feeds WHERE token_hash = $1`, hashed(secret))
	if err != nil {
		return by, err
	}
	account, err := identity.Get(r, id)
	if err != nil {
		return by, err
	}
	by, err = access.Load(r, id, account.Name)
	if err != nil {
		return by, err
	}
	if account.Status != identity.Active || !by.Is(access.LinkWorker, access.Manager) {
		return access.Actor{}, db.ErrNotFound
	}
	return by, nil
}

// FeedDays are the first and the last day of a feed.
func FeedDays(r db.Reader) (from, to dates.Date) {
	today := dates.Of(r.Now())
	return today.AddDays(-feedBack), today.AddDays(feedAhead)
}

// Feed returns the appointments of a feed, earliest first.
func Feed(r db.Reader, by access.Actor) ([]Appointment, error) {
	from, to := FeedDays(r)
	days, err := Calendar(r, by, from, to, false)
	var all []Appointment
	for _, d := range days {
		all = append(all, d.Appointments...)
	}
	return all, err
}
