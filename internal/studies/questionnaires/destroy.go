package questionnaires

import (
	"context"

	"linkwork/internal/db"
	"linkwork/internal/studies/consent"
)

// destroyAll takes away what a participant answered under their study number, and what they
// said about themselves when they offered to be interviewed, once they want that. What
// they answered when nobody knew who it was stays: no row says which answers are theirs.
func destroyAll(d *db.DB) func(context.Context, consent.Destruction) error {
	return func(ctx context.Context, x consent.Destruction) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			if _, err := tx.Exec(`DELETE FROM study_volunteers WHERE participant_id = $1`, x.ParticipantID); err != nil {
				return err
			}
			return destroyAnswers(tx, x)
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
	if err := a.drop(tx); err != nil {
		return err
	}
	if err := a.remindNoMore(tx); err != nil {
		return err
	}
	return consent.Destroyed(tx, consent.UseAnswers, a.ID, consent.AtTheirWish)
}
