package directory

import (
	"time"

	"linkwork/internal/db"
)

// ChangedService is that a service was changed, and whether what it says now
// may be published.
type ChangedService struct {
	ID       string
	At       time.Time
	Approved bool // false: a source whose changes are looked at first tells of it, and nobody has looked yet
}

// ChangedSince returns the services changed at or after a moment, in order of
// the change and then of ids; after goes on behind that id among those of the
// same moment. At most limit.
func ChangedSince(r db.Reader, since time.Time, after string, limit int) ([]ChangedService, error) {
	return db.List(r, func(row db.Scanner) (c ChangedService, err error) {
		err = row.Scan(&c.ID, db.At(&c.At), &c.Approved)
		return c, err
	}, `SELECT s.id, s.changed_at, NOT (`+held+`)
		FROM services AS s WHERE (s.changed_at, s.id) > ($1, $2) ORDER BY s.changed_at, s.id LIMIT $3`,
		since.UnixMilli(), after, limit)
}

// Approve says that a service may be published as it is now. db.ErrNotFound for
// an unknown service.
func Approve(tx *db.Tx, serviceID string) error {
	n, err := tx.Exec(`UPDATE services SET approved_hash = golden_hash WHERE id = $1`, serviceID)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return touch(tx, serviceID)
}
