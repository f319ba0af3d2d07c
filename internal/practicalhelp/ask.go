package practicalhelp

import (
	"context"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/vocabulary"
)

// Ask asks for help for a person with an open case and returns its id. From a
// pot somebody has to approve it; help from elsewhere the worker moves on
// themselves.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Award) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return ask(tx, by, a) })
		return err
	})
	return id, err
}

func ask(tx *db.Tx, by access.Actor, a Award) (string, error) {
	c, err := casework.Latest(tx, by, a.PersonID)
	if err != nil {
		return "", err
	}
	if !c.Open() {
		return "", casework.ErrNoOpenCase
	}
	today := dates.Of(tx.Now())
	if err := a.check(tx, by, c, today); err != nil {
		return "", err
	}
	a.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO awards (id, person_id, case_id, pot_id, kind, what, amount_pence, number, approver, state, asked_by, asked_name, asked_on, review_on, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11, $12, $13, $14)`,
		a.ID, a.PersonID, c.ID, db.Null(a.PotID), a.Kind, a.What, a.Amount, a.Number, a.Approver, by.AccountID, by.Name, today, a.ReviewOn, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	if err := note(tx, by, a.ID, "", Asked, ""); err != nil {
		return "", err
	}
	if !a.ReviewOn.IsZero() {
		if _, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: a.PersonID, Kind: diary.FollowUp, AboutID: a.ID,
			Title: "Look at the " + lower(vocabulary.HelpKinds.Label(a.Kind)) + " again", Due: a.ReviewOn}); err != nil {
			return "", err
		}
	}
	return a.ID, audit.Change(tx, by.Audit(), "help.asked", a.PersonID, "award", a.ID)
}

func lower(words string) string { return string(words[0]|0x20) + words[1:] }

func (a *Award) check(tx *db.Tx, by access.Actor, c casework.Case, today dates.Date) error {
	a.trim()
	var bad db.Invalid
	if a.PotID != "" {
		pot, err := ThePot(tx, by, a.PotID)
		if errors.Is(err, db.ErrNotFound) || err == nil && (pot.TeamID != c.TeamID || !pot.ClosedOn.IsZero()) {
			bad.Add("pot", "Choose a pot from the list")
		} else if err != nil {
			return err
		}
		a.Kind = pot.Kind
		if a.Amount <= 0 {
			bad.Add("amount", "Enter the amount, like 49 or 28.50")
		} else if a.Amount > pot.Left() && pot.ID != "" {
			bad.Add("amount", "There is "+pot.Left().String()+" left in this pot")
		}
	} else if !vocabulary.HelpKinds.Has(a.Kind) {
		bad.Add("kind", "Choose what kind of help it is")
	}
	if a.What == "" || len([]rune(a.What)) > 500 {
		bad.Add("what", "Say what it is for, up to 500 characters")
	}
	if len([]rune(a.Number)) > 60 || len([]rune(a.Approver)) > 100 {
		bad.Add("number", "Use up to 60 characters for the number and 100 for who approves")
	}
	if a.Kind == "personal-health-budget" && a.ReviewOn.IsZero() {
		bad.Add("review_on", "Enter the day on which the budget is looked at again")
	}
	if !a.ReviewOn.IsZero() && a.ReviewOn.Before(today) {
		bad.Add("review_on", "The day must be today or later")
	}
	return bad.Err()
}

func note(tx *db.Tx, by access.Actor, awardID string, from, to State, words string) error {
	_, err := tx.Exec(`INSERT INTO award_events (id, award_id, at, by_name, from_state, to_state, words) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), awardID, tx.Now().UnixMilli(), by.Name, from, to, words)
	return err
}
