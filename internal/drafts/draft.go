package drafts

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"
	"unicode/utf8"

	"linkwork/internal/db"
)

// Keep is how long a draft stays after it was last saved.
const Keep = 30 * 24 * time.Hour

// Draft is an unfinished page.
type Draft struct {
	Key     string
	Fields  url.Values
	SavedAt time.Time // also its version
}

// Save keeps the fields as the draft of owner's page key, in place of what was
// there.
func Save(tx *db.Tx, owner, key string, fields url.Values) error {
	text, err := json.Marshal(fields)
	if err != nil {
		return fmt.Errorf("drafts: %w", err)
	}
	_, err = tx.Exec(`INSERT INTO drafts (owner, key, fields, saved_at, expires_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (owner, key) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at, expires_at = excluded.expires_at`,
		owner, key, string(text), db.Ms(tx.Now()), db.Ms(tx.Now().Add(Keep)))
	return err
}

// SaveSince is Save for a page that may be open twice: seen is the SavedAt the
// page knows of, the zero time for none. If the draft was saved elsewhere
// since, nothing is changed, and the other draft comes back with db.ErrConflict.
func SaveSince(tx *db.Tx, owner, key string, fields url.Values, seen time.Time) (other Draft, err error) {
	other, err = Load(tx, owner, key)
	switch {
	case errors.Is(err, db.ErrNotFound):
	case err != nil:
		return Draft{}, err
	case !other.SavedAt.Equal(seen):
		return other, db.ErrConflict
	}
	return Draft{}, Save(tx, owner, key, fields)
}

// Load returns a draft, or db.ErrNotFound.
func Load(r db.Reader, owner, key string) (Draft, error) {
	return db.One(r, scan, `SELECT key, fields, saved_at FROM drafts WHERE owner = $1 AND key = $2 AND expires_at > $3`,
		owner, key, db.Ms(r.Now()))
}

// Of lists an owner's drafts, the latest first.
func Of(r db.Reader, owner string, limit int) ([]Draft, error) {
	return db.List(r, scan, `SELECT key, fields, saved_at FROM drafts WHERE owner = $1 AND expires_at > $2
		ORDER BY saved_at DESC, key LIMIT $3`, owner, db.Ms(r.Now()), limit)
}

func scan(s db.Scanner) (d Draft, err error) {
	var text string
	if err = s.Scan(&d.Key, &text, db.At(&d.SavedAt)); err != nil {
		return d, err
	}
	return d, json.Unmarshal([]byte(text), &d.Fields)
}

// Drop throws a draft away. No draft is no error.
func Drop(tx *db.Tx, owner, key string) error {
	_, err := tx.Exec(`DELETE FROM drafts WHERE owner = $1 AND key = $2`, owner, key)
	return err
}

// KeepLatest throws away the drafts of an owner under keys that begin alike, but
// for the n that were saved last.
func KeepLatest(tx *db.Tx, owner, beginning string, n int) error {
	_, err := tx.Exec(`DELETE FROM drafts WHERE owner = $1 AND substr(key, 1, $3) = $2 AND key NOT IN (
		SELECT key FROM drafts WHERE owner = $1 AND substr(key, 1, $3) = $2 ORDER BY saved_at DESC, key DESC LIMIT $4)`,
		owner, beginning, utf8.RuneCountInString(beginning), n)
	return err
}

// Expire throws away the drafts whose time is over and returns how many.
func Expire(tx *db.Tx) (int64, error) {
	return tx.Exec(`DELETE FROM drafts WHERE expires_at <= $1`, db.Ms(tx.Now()))
}
