package casework

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Goal is something the person wants, with how much it matters to them.
type Goal struct {
	ID, CaseID, PersonID string
	NeedCode             string
	Words                string
	Importance           int    // 1 to 10, the person's own; 0 = not asked
	Outcome              string // open, or a code of GoalOutcomes
	OutcomeWords         string // what came of it
	SetOn, ReviewOn      dates.Date
	Actions              []Action
	Readiness            []Readiness // latest first
	Version              int
}

// Ready is what was said last about readiness for the goal.
func (g Goal) Ready() Readiness {
	if len(g.Readiness) == 0 {
		return Readiness{}
	}
	return g.Readiness[0]
}

// GoalOutcome is an answer to "how did this aim go?".
type GoalOutcome struct{ Code, Words string }

// GoalOutcomes are the answers that closing asks for.
var GoalOutcomes = []GoalOutcome{
	{"achieved", "Achieved"}, {"partly", "Partly achieved"}, {"not", "Not achieved"}, {"changed", "It changed"},
}

func goalOutcomeHas(code string) bool {
	return slices.ContainsFunc(GoalOutcomes, func(o GoalOutcome) bool { return o.Code == code })
}

func (g *Goal) tidy(bad *db.Invalid) {
	g.Words, g.OutcomeWords = strings.TrimSpace(g.Words), strings.TrimSpace(g.OutcomeWords)
	if g.Words == "" {
		bad.Add("goal", "Write the goal, in the person's words")
	}
	if len([]rune(g.Words)) > 1000 {
		bad.Add("goal", "Use 1,000 characters or fewer")
	}
	checkScore(bad, "importance", g.Importance)
}

// AddGoal stores a goal with its first action, if that has words. An action of
// the worker with a day goes into the diary.
func AddGoal(ctx context.Context, d *db.DB, by access.Actor, key once.Key, g Goal, first Action) error {
	return planAct(ctx, d, by, key, g.PersonID, func(tx *db.Tx, c Case) error {
		first.Words = strings.TrimSpace(first.Words)
		var bad db.Invalid
		g.tidy(&bad)
		if first.Words != "" {
			first.check(&bad)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		g.ID = tx.NewID()
		if _, err := tx.Exec(`INSERT INTO goals (id, case_id, person_id, need_code, words, importance, outcome, set_on, review_on) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8)`,
			g.ID, c.ID, c.PersonID, g.NeedCode, g.Words, g.Importance, dates.Of(tx.Now()), g.ReviewOn); err != nil {
			return err
		}
		if first.Words != "" {
			first.GoalID = g.ID
			if err := insertAction(tx, c, first); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "goal.added", c.PersonID, "goal", g.ID)
	})
}

// ChangeGoal keeps a goal as the person sees it now, with how it went;
// db.ErrConflict if somebody saved first.
func ChangeGoal(ctx context.Context, d *db.DB, by access.Actor, key once.Key, g Goal) error {
	return planAct(ctx, d, by, key, g.PersonID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		g.tidy(&bad)
		if g.Outcome != "open" && !goalOutcomeHas(g.Outcome) {
			bad.Add("outcome", "Choose how it is going")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE goals SET words = $4, importance = $5, need_code = $6, review_on = $7, outcome = $8, outcome_words = $9, version = version + 1
			WHERE id = $1 AND case_id = $2 AND version = $3`, g.ID, c.ID, g.Version, g.Words, g.Importance, g.NeedCode, g.ReviewOn, g.Outcome, g.OutcomeWords)
		if err != nil {
			return err
		}
		if n == 0 {
			return missingOrStale(tx, `SELECT version FROM goals WHERE id = $1 AND case_id = $2`, g.ID, c.ID)
		}
		return audit.Change(tx, by.Audit(), "goal.changed", c.PersonID, "goal", g.ID)
	})
}

// goalOf is db.ErrNotFound unless a goal belongs to a case.
func goalOf(tx *db.Tx, c Case, goalID string) error {
	if err := missingOrStale(tx, `SELECT version FROM goals WHERE id = $1 AND case_id = $2`, goalID, c.ID); err != db.ErrConflict {
		return err
	}
	return nil
}

// GoalsOf lists the goals of a case with their actions and readiness, the most
// important first.
func GoalsOf(r db.Reader, caseID string) ([]Goal, error) {
	goals, err := db.List(r, func(s db.Scanner) (g Goal, err error) {
		err = s.Scan(&g.ID, &g.CaseID, &g.PersonID, &g.NeedCode, &g.Words, &g.Importance, &g.Outcome, &g.OutcomeWords, &g.SetOn, &g.ReviewOn, &g.Version)
		return
	}, `SELECT id, case_id, person_id, need_code, words, importance, outcome, outcome_words, set_on, review_on, version FROM goals
		WHERE case_id = $1 ORDER BY importance DESC, set_on, id`, caseID)
	if err != nil || len(goals) == 0 {
		return nil, err
	}
	at := make(map[string]*Goal, len(goals))
	for i := range goals {
		at[goals[i].ID] = &goals[i]
	}
	actions, err := actionsOf(r, caseID)
	if err != nil {
		return nil, err
	}
	for _, a := range actions {
		at[a.GoalID].Actions = append(at[a.GoalID].Actions, a)
	}
	said, err := readinessOf(r, caseID)
	for _, x := range said {
		at[x.GoalID].Readiness = append(at[x.GoalID].Readiness, x)
	}
	return goals, err
}
