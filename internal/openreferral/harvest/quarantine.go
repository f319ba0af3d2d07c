package harvest

import (
	"time"

	"linkwork/internal/db"
	"linkwork/internal/openreferral"
)

// Quarantined is a record that cannot be taken.
type Quarantined struct {
	SourceID  string // its id there, or its place in the source
	Field     string
	Reason    string
	FirstSeen time.Time
	LastSeen  time.Time
}

// Quarantine returns the records of a source that could not be taken when it
// was last read, oldest first, at most limit.
func Quarantine(r db.Reader, source string, limit int) ([]Quarantined, error) {
	return db.List(r, func(row db.Scanner) (q Quarantined, err error) {
		err = row.Scan(&q.SourceID, &q.Field, &q.Reason, db.At(&q.FirstSeen), db.At(&q.LastSeen))
		return q, err
	}, `SELECT source_id, field, reason, first_seen, last_seen FROM quarantine WHERE source = $1 ORDER BY first_seen, source_id LIMIT $2`, source, limit)
}

func quarantine(tx *db.Tx, source string, rejected []openreferral.Problem) error {
	for _, p := range rejected {
		if _, err := tx.Exec(`INSERT INTO quarantine (source, source_id, field, reason, first_seen, last_seen) VALUES ($1, $2, $3, $4, $5, $5)
			ON CONFLICT (source, source_id) DO UPDATE SET field = excluded.field, reason = excluded.reason, last_seen = excluded.last_seen`,
			source, db.Storable(nameOf(p)), p.Field, db.Storable(p.Reason), db.Ms(tx.Now())); err != nil {
			return err
		}
	}
	return nil
}

// nameOf is a record's id in its source, or its place there.
func nameOf(p openreferral.Problem) string {
	if p.ID == "" {
		return p.Place.String()
	}
	return p.ID
}

// release lets go of what was not rejected again since a moment.
func release(tx *db.Tx, source string, since time.Time) error {
	_, err := tx.Exec(`DELETE FROM quarantine WHERE source = $1 AND last_seen < $2`, source, db.Ms(since))
	return err
}
