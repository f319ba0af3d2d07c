package safeguarding

import (
	"context"
	"errors"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// RestrictingTeam returns the team in which the actor may restrict a person's
// record and lift that: they are in charge of its safeguarding, or manage it
// and may see the person. db.ErrNotFound if there is none.
func RestrictingTeam(r db.Reader, by access.Actor, personID string) (string, error) {
	of, err := access.TeamsOf(r, personID)
	if err != nil {
		return "", err
	}
	charge, err := InCharge(r, by)
	if err != nil {
		return "", err
	}
	sees := access.SeePerson(r, by, personID)
	if sees != nil && !errors.Is(sees, db.ErrNotFound) {
		return "", sees
	}
	for _, team := range of {
		if slices.Contains(charge, team) || by.Manages(team) && sees == nil {
			return team, nil
		}
	}
	return "", db.ErrNotFound
}

// Restrict lets only a person's own worker, those named and those in charge of
// safeguarding see the record from now on. db.ErrNotFound for whoever may not,
// db.ErrConflict if it is restricted already.
func Restrict(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x access.Restriction) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return restrict(tx, by, x) })
		return err
	})
}

func restrict(tx *db.Tx, by access.Actor, x access.Restriction) (id string, err error) {
	if x.TeamID, err = RestrictingTeam(tx, by, x.PersonID); err != nil {
		return "", err
	}
	already, err := access.IsRestricted(tx, x.PersonID)
	if err != nil {
		return "", err
	}
	if already {
		return "", db.ErrConflict
	}
	if err := checkRestriction(tx, &x); err != nil {
		return "", err
	}
	x.ByID, x.ByName = by.AccountID, by.Name
	if id, err = access.Restrict(tx, x); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "record.restricted", x.PersonID, "person", x.PersonID)
}

func checkRestriction(tx *db.Tx, x *access.Restriction) error {
	x.Words = strings.TrimSpace(x.Words)
	today := dates.Of(tx.Now())
	var bad db.Invalid
	if !vocabulary.RestrictionReasons.Has(x.Reason) {
		bad.Add("reason", "Choose why")
	}
	if x.Words == "" || long(x.Words, 500) {
		bad.Add("words", "Say why in a few words, up to 500 characters")
	}
	if !x.ReviewOn.After(today) || x.ReviewOn.After(today.AddMonths(12)) {
		bad.Add("review_on", "Choose a day within the next 12 months on which you look at it again")
	}
	able, err := access.Supporters(tx, x.TeamID)
	if err != nil {
		return err
	}
	for _, account := range x.Named {
		if !slices.Contains(able, account) {
			bad.Add("named", "Choose people of the team")
			break
		}
	}
	return bad.Err()
}

// Unrestrict lifts a restriction.
func Unrestrict(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if _, err := RestrictingTeam(tx, by, personID); err != nil {
				return "", err
			}
			if err := access.Unrestrict(tx, personID, by.Name); err != nil {
				return "", err
			}
			return personID, audit.Change(tx, by.Audit(), "record.restriction-lifted", personID, "person", personID)
		})
		return err
	})
}

// Restrictions lists the restricted records of the teams of which the actor is
// in charge, those to look at again first.
func Restrictions(r db.Reader, by access.Actor) ([]access.Restriction, error) {
	return access.Restrictions(r, by.AccountID, inCharge("res.team_id"))
}
