package questionnaires

import (
	"context"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// destroyer takes away what a volunteer said about themselves when they offered to be
// interviewed, once they want that. Their answers stay: no row says which are theirs.
func destroyer(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var job consent.Destruction
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error {
			wanted, err := consent.Wanted(tx, job.ParticipantID)
			if err != nil || !wanted {
				return err
			}
			_, err = tx.Exec(`DELETE FROM study_volunteers WHERE participant_id = $1`, job.ParticipantID)
			return err
		})
	}
}
