package questionnaires

import (
	"context"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// destroyer takes away what a participant answered under their study number, and what they
// said about themselves when they offered to be interviewed, once they want that. What
// they answered when nobody knew who it was stays: no row says which answers are theirs.
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
			if _, err := tx.Exec(`DELETE FROM study_volunteers WHERE participant_id = $1`, job.ParticipantID); err != nil {
				return err
			}
			return destroyAnswers(tx, job)
		})
	}
}

// destroyAnswers takes the answers away, finished or not. That there were some stays.
func destroyAnswers(tx *db.Tx, job consent.Destruction) error {
	all, err := db.List(tx, scanAsked, askedColumns+` WHERE x.participant_id = $1 AND x.asking_id IS NOT NULL`, job.ParticipantID)
	for _, a := range all {
		if err != nil {
			return err
		}
		err = a.destroy(tx)
	}
	return err
}

func (a Asked) destroy(tx *db.Tx) error {
	if err := a.endLinks(tx); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM study_responses WHERE asking_id = $1`, a.askingID); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_asked SET asking_id = NULL, remind_at = NULL WHERE id = $1`, a.ID); err != nil {
		return err
	}
	if err := forms.Destroy(tx, a.askingID); err != nil {
		return err
	}
	return consent.Destroyed(tx, consent.UseAnswers, a.ID, consent.AtTheirWish)
}
