package people

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// FromReferral is the source of what a referral said of risk.
const FromReferral = "the referral"

// TakeBack removes the permission and the word on risk that a take-on wrote at
// a moment about somebody known before, because the take-on is undone: the
// referral may be of somebody else. A "none known" that it ended stands again.
func TakeBack(tx *db.Tx, personID string, at time.Time) error {
	if _, err := tx.Exec(`DELETE FROM permissions WHERE person_id = $1 AND recorded_at = $2`, personID, at.UnixMilli()); err != nil {
		return err
	}
	n, err := tx.Exec(`DELETE FROM risks WHERE person_id = $1 AND recorded_at = $2 AND source = $3`, personID, at.UnixMilli(), FromReferral)
	if err != nil || n == 0 {
		return err
	}
	standing, err := StandingRisks(tx, personID)
	if err != nil || len(standing) > 0 {
		return err
	}
	_, err = tx.Exec(`UPDATE risks SET ended_on = NULL WHERE id = (SELECT id FROM risks
		WHERE person_id = $1 AND none_known = TRUE AND ended_on = $2 ORDER BY recorded_at DESC, id DESC LIMIT 1)`, personID, dates.Of(at))
	return err
}
