package files

import (
	"time"

	"linkwork/internal/db"
)

// Attach gives a file that somebody sent to an owner, until it expires; the zero
// time means that it does not by itself. db.ErrNotFound for one that somebody else
// sent, that has an owner, or that was swept. The caller has checked that the owner
// is there and may have it.
func Attach(tx *db.Tx, by, id string, of Owner, expires time.Time) error {
	n, err := tx.Exec(`UPDATE files SET owner_kind = $3, owner_id = $4, attached_at = $5, expires_at = $6
		WHERE id = $1 AND taken_by = $2 AND locked_key IS NOT NULL AND attached_at IS NULL AND destroyed_at IS NULL`,
		id, by, of.Kind, of.ID, db.Ms(tx.Now()), db.Ms(expires))
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}

// KeepUntil sets when a file of an owner expires; the zero time means never by
// itself. One that has expired does not come back: db.ErrNotFound.
func KeepUntil(tx *db.Tx, of Owner, id string, expires time.Time) error {
	n, err := tx.Exec(`UPDATE files SET expires_at = $4 WHERE id = $1 AND owner_kind = $2 AND owner_id = $3 AND `+there, id, of.Kind, of.ID, db.Ms(expires))
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}
