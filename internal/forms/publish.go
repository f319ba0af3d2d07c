package forms

import (
	"context"
	"errors"
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
)

// Unsound is that a draft cannot be published, and why.
type Unsound struct{ Problems []form.Problem }

func (u Unsound) Error() string { return fmt.Sprintf("forms: %d problems", len(u.Problems)) }

// ErrNothingNew means that a draft is what was published last.
var ErrNothingNew = errors.New("forms: nothing to publish")

// Publish makes an edition of the draft, which is from then on what is asked.
// Who has begun with an earlier one finishes that. Unsound while something is
// wrong with the draft, db.ErrConflict if somebody changed it since version, *db.Invalid
// with the field "locked" if its questions are locked and more than words has changed.
func Publish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return change(ctx, d, by, key, id, "form.published", func(tx *db.Tx, e Entry) error {
		switch problems := e.Draft.Check(); {
		case e.Version != version || e.Retired():
			return db.ErrConflict
		case len(problems) > 0:
			return Unsound{problems}
		case !e.ToPublish():
			return ErrNothingNew
		}
		if err := e.unlocked(tx, e.Draft); err != nil {
			return err
		}
		body, err := storable(e.Draft)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO form_editions (form_id, number, document, of_version, published_at, published_by) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, e.Edition+1, body, e.Version, db.Ms(tx.Now()), by.Name)
		return err
	})
}

// Retire takes a form out of use: nobody is asked any more, and who was asked
// can still answer.
func Retire(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return change(ctx, d, by, key, id, "form.retired", func(tx *db.Tx, _ Entry) error {
		_, err := tx.Exec(`UPDATE forms SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL`, id, db.Ms(tx.Now()))
		return err
	})
}

// Revive takes a retired form into use again.
func Revive(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return change(ctx, d, by, key, id, "form.revived", func(tx *db.Tx, _ Entry) error {
		_, err := tx.Exec(`UPDATE forms SET retired_at = NULL WHERE id = $1`, id)
		return err
	})
}
