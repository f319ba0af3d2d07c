package practicalhelp

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Step is what happens to an award next.
type Step struct {
	PersonID, AwardID string
	Version           int
	To                State
	Number            string // a voucher's number, when it is issued; "" keeps the one there is
	Words             string // needed to say no
}

// MayDecide reports whether the actor may approve or refuse an award: from a
// pot the team's manager, and where the pot says so not whoever asked.
func MayDecide(by access.Actor, a Award, pot Pot) bool {
	if a.PotID == "" {
		return true
	}
	return by.Manages(pot.TeamID) && !(pot.OtherApprover && a.AskedBy == by.AccountID)
}

// Move takes an award one step on. db.ErrConflict if it stands elsewhere by
// now; *db.Invalid if the actor may not decide, if the pot does not have
// enough, or if a refusal has no reason.
func Move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Step) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return s.AwardID, move(tx, by, s) })
		return err
	})
}

func move(tx *db.Tx, by access.Actor, s Step) error {
	a, err := TheAward(tx, by, s.PersonID, s.AwardID)
	if err != nil {
		return err
	}
	if a.Version != s.Version || !a.State.May(s.To) {
		return db.ErrConflict
	}
	if err := s.check(tx, by, a); err != nil {
		return err
	}
	if s.To == Approved && a.Approver == "" {
		a.Approver = by.Name
	}
	if s.Number != "" {
		a.Number = s.Number
	}
	if _, err := tx.Exec(`UPDATE awards SET state = $2, number = $3, approver = $4, updated_at = $5, version = version + 1 WHERE id = $1`,
		a.ID, s.To, a.Number, a.Approver, tx.Now().UnixMilli()); err != nil {
		return err
	}
	if err := note(tx, by, a.ID, a.State, s.To, s.Words); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "help."+string(s.To), a.PersonID, "award", a.ID)
}

func (s *Step) check(tx *db.Tx, by access.Actor, a Award) error {
	s.Number, s.Words = strings.TrimSpace(s.Number), strings.TrimSpace(s.Words)
	var bad db.Invalid
	if s.To == Approved || s.To == Refused {
		if err := s.checkDecision(tx, by, a, &bad); err != nil {
			return err
		}
	}
	if s.To == Refused && s.Words == "" {
		bad.Add("words", "Say why, in words that you would say to the person")
	}
	if len([]rune(s.Words)) > 500 || len([]rune(s.Number)) > 60 {
		bad.Add("words", "Use up to 500 characters, and 60 for a number")
	}
	return bad.Err()
}

// checkDecision looks at the pot in the same write, so that it cannot be
// overspent by two who approve at once.
func (s Step) checkDecision(tx *db.Tx, by access.Actor, a Award, bad *db.Invalid) error {
	if a.PotID == "" {
		return nil
	}
	pot, err := ThePot(tx, by, a.PotID)
	if err != nil {
		return err
	}
	switch {
	case !MayDecide(by, a, pot):
		bad.Add("to", "Somebody else has to decide this")
	case s.To == Approved && a.Amount > pot.Left():
		bad.Add("to", "There is "+pot.Left().String()+" left in this pot")
	}
	return nil
}
