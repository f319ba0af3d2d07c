package casework

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// NeedState is how a need is going.
type NeedState string

// The states of a need.
const (
	NeedNew      NeedState = "new"
	NeedUnderWay NeedState = "under-way"
	NeedWaiting  NeedState = "waiting"
	NeedMet      NeedState = "met"
	NeedNotNow   NeedState = "not-now"
)

// NeedStates lists the states in the order in which forms offer them.
var NeedStates = []NeedState{NeedNew, NeedUnderWay, NeedWaiting, NeedMet, NeedNotNow}

// Words says how a need is going.
func (s NeedState) Words() string {
	switch s {
	case NeedNew:
		return "New"
	case NeedUnderWay:
		return "Under way"
	case NeedWaiting:
		return "Waiting"
	case NeedMet:
		return "Met"
	case NeedNotNow:
		return "Not now"
	}
	return string(s)
}

// Need is something that a person could use help with, as the referrer or the
// person sees it.
type Need struct {
	ID, CaseID, PersonID string
	Code                 string // code of vocabulary.Needs
	ReferrerSees         bool   // named in the referral
	PersonSees           bool   // named by the person
	OwnWords             string // how the person puts it
	State                NeedState
	NextStep             string
	Version              int
}

func insertNeed(tx *db.Tx, n Need) error {
	_, err := tx.Exec(`INSERT INTO needs (id, case_id, person_id, code, referrer_sees, person_sees, state, next_step, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (case_id, code) DO NOTHING`, tx.NewID(), n.CaseID, n.PersonID, n.Code, n.ReferrerSees, n.PersonSees, n.State, n.NextStep, tx.Now().UnixMilli())
	return err
}

// AddNeeds adds needs that the person names. One that is there already stays,
// and counts as seen by both from now on.
func AddNeeds(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, codes []string) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if len(codes) == 0 {
			bad.Add("needs", "Choose at least one need")
		}
		for _, code := range codes {
			if !vocabulary.Needs.Has(code) {
				bad.Add("needs", "Choose needs from the list")
			}
		}
		if err := bad.Err(); err != nil {
			return err
		}
		for _, code := range codes {
			if err := insertNeed(tx, Need{CaseID: c.ID, PersonID: personID, Code: code, PersonSees: true, State: NeedNew}); err != nil {
				return err
			}
			if _, err := tx.Exec(`UPDATE needs SET person_sees = TRUE WHERE case_id = $1 AND code = $2`, c.ID, code); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "needs.added", personID, "case", c.ID)
	})
}

// ChangeNeed says how a need is going, what comes next, and how the person puts
// it; db.ErrConflict if somebody saved first.
func ChangeNeed(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n Need) error {
	return planAct(ctx, d, by, key, n.PersonID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if !slices.Contains(NeedStates, n.State) {
			bad.Add("state", "Choose how it is going")
		}
		n.NextStep, n.OwnWords = strings.TrimSpace(n.NextStep), strings.TrimSpace(n.OwnWords)
		if len([]rune(n.OwnWords)) > 1000 || len([]rune(n.NextStep)) > 500 {
			bad.Add("own_words", "Use 1,000 characters or fewer, and 500 for the next step")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		changed, err := tx.Exec(`UPDATE needs SET state = $4, next_step = $5, own_words = $6, version = version + 1 WHERE id = $1 AND case_id = $2 AND version = $3`,
			n.ID, c.ID, n.Version, n.State, n.NextStep, n.OwnWords)
		if err != nil {
			return err
		}
		if changed == 0 {
			return missingOrStale(tx, `SELECT version FROM needs WHERE id = $1 AND case_id = $2`, n.ID, c.ID)
		}
		return audit.Change(tx, by.Audit(), "need.changed", n.PersonID, "need", n.ID)
	})
}

// NeedsOf lists the needs of a case in the order in which they were noted.
func NeedsOf(r db.Reader, caseID string) ([]Need, error) {
	return db.List(r, func(s db.Scanner) (n Need, err error) {
		err = s.Scan(&n.ID, &n.CaseID, &n.PersonID, &n.Code, &n.ReferrerSees, &n.PersonSees, &n.OwnWords, &n.State, &n.NextStep, &n.Version)
		return
	}, `SELECT id, case_id, person_id, code, referrer_sees, person_sees, own_words, state, next_step, version FROM needs WHERE case_id = $1 ORDER BY noted_at, id`, caseID)
}
