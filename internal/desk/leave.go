package desk

import (
	"context"
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Left is what a practice's desk leaves.
type Left struct {
	ReferralID string // of the practice's own, or
	Who        string // the name as the caller gave it
	About      string // code of vocabulary.DeskMatters
	Words      string
	CallBack   string
	ByWhen     dates.Date
}

// Leave stores a note of the acting practice for the worker of the person, or
// for the inbox of its team, and returns the note's id. A referral that is not
// the practice's own is db.ErrNotFound.
func Leave(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l Left) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return leave(tx, by, l) })
		return err
	})
	return id, err
}

func leave(tx *db.Tx, by access.Actor, l Left) (string, error) {
	practice, err := teams.ThePractice(tx, by.PracticeID())
	if err != nil {
		return "", err
	}
	n := Note{TeamID: practice.TeamID, PracticeID: practice.ID, About: l.About, Words: l.Words, CallBack: l.CallBack, Who: l.Who, ByWhen: l.ByWhen, CameBy: "desk", LeftName: by.Name, State: New}
	if l.ReferralID != "" {
		r, err := referrals.Get(tx, by, l.ReferralID)
		if err != nil {
			return "", err
		}
		if r.PracticeID != practice.ID {
			return "", db.ErrNotFound
		}
		n.TeamID, n.Who = r.TeamID, r.FullName()
		if err := n.belongTo(tx, r.PersonID); err != nil {
			return "", err
		}
	}
	if err := n.check(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	if err := n.insert(tx); err != nil {
		return "", err
	}
	return n.ID, audit.Change(tx, by.Audit(), "desk.left", n.PersonID, "desk-note", n.ID)
}

// belongTo links a note to a person and their worker, if they have an open
// case; whoever has closed is for the team to see to.
func (n *Note) belongTo(tx *db.Tx, personID string) error {
	if personID == "" {
		return nil
	}
	person, err := people.Unscoped(tx, personID)
	if err != nil {
		return err
	}
	n.PersonID, n.Who = person.ID, ""
	c, open, err := casework.OpenOf(tx, person.ID)
	if err != nil || !open {
		return err
	}
	n.TeamID = c.TeamID
	if c.WorkerID == "" {
		return nil
	}
	worker, err := identity.Get(tx, c.WorkerID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	n.OwnerID, n.OwnerName = c.WorkerID, worker.Name
	return nil
}

func (n *Note) check(today dates.Date) error {
	n.Who, n.Words, n.CallBack = strings.TrimSpace(n.Who), strings.TrimSpace(n.Words), strings.TrimSpace(n.CallBack)
	var bad db.Invalid
	if n.PersonID == "" && n.Who == "" {
		bad.Add("who", "Choose the person, or write the name that you were given")
	}
	if !vocabulary.DeskMatters.Has(n.About) {
		bad.Add("about", "Choose what it is about")
	}
	if len([]rune(n.Who)) > 100 || len([]rune(n.Words)) > 500 || len([]rune(n.CallBack)) > 40 {
		bad.Add("words", "Use up to 500 characters, 100 for the name and 40 for the number")
	}
	if !n.ByWhen.IsZero() && n.ByWhen.Before(today) {
		bad.Add("by_when", "The day must be today or later")
	}
	return bad.Err()
}

func (n *Note) insert(tx *db.Tx) error {
	n.ID = tx.NewID()
	now := tx.Now().UnixMilli()
	_, err := tx.Exec(`INSERT INTO desk_notes (id, team_id, practice_id, person_id, who, about, words, call_back, by_when, came_by, left_name, state, owner_id, owner_name, reply, came_at, state_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $15)`,
		n.ID, n.TeamID, db.Null(n.PracticeID), n.PersonID, n.Who, n.About, n.Words, n.CallBack, n.ByWhen, n.CameBy, n.LeftName, n.State, n.OwnerID, n.OwnerName, now)
	return err
}
