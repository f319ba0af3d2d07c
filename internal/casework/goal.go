package casework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

// Goal is something the person wants, with how much it matters to them.
type Goal struct {
	ID, CaseID, PersonID string
	NeedCode             string
	Words                string
	Importance           int    // 1 to 10, the person's own; 0 = not asked
	Outcome              string // open | achieved | partly | not | changed
	SetOn                dates.Date
	Actions              []Action
	Version              int
}

// GoalOutcomes are the answers to "how did this aim go?" at closing.
var GoalOutcomes = []struct{ Code, Words string }{
	{"achieved", "Achieved"}, {"partly", "Partly achieved"}, {"not", "Not achieved"}, {"changed", "It changed"},
}

// Action is a step towards a goal: what, who, when, and how confident the
// person is that it will happen.
type Action struct {
	ID, GoalID, CaseID, PersonID string
	Who                          string // person | worker | service
	Words                        string
	Due                          dates.Date
	Confidence                   int    // 1 to 10, the person's own; 0 = not asked
	State                        string // to-do | done | stopped
	Version                      int
}

// AddGoal stores a goal with its first action, if that has words, and returns
// the goal's id. An action of the worker with a day goes into the diary.
func AddGoal(ctx context.Context, d *db.DB, by access.Actor, key once.Key, g Goal, first Action) error {
	return act(ctx, d, by, key, g.PersonID, func(tx *db.Tx, c Case) error {
		g.Words, first.Words = strings.TrimSpace(g.Words), strings.TrimSpace(first.Words)
		var bad db.Invalid
		if g.Words == "" {
			bad.Add("goal", "Write the goal, in the person's words")
		}
		checkScore(&bad, "importance", g.Importance)
		if first.Words != "" {
			first.check(&bad)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		g.ID = tx.NewID()
		if _, err := tx.Exec(`INSERT INTO goals (id, case_id, person_id, need_code, words, importance, outcome, set_on) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7)`,
			g.ID, c.ID, c.PersonID, g.NeedCode, g.Words, g.Importance, dates.Of(tx.Now())); err != nil {
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

// AddAction adds a step to a goal of the person's open case.
func AddAction(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Action) error {
	return act(ctx, d, by, key, a.PersonID, func(tx *db.Tx, c Case) error {
		a.Words = strings.TrimSpace(a.Words)
		var bad db.Invalid
		if a.Words == "" {
			bad.Add("action", "Write what will be done")
		}
		a.check(&bad)
		if err := bad.Err(); err != nil {
			return err
		}
		if err := missingOrStale(tx, `SELECT version FROM goals WHERE id = $1 AND case_id = $2`, a.GoalID, c.ID); err != db.ErrConflict {
			return err
		}
		if err := insertAction(tx, c, a); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "action.added", c.PersonID, "goal", a.GoalID)
	})
}

func (a Action) check(bad *db.Invalid) {
	if a.Who != "person" && a.Who != "worker" && a.Who != "service" {
		bad.Add("who", "Choose who will do it")
	}
	checkScore(bad, "confidence", a.Confidence)
}

func checkScore(bad *db.Invalid, field string, score int) {
	if score < 0 || score > 10 {
		bad.Add(field, "Choose a number from 1 to 10, or not asked")
	}
}

func insertAction(tx *db.Tx, c Case, a Action) error {
	a.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO actions (id, goal_id, case_id, person_id, who, words, due, confidence, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'to-do')`,
		a.ID, a.GoalID, c.ID, c.PersonID, a.Who, a.Words, a.Due, a.Confidence); err != nil {
		return err
	}
	if a.Who != "worker" || a.Due.IsZero() {
		return nil
	}
	_, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: c.PersonID, Kind: diary.Action, AboutID: a.ID, Title: a.Words, Due: a.Due})
	return err
}

// SettleAction says that a step was done or stopped, or is to do after all.
func SettleAction(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, actionID, state string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if state != "to-do" && state != "done" && state != "stopped" {
			return db.ErrNotFound
		}
		n, err := tx.Exec(`UPDATE actions SET state = $3, version = version + 1 WHERE id = $1 AND case_id = $2`, actionID, c.ID, state)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrNotFound
		}
		if err := diary.FinishAbout(tx, actionID); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "action."+state, personID, "action", actionID)
	})
}

// GoalsOf lists the goals of a case with their actions, the most important
// first.
func GoalsOf(r db.Reader, caseID string) ([]Goal, error) {
	goals, err := db.List(r, func(s db.Scanner) (g Goal, err error) {
		err = s.Scan(&g.ID, &g.CaseID, &g.PersonID, &g.NeedCode, &g.Words, &g.Importance, &g.Outcome, &g.SetOn, &g.Version)
		return
	}, `SELECT id, case_id, person_id, need_code, words, importance, outcome, set_on, version FROM goals
		WHERE case_id = $1 ORDER BY importance DESC, set_on, id`, caseID)
	if err != nil {
		return nil, err
	}
	actions, err := db.List(r, func(s db.Scanner) (a Action, err error) {
		err = s.Scan(&a.ID, &a.GoalID, &a.CaseID, &a.PersonID, &a.Who, &a.Words, &a.Due, &a.Confidence, &a.State, &a.Version)
		return
	}, `SELECT id, goal_id, case_id, person_id, who, words, due, confidence, state, version FROM actions WHERE case_id = $1 ORDER BY id`, caseID)
	for _, a := range actions {
		for i := range goals {
			if goals[i].ID == a.GoalID {
				goals[i].Actions = append(goals[i].Actions, a)
			}
		}
	}
	return goals, err
}
