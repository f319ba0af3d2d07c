package photos

import (
	"context"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// destroyer destroys all photographs of a participant who wants that, one after another.
// Where it was shown outside of our pages stays on the list of uses for a person to
// settle.
func destroyer(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var job consent.Destruction
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		var left []Photo
		if err := d.Read(ctx, func(r *db.Snapshot) error {
			wanted, err := consent.Wanted(r, job.ParticipantID)
			if err == nil && wanted {
				left, err = where(r, `p.study_id = $1 AND p.participant_id = $2`, job.StudyID, job.ParticipantID)
			}
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
