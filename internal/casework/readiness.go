package casework

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

// Readiness is how ready somebody is for a goal: wanting to and being able to
// at the moment are two answers, and "not yet" is a good one to either.
type Readiness struct {
	GoalID string
	Wants  string // code of vocabulary.Motivations; "" = not asked
	Able   string // code of vocabulary.Abilities; "" = not asked
	Words  string // what would help
	SaidOn dates.Date
	ByName string
}

// Asked reports whether anything was asked.
func (r Readiness) Asked() bool { return r.Wants != "" || r.Able != "" }

// NotYet reports that it is not the time, which calls for company, not effort.
func (r Readiness) NotYet() bool { return r.Wants == "not-yet" || r.Able == "not-yet" }

// SayReadiness stores how ready a person says they are for a goal; what was
// said before is kept.
func SayReadiness(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, said Readiness) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if err := said.check(); err != nil {
			return err
		}
		if err := goalOf(tx, c, said.GoalID); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO readiness (id, goal_id, case_id, wants, able, words, said_on, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			tx.NewID(), said.GoalID, c.ID, said.Wants, said.Able, strings.TrimSpace(said.Words), dates.Of(tx.Now()), by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "readiness.said", personID, "goal", said.GoalID)
	})
}

func (r Readiness) check() error {
	var bad db.Invalid
	if !r.Asked() {
		bad.Add("wants", "Choose an answer to one of the two questions")
	}
	if r.Wants != "" && !vocabulary.Motivations.Has(r.Wants) {
		bad.Add("wants", "Choose an answer from the list")
	}
	if r.Able != "" && !vocabulary.Abilities.Has(r.Able) {
		bad.Add("able", "Choose an answer from the list")
	}
	if len([]rune(r.Words)) > 1000 {
		bad.Add("words", "Use 1,000 characters or fewer")
	}
	return bad.Err()
}

// readinessOf lists what was said about readiness in a case, latest first.
func readinessOf(r db.Reader, caseID string) ([]Readiness, error) {
	return db.List(r, func(s db.Scanner) (x Readiness, err error) {
		err = s.Scan(&x.GoalID, &x.Wants, &x.Able, &x.Words, &x.SaidOn, &x.ByName)
		return
	}, `SELECT goal_id, wants, able, words, said_on, by_name FROM readiness WHERE case_id = $1 ORDER BY recorded_at DESC, id DESC`, caseID)
}
