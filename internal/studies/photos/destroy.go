package photos

import (
	"context"

	"linkwork/internal/db"
	"linkwork/internal/studies/consent"
)

// destroyAll destroys all photographs of a participant who wants that, one after another.
// Where it was shown outside of our pages stays on the list of uses for a person to
// settle.
func destroyAll(d *db.DB) func(context.Context, consent.Destruction) error {
	return func(ctx context.Context, x consent.Destruction) error {
		var left []Photo
		if err := d.Read(ctx, func(r *db.Snapshot) (err error) {
			left, err = where(r, `p.study_id = $1 AND p.participant_id = $2`, x.StudyID, x.ParticipantID)
			return err
		}); err != nil {
			return err
		}
		for _, p := range left {
			if err := d.Write(ctx, func(tx *db.Tx) error {
				if err := p.remove(tx, consent.AtTheirWish); err != nil {
					return err
				}
				return consent.Destroyed(tx, consent.UsePhoto, p.ID, consent.AtTheirWish)
			}); err != nil {
				return err
			}
		}
		return nil
	}
}
