package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/db"
)

// save publishes a snapshot unless it is as it was, and says whether it did.
// A new one goes to the end of its list for good.
func save(tx *db.Tx, s snapshot) (changed bool, err error) {
	about, err := json.Marshal(s.facts)
	if err != nil {
		return false, err
	}
	delete(s.full, "last_modified")
	sum := sha256.Sum256([]byte(text(s.full) + string(about)))
	hash := hex.EncodeToString(sum[:])
	var stored string
	var ordinal int64
	err = tx.QueryRow(`SELECT hash, ordinal FROM publications WHERE kind = $1 AND id = $2`, s.kind, s.id).Scan(&stored, &ordinal)
	switch {
	case errors.Is(err, db.ErrNotFound):
		if ordinal, err = nextOrdinal(tx); err != nil {
			return false, err
		}
	case err != nil:
		return false, err
	case stored == hash, isTopic(s.kind) && !s.sure && !s.richer(tx):
		return false, nil
	}
	if !isTopic(s.kind) { // topics have no such field
		s.full["last_modified"] = stampOf(tx.Now())
	}
	_, err = tx.Exec(`INSERT INTO publications (kind, id, ordinal, parent_id, full_body, list_body, facts, hash, modified_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, full_body = excluded.full_body, list_body = excluded.list_body,
			facts = excluded.facts, hash = excluded.hash, modified_at = excluded.modified_at`,
		s.kind, s.id, ordinal, s.parent, text(s.full), text(listed(s.full)), string(about), hash, db.Ms(tx.Now()))
	return true, err
}

func isTopic(kind string) bool { return kind == kindTerm || kind == kindTaxonomy }

// richer says whether a topic says more than what is published of it. Many
// services name one topic, and not all say as much.
func (s snapshot) richer(tx *db.Tx) bool {
	var was string
	err := tx.QueryRow(`SELECT full_body FROM publications WHERE kind = $1 AND id = $2`, s.kind, s.id).Scan(&was)
	return err == nil && len(text(s.full)) > len(was)
}

// stampOf writes a moment as the standard wants it.
func stampOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func nextOrdinal(tx *db.Tx) (n int64, err error) {
	err = tx.QueryRow(`INSERT INTO publication_state (id, stamp, ordinals, seen_to) VALUES (1, '', 1, 0)
		ON CONFLICT (id) DO UPDATE SET ordinals = publication_state.ordinals + 1 RETURNING ordinals`).Scan(&n)
	return n, err
}

// restamp tells every process that its catalogue is old.
func restamp(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO publication_state (id, stamp, ordinals, seen_to) VALUES (1, $1, 0, 0)
		ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp`, tx.NewID())
	return err
}

// seen notes that changes up to a moment are published.
func seen(tx *db.Tx, to time.Time) error {
	_, err := tx.Exec(`INSERT INTO publication_state (id, stamp, ordinals, seen_to) VALUES (1, '', 0, $1)
		ON CONFLICT (id) DO UPDATE SET seen_to = excluded.seen_to WHERE publication_state.seen_to < excluded.seen_to`, db.Ms(to))
	return err
}

// withhold notes why a service cannot be published; "" that it can.
func withhold(tx *db.Tx, serviceID, reason string) error {
	if _, err := tx.Exec(`DELETE FROM publications_withheld WHERE service_id = $1`, serviceID); err != nil || reason == "" {
		return err
	}
	_, err := tx.Exec(`INSERT INTO publications_withheld (service_id, reason, at) VALUES ($1, $2, $3)`, serviceID, reason, db.Ms(tx.Now()))
	return err
}
