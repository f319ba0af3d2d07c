package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// act opens the write of something done in the person's open case.
func act(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, do func(*db.Tx, Case) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := openCase(tx, by, personID)
			if err != nil {
				return "", err
			}
			return c.ID, do(tx, c)
		})
		return err
	})
}

// missingOrStale tells a row that is not there from one that changed.
func missingOrStale(r db.Reader, query string, args ...any) error {
	_, err := db.One(r, func(s db.Scanner) (version int, err error) {
		err = s.Scan(&version)
		return
	}, query, args...)
	if err == nil {
		return db.ErrConflict
	}
	return err
}
