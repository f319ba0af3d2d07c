package practicalhelp

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Pot is money or vouchers that a team may give away.
type Pot struct {
	ID, TeamID    string
	Name          string
	Kind          string // code of vocabulary.HelpKinds
	Funder        string
	Total         Pence
	Spent         Pence // approved, issued or redeemed
	OtherApprover bool  // whoever asks may not approve
	ClosedOn      dates.Date
	Version       int
}

// Left is what can still be given.
func (p Pot) Left() Pence { return p.Total - p.Spent }

// counted are the states in which an award's money is gone from its pot.
const counted = `('approved', 'issued', 'redeemed')`

const potColumns = `SELECT p.id, p.team_id, p.name, p.kind, p.funder, p.total_pence, p.other_approver, p.closed_on, p.version,
	coalesce((SELECT sum(a.amount_pence) FROM awards a WHERE a.pot_id = p.id AND a.state IN ` + counted + `), 0) FROM pots p`

func scanPot(s db.Scanner) (p Pot, err error) {
	err = s.Scan(&p.ID, &p.TeamID, &p.Name, &p.Kind, &p.Funder, &p.Total, &p.OtherApprover, &p.ClosedOn, &p.Version, &p.Spent)
	return
}

// Pots lists the pots of the actor's teams by name, those that are closed last.
func Pots(r db.Reader, by access.Actor) ([]Pot, error) {
	return db.List(r, scanPot, potColumns+` WHERE `+access.TeamSeenBy("p.team_id", "$1")+` ORDER BY (p.closed_on IS NOT NULL), p.name, p.id`, by.AccountID)
}

// ThePot returns a pot of one of the actor's teams, or db.ErrNotFound.
func ThePot(r db.Reader, by access.Actor, id string) (Pot, error) {
	return db.One(r, scanPot, potColumns+` WHERE p.id = $1 AND `+access.TeamSeenBy("p.team_id", "$2"), id, by.AccountID)
}

// SavePot opens a pot, or changes one, by the manager of its team;
// db.ErrConflict if somebody saved first, *db.Invalid if less is in it than was
// given from it.
func SavePot(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Pot) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return savePot(tx, by, p) })
		return err
	})
	return id, err
}

func savePot(tx *db.Tx, by access.Actor, p Pot) (string, error) {
	if p.ID != "" {
		old, err := ThePot(tx, by, p.ID)
		if err != nil {
			return "", err
		}
		p.TeamID, p.Spent = old.TeamID, old.Spent
	}
	if !by.Manages(p.TeamID) {
		return "", db.ErrNotFound
	}
	if err := p.tidy(); err != nil {
		return "", err
	}
	act := "pot.changed"
	if p.ID == "" {
		act, p.ID = "pot.opened", tx.NewID()
		if _, err := tx.Exec(`INSERT INTO pots (id, team_id, name, kind, funder, total_pence, other_approver, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			p.ID, p.TeamID, p.Name, p.Kind, p.Funder, p.Total, p.OtherApprover, tx.Now().UnixMilli()); err != nil {
			return "", err
		}
	} else {
		n, err := tx.Exec(`UPDATE pots SET name = $3, funder = $4, total_pence = $5, other_approver = $6, closed_on = $7, version = version + 1 WHERE id = $1 AND version = $2`,
			p.ID, p.Version, p.Name, p.Funder, p.Total, p.OtherApprover, p.ClosedOn)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", db.ErrConflict
		}
	}
	return p.ID, audit.Change(tx, by.Audit(), act, "", "pot", p.ID)
}

func (p *Pot) tidy() error {
	p.Name, p.Funder = strings.TrimSpace(p.Name), strings.TrimSpace(p.Funder)
	var bad db.Invalid
	if p.Name == "" || len([]rune(p.Name)) > 100 {
		bad.Add("name", "Give it a name, up to 100 characters")
	}
	if p.ID == "" && !vocabulary.HelpKinds.Has(p.Kind) {
		bad.Add("kind", "Choose what kind of help it is")
	}
	if p.Funder == "" {
		bad.Add("funder", "Say whose money it is")
	}
	switch {
	case p.Total <= 0:
		bad.Add("total", "Enter how much there is, like 500 or 1,250.50")
	case p.Total < p.Spent:
		bad.Add("total", p.Spent.String()+" has been given already: enter at least that")
	}
	return bad.Err()
}
