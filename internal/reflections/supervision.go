package reflections

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Bring opens a note of the acting worker to supervision. Bringing twice is no
// fault.
func Bring(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return own(ctx, d, by, key, id, "reflection.brought", func(tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE reflections SET brought_at = coalesce(brought_at, $3), version = version + 1 WHERE id = $1 AND worker_id = $2`, id, by.AccountID, tx.Now().UnixMilli())
	})
}

// TakeBack closes a note to supervision again. What was answered stays with the
// worker.
func TakeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return own(ctx, d, by, key, id, "reflection.taken-back", func(tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE reflections SET brought_at = NULL, version = version + 1 WHERE id = $1 AND worker_id = $2`, id, by.AccountID)
	})
}

func own(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, act string, change func(*db.Tx) (int64, error)) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			n, err := change(tx)
			if err != nil {
				return "", err
			}
			if n == 0 {
				return "", db.ErrNotFound
			}
			return id, noted(tx, by, act, id)
		})
		return err
	})
}

// BroughtBy lists the acting worker's own notes that are brought to supervision
// now, latest first.
func BroughtBy(r db.Reader, by access.Actor) ([]Reflection, error) {
	return db.List(r, scan, columns+` WHERE n.worker_id = $1 AND n.brought_at IS NOT NULL ORDER BY n.brought_at DESC, n.id DESC LIMIT 100`, by.AccountID)
}

// ToSupervise lists the notes that are brought to the acting manager, those
// without an answer first, then the newest.
func ToSupervise(r db.Reader, by access.Actor) ([]Reflection, error) {
	return db.List(r, scan, columns+` WHERE `+access.Supervises("n.team_id", "$1")+` AND n.brought_at IS NOT NULL
		ORDER BY (n.answered_at IS NOT NULL), n.brought_at DESC, n.id LIMIT 200`, by.AccountID)
}

// Answer writes the supervisor's words under a note that is brought to them;
// worker and supervisor both see them. db.ErrConflict if the note changed
// since.
func Answer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			n, err := db.One(tx, scan, columns+` WHERE n.id = $1 AND n.brought_at IS NOT NULL AND `+access.Supervises("n.team_id", "$2"), id, by.AccountID)
			if err != nil {
				return "", err
			}
			if n.Version != version {
				return "", db.ErrConflict
			}
			var bad db.Invalid
			if words = strings.TrimSpace(words); words == "" || len([]rune(words)) > 4000 {
				bad.Add("answer", "Write an answer, up to 4,000 characters")
			}
			if err := bad.Err(); err != nil {
				return "", err
			}
			if _, err := tx.Exec(`UPDATE reflections SET answer = $2, answered_name = $3, answered_at = $4, version = version + 1 WHERE id = $1`,
				id, words, by.Name, tx.Now().UnixMilli()); err != nil {
				return "", err
			}
			return id, noted(tx, by, "reflection.answered", id)
		})
		return err
	})
}
