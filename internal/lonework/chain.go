package lonework

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/workforce"
)

// Rules are how soon a team asks after a worker.
type Rules struct {
	Grace, Pass int    // minutes after the expected time, and until the next is told
	OnWord      string // what to do when a worker says their code word
	Version     int    // 0 before the first save
}

// usual are the rules of a team that has set none. They are this project's
// proposal; guidance says only that there must be some.
var usual = Rules{Grace: 15, Pass: 10, OnWord: "Keep them on the phone if you can. Call 999 from another phone and give the address."}

func (r Rules) grace() time.Duration { return time.Duration(r.Grace) * time.Minute }
func (r Rules) pass() time.Duration  { return time.Duration(r.Pass) * time.Minute }

// RulesOf returns a team's rules.
func RulesOf(r db.Reader, teamID string) (Rules, error) {
	set, err := db.List(r, func(s db.Scanner) (x Rules, err error) {
		err = s.Scan(&x.Grace, &x.Pass, &x.OnWord, &x.Version)
		return
	}, `SELECT grace, pass, on_word, version FROM visit_rules WHERE team_id = $1`, teamID)
	if err != nil || len(set) == 0 {
		return usual, err
	}
	return set[0], nil
}

// Named lists whom a team has named, in order, whether or not they are there.
func Named(r db.Reader, teamID string) ([]access.Lead, error) {
	return db.List(r, func(s db.Scanner) (l access.Lead, err error) {
		err = s.Scan(&l.AccountID, &l.Phone)
		return
	}, `SELECT account_id, phone FROM visit_chain WHERE team_id = $1 ORDER BY position`, teamID)
}

// named are those who can log in; the managers where a team has named nobody
// who can.
func named(r db.Reader, teamID string) ([]safeguarding.Reader, error) {
	leads, err := Named(r, teamID)
	if err != nil {
		return nil, err
	}
	chain, err := safeguarding.Present(r, leads)
	if err != nil || len(chain) > 0 {
		return chain, err
	}
	chain, err = safeguarding.Managers(r, teamID)
	for i := range chain {
		chain[i].Phone = "" // the team's phone is nobody's to be texted
	}
	return chain, err
}

// Chain lists who is told of an alarm of a worker now, in order: those named who
// can log in and are not away, or the managers. Nobody answers their own alarm.
func Chain(r db.Reader, teamID, workerID string) ([]safeguarding.Reader, error) {
	chain, err := named(r, teamID)
	if err != nil {
		return nil, err
	}
	away, err := workforce.AwaySoon(r, teamID, 0)
	return slices.DeleteFunc(chain, func(x safeguarding.Reader) bool {
		_, gone := away[x.AccountID]
		return gone || x.AccountID == workerID
	}), err
}

// SetRules keeps who is told, in order, and how soon, for the team that the
// actor manages. db.ErrNotFound for others, db.ErrConflict if somebody saved
// first.
func SetRules(ctx context.Context, d *db.DB, by access.Actor, key once.Key, teamID string, chain []access.Lead, rules Rules) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if !by.Manages(teamID) {
			return db.ErrNotFound
		}
		if err := checkRules(tx, chain, &rules); err != nil {
			return err
		}
		n, err := tx.Exec(`INSERT INTO visit_rules (team_id, grace, pass, on_word) VALUES ($1, $2, $3, $4)
			ON CONFLICT (team_id) DO UPDATE SET grace = excluded.grace, pass = excluded.pass, on_word = excluded.on_word, version = visit_rules.version + 1
			WHERE visit_rules.version = $5`, teamID, rules.Grace, rules.Pass, rules.OnWord, rules.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`DELETE FROM visit_chain WHERE team_id = $1`, teamID); err != nil {
			return err
		}
		for i, l := range chain {
			if _, err := tx.Exec(`INSERT INTO visit_chain (team_id, position, account_id, phone) VALUES ($1, $2, $3, $4)`, teamID, i+1, l.AccountID, l.Phone); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "visits.rules-set", "", "team", teamID)
	})
}

func checkRules(tx *db.Tx, chain []access.Lead, rules *Rules) error {
	var bad db.Invalid
	if err := safeguarding.CheckChain(tx, chain, &bad); err != nil {
		return err
	}
	if rules.Grace < 1 || rules.Grace > 120 {
		bad.Add("grace", "Enter minutes, from 1 to 120")
	}
	if rules.Pass < 2 || rules.Pass > 60 {
		bad.Add("pass", "Enter minutes, from 2 to 60")
	}
	if rules.OnWord = strings.TrimSpace(rules.OnWord); rules.OnWord == "" || len([]rune(rules.OnWord)) > 300 {
		bad.Add("on_word", "Say what to do, in up to 300 characters")
	}
	return bad.Err()
}

// tellAdministrators says that nobody of a team answers an alarm.
func (v Visit) tellAdministrators(tx *db.Tx) error {
	team, err := teams.TheTeam(tx, v.TeamID)
	if err != nil {
		return err
	}
	there, err := safeguarding.Administrators(tx)
	for _, a := range there {
		if err := a.Tell(tx, v.matter(), "nobody answers a check-in that is overdue", "A check-in of somebody in the "+team.Name+" is overdue, and nobody there has answered. Please ring the team now: "+team.Phone+"."); err != nil {
			return err
		}
	}
	return err
}
