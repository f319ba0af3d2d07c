package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// ChangeDetails keeps a person's details right. db.ErrConflict if somebody
// saved first, db.ErrDuplicate if somebody else has the NHS number.
func ChangeDetails(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, details people.Details, practiceID string, version int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := people.Update(tx, by, personID, details, version); err != nil {
				return "", err
			}
			if err := register(tx, personID, practiceID); err != nil {
				return "", err
			}
			return personID, audit.Change(tx, by.Audit(), "details.changed", personID, "person", personID)
		})
		return err
	})
}

// MindSafety keeps what to mind so that getting in touch with a person harms
// nobody, and returns how many messages to them were stopped by it.
// db.ErrConflict if somebody saved first.
func MindSafety(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, s people.Safety, voicemail people.Voicemail, version int) (stopped int64, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		stopped = 0
		_, _, err := once.Do(tx, key, func() (string, error) {
			if stopped, err = people.SetSafety(tx, by, personID, s, voicemail, version); err != nil {
				return "", err
			}
			return personID, audit.Change(tx, by.Audit(), "contact-safety.changed", personID, "person", personID)
		})
		return err
	})
	return stopped, err
}

// StateRisk records a statement about risk for a person whom the actor may
// see.
func StateRisk(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, risk people.Risk) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			return personID, people.StateRisk(tx, by.Audit(), personID, risk)
		})
		return err
	})
}

// register notes the person's GP practice, one that the area knows or none.
func register(tx *db.Tx, personID, practiceID string) error {
	if practiceID != "" {
		if _, err := teams.ThePractice(tx, practiceID); err != nil {
			var bad db.Invalid
			bad.Add("practice", "Choose a practice from the list")
			return bad.Err()
		}
	}
	return people.RegisterWith(tx, personID, practiceID)
}
