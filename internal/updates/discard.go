package updates

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Discard throws an edition away of which no issue was published. *db.Invalid with the field
// "state" for one that was; db.ErrConflict if somebody saved it first.
func Discard(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return move(ctx, d, by, key, studyID, id, version, "update.discarded", func(tx *db.Tx, _ studies.Seat, e Edition) error {
		if e.State == Published || e.Issues > 0 {
			return db.Fault("state", "This update was published and is kept. Correct it instead")
		}
		for _, b := range e.Blocks {
			if err := e.forgetPortraits(tx, b.ID); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`DELETE FROM update_links WHERE edition_id = $1`, e.ID); err != nil {
			return err
		}
		n, err := tx.Exec(`DELETE FROM update_editions WHERE id = $1 AND version = $2`, e.ID, version)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}
