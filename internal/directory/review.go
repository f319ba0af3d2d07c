package directory

import (
	"time"

	"linkwork/internal/db"
)

// held is the SQL condition that a service s must be looked at before what it
// says now is published: a source whose changes are looked at first tells of
// it, and nobody has looked since it changed.
const held = `s.approved_hash <> s.golden_hash AND EXISTS (SELECT 1 FROM source_records AS r
	JOIN directory_sources AS d ON d.id = r.source WHERE r.service_id = s.id AND d.review)`

// Held is a service that waits to be looked at before it is published.
type Held struct {
	ID, Name  string
	Source    string // title of the source that made it
	ChangedAt time.Time
	New       bool // nobody has ever approved it
}

// HeldServices returns the services that wait to be looked at, those first that
// changed first, at most limit.
func HeldServices(r db.Reader, limit int) ([]Held, error) {
	return db.List(r, func(row db.Scanner) (h Held, err error) {
		err = row.Scan(&h.ID, &h.Name, &h.Source, db.At(&h.ChangedAt), &h.New)
		return h, err
	}, `SELECT s.id, s.name, COALESCE(o.title, s.source), s.changed_at, s.approved_hash = '' FROM services AS s
		LEFT JOIN directory_sources AS o ON o.id = s.source
		WHERE s.merged_into IS NULL AND `+held+` ORDER BY s.changed_at, s.id LIMIT $1`, limit)
}

// CountHeld returns how many services wait to be looked at.
func CountHeld(r db.Reader) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM services AS s WHERE s.merged_into IS NULL AND ` + held).Scan(&n)
	return n, err
}

// IsHeld says whether a service waits to be looked at.
func IsHeld(r db.Reader, serviceID string) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT count(*) FROM services AS s WHERE s.merged_into IS NULL AND s.id = $1 AND `+held, serviceID).Scan(&n)
	return n > 0, err
}

// recomposeChosen composes a service after people decided something about it.
// What waited to be looked at still waits; what did not is not held up by what
// people did themselves.
func recomposeChosen(tx *db.Tx, serviceID string) error {
	waits, err := IsHeld(tx, serviceID)
	if err != nil {
		return err
	}
	if err := composeAll(tx, serviceID); err != nil || waits {
		return err
	}
	_, err = tx.Exec(`UPDATE services SET approved_hash = golden_hash WHERE id = $1`, serviceID)
	return err
}

// beginReview lets what a source told before its changes are looked at stand.
func beginReview(tx *db.Tx, source string) error {
	_, err := tx.Exec(`UPDATE services SET approved_hash = golden_hash WHERE id IN (SELECT service_id FROM source_records WHERE source = $1)
		AND NOT EXISTS (SELECT 1 FROM source_records AS r JOIN directory_sources AS d ON d.id = r.source
			WHERE r.service_id = services.id AND d.review)`, source)
	return err
}

// endReview lets what waited to be looked at be published.
func endReview(tx *db.Tx, source string) error {
	n, err := tx.Exec(`UPDATE services SET changed_at = $2 WHERE approved_hash <> golden_hash
		AND id IN (SELECT service_id FROM source_records WHERE source = $1)`, source, db.Ms(tx.Now()))
	if err != nil || n == 0 {
		return err
	}
	return announce(tx)
}

// Standing tells apart what a service says from what it said at other times.
func Standing(r db.Reader, serviceID string) (stamp string, err error) {
	err = r.QueryRow(`SELECT golden_hash FROM services WHERE id = $1`, serviceID).Scan(&stamp)
	return stamp, err
}
