package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// Withdrawn is what a no did at once.
type Withdrawn struct{ Messages, Links int64 }

// SaySharing records what a person says about sharing with a recipient. A no
// takes effect in the same write: messages that wait are stopped and an
// organisation's links end. db.ErrNotFound for a recipient that is not there.
func SaySharing(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, p people.Permission) (done Withdrawn, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		done = Withdrawn{}
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			if err := people.SayPermission(tx, by.AccountID, personID, p); err != nil {
				return "", err
			}
			if !p.Given {
				if done, err = withdraw(tx, personID, p); err != nil {
					return "", err
				}
			}
			return personID, audit.Change(tx, by.Audit(), "permission.recorded", personID, "person", personID)
		})
		return err
	})
	return done, err
}

func withdraw(tx *db.Tx, personID string, p people.Permission) (done Withdrawn, err error) {
	switch p.RecipientKind {
	case "organisation":
		done.Messages, done.Links, err = connections.Withdraw(tx, personID, p.RecipientID)
	case "team":
		for _, channel := range []messages.Channel{messages.SMS, messages.Email} {
			n, err := messages.StopBy(tx, personID, channel)
			if err != nil {
				return done, err
			}
			done.Messages += n
		}
	case referrals.Recipient:
		done.Messages, done.Links, err = referrals.StopTelling(tx, p.RecipientID)
	case "practice":
		practice, err := teams.ThePractice(tx, p.RecipientID)
		if err != nil || practice.Email == "" {
			return done, err
		}
		done.Messages, err = messages.StopTo(tx, personID, practice.Email)
		return done, err
	}
	return done, err
}

// SetBasis says on which lawful basis a person's record is kept, and why.
func SetBasis(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, b people.Basis) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			if err := people.SetBasis(tx, personID, by.Name, b); err != nil {
				return "", err
			}
			return personID, audit.Change(tx, by.Audit(), "basis.set", personID, "person", personID)
		})
		return err
	})
}
