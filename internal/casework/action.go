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

// Action is a step towards a goal: what, who, when, and how confident the
// person is that it will happen. It may have a goal of its own on the way.
type Action struct {
	ID, GoalID, CaseID, PersonID string
	Who                          string // person | worker | service | other
	WhoName                      string // of a service or somebody else; may be empty
	Words                        string
	Strategies                   string // what may help to do it
	Due, ReviewOn                dates.Date
	Confidence                   int    // 1 to 10, the person's own; 0 = not asked
	State                        string // to-do | done | stopped
	StageGoal, StageOutcome      string // the goal on the way and what came of it
	StageState                   string // open, or a code of GoalOutcomes; "" without one
	ChangedOn                    dates.Date
	Version                      int
}

// AddAction adds a step to a goal of the person's open case.
func AddAction(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Action) error {
	return planAct(ctx, d, by, key, a.PersonID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		a.tidy(&bad)
		if err := bad.Err(); err != nil {
			return err
		}
		if err := goalOf(tx, c, a.GoalID); err != nil {
			return err
		}
		if err := insertAction(tx, c, a); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "action.added", c.PersonID, "goal", a.GoalID)
	})
}

func (a *Action) tidy(bad *db.Invalid) {
	for _, text := range []*string{&a.Words, &a.WhoName, &a.Strategies, &a.StageGoal, &a.StageOutcome} {
		*text = strings.TrimSpace(*text)
	}
	if a.Words == "" {
		bad.Add("action", "Write what will be done")
	}
	if len([]rune(a.Words)) > 1000 || len([]rune(a.Strategies)) > 2000 || len([]rune(a.StageGoal)) > 1000 || len([]rune(a.StageOutcome)) > 1000 {
		bad.Add("action", "Use 1,000 characters or fewer")
	}
	a.check(bad)
}

func (a *Action) check(bad *db.Invalid) {
	switch a.Who {
	case "person", "worker":
		a.WhoName = ""
	case "service":
	case "other":
		if a.WhoName == "" {
			bad.Add("who_name", "Say who will do it")
		}
	default:
		bad.Add("who", "Choose who will do it")
	}
	checkScore(bad, "confidence", a.Confidence)
	if a.StageGoal == "" {
		a.StageState, a.StageOutcome = "", ""
	} else if a.StageState == "" {
		a.StageState = "open"
	}
	if a.StageState != "" && a.StageState != "open" && !goalOutcomeHas(a.StageState) {
		bad.Add("stage_state", "Choose how the goal on the way is going")
	}
}

func checkScore(bad *db.Invalid, field string, score int) {
	if score < 0 || score > 10 {
		bad.Add(field, "Choose a number from 1 to 10, or not asked")
	}
}

func insertAction(tx *db.Tx, c Case, a Action) error {
	a.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO actions (id, goal_id, case_id, person_id, who, who_name, words, strategies, due, review_on, confidence, state, stage_goal, stage_outcome, stage_state, changed_on)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'to-do', $12, $13, $14, $15)`,
		a.ID, a.GoalID, c.ID, c.PersonID, a.Who, a.WhoName, a.Words, a.Strategies, a.Due, a.ReviewOn, a.Confidence, a.StageGoal, a.StageOutcome, a.StageState, dates.Of(tx.Now())); err != nil {
		return err
	}
	return a.plan(tx, c)
}

// plan puts what the worker will do into their diary.
func (a Action) plan(tx *db.Tx, c Case) error {
	if a.Who != "worker" || a.Due.IsZero() {
		return nil
	}
	_, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: c.PersonID, Kind: diary.Action, AboutID: a.ID, Title: a.Words, Due: a.Due})
	return err
}

// ChangeAction keeps a step to do as it is agreed now, with its place in the
// worker's diary; db.ErrConflict if somebody saved first.
func ChangeAction(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Action) error {
	return planAct(ctx, d, by, key, a.PersonID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		a.tidy(&bad)
		if err := bad.Err(); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE actions SET who = $4, who_name = $5, words = $6, strategies = $7, due = $8, review_on = $9, confidence = $10,
				stage_goal = $11, stage_outcome = $12, stage_state = $13, changed_on = $14, version = version + 1
			WHERE id = $1 AND case_id = $2 AND version = $3 AND state = 'to-do'`, a.ID, c.ID, a.Version,
			a.Who, a.WhoName, a.Words, a.Strategies, a.Due, a.ReviewOn, a.Confidence, a.StageGoal, a.StageOutcome, a.StageState, dates.Of(tx.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return missingOrStale(tx, `SELECT version FROM actions WHERE id = $1 AND case_id = $2`, a.ID, c.ID)
		}
		if err := diary.FinishAbout(tx, a.ID); err != nil {
			return err
		}
		if err := a.plan(tx, c); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "action.changed", c.PersonID, "action", a.ID)
	})
}

// SettleAction says that a step was done or stopped, or is to do after all.
func SettleAction(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, actionID, state string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if state != "to-do" && state != "done" && state != "stopped" {
			return db.ErrNotFound
		}
		n, err := tx.Exec(`UPDATE actions SET state = $3, changed_on = $4, version = version + 1 WHERE id = $1 AND case_id = $2`,
			actionID, c.ID, state, dates.Of(tx.Now()))
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

func actionsOf(r db.Reader, caseID string) ([]Action, error) {
	return db.List(r, func(s db.Scanner) (a Action, err error) {
		err = s.Scan(&a.ID, &a.GoalID, &a.CaseID, &a.PersonID, &a.Who, &a.WhoName, &a.Words, &a.Strategies, &a.Due, &a.ReviewOn, &a.Confidence, &a.State,
			&a.StageGoal, &a.StageOutcome, &a.StageState, &a.ChangedOn, &a.Version)
		return
	}, `SELECT id, goal_id, case_id, person_id, who, who_name, words, strategies, due, review_on, confidence, state, stage_goal, stage_outcome, stage_state, changed_on, version
		FROM actions WHERE case_id = $1 ORDER BY id`, caseID)
}
