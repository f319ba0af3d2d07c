package fieldwork

import (
	"context"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// destroyer empties the notes about a participant who wants that, one after another.
// Those about several people stay for a person to take their part out.
func destroyer(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var job consent.Destruction
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		var left []consent.Use
		if err := d.Read(ctx, func(r *db.Snapshot) (err error) { left, err = job.ToDestroy(r, consent.UseNote); return }); err != nil {
			return err
		}
		for _, u := range left {
			if err := d.Write(ctx, func(tx *db.Tx) error {
				if _, err := tx.Exec(`UPDATE study_notes SET words = $2, weighs = '', version = version + 1 WHERE id = $1`, u.SubjectID, "Destroyed: "+consent.AtTheirWish); err != nil {
					return err
				}
				return consent.Destroyed(tx, u.Kind, u.SubjectID, consent.AtTheirWish)
			}); err != nil {
				return err
			}
		}
		return nil
	}
}
