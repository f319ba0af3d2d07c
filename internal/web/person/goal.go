package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// readGoal reads the fields of a goal.
func readGoal(v *visit.Visit, bad *db.Invalid) casework.Goal {
	f := v.Fields
	return casework.Goal{ID: v.Path("goal"), PersonID: v.Path("person"), Words: f.Get("goal"), Importance: f.Number("importance"), NeedCode: f.Get("need_code"),
		ReviewOn: f.Date("goal_review", bad), Outcome: f.Get("outcome"), OutcomeWords: f.Get("outcome_words"), Version: f.Version()}
}

// readAction reads the fields of a step.
func readAction(v *visit.Visit, bad *db.Invalid) casework.Action {
	f := v.Fields
	return casework.Action{ID: v.Path("action"), PersonID: v.Path("person"), GoalID: v.Path("goal"), Who: f.Get("who"), WhoName: f.Get("who_name"), Words: f.Get("action"),
		Due: f.Date("due", bad), Confidence: f.Number("confidence"), Strategies: f.Get("strategies"), ReviewOn: f.Date("action_review", bad),
		StageGoal: f.Get("stage_goal"), StageState: f.Get("stage_state"), StageOutcome: f.Get("stage_outcome"), Version: f.Version()}
}

// goalForm shows a form about one goal of the person's latest case.
func goalForm(v *visit.Visit, title string, bad *db.Invalid, fill func(casework.Goal), draw func(about.Subject, casework.Goal, string, *db.Invalid) templ.Component) error {
	return form(v, title, "/plan", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		goals, err := casework.GoalsOf(r, s.Case.ID)
		if err != nil {
			return nil, err
		}
		for _, g := range goals {
			if g.ID != v.Path("goal") {
				continue
			}
			if bad == nil {
				fill(g)
			}
			return draw(s, g, visit.NewToken(), bad), nil
		}
		return nil, db.ErrNotFound
	})
}

func showGoal(v *visit.Visit) error { return changeGoalForm(v, nil) }

func changeGoalForm(v *visit.Visit, bad *db.Invalid) error {
	f := v.Fields
	return goalForm(v, "Change a goal", bad, func(g casework.Goal) {
		f.Set("goal", g.Words)
		f.SetNumber("importance", g.Importance)
		f.Set("need_code", g.NeedCode)
		f.Set("outcome", g.Outcome)
		f.Set("outcome_words", g.OutcomeWords)
		f.SetDate("goal_review", g.ReviewOn)
	}, func(s about.Subject, g casework.Goal, token string, bad *db.Invalid) templ.Component {
		return goalPage(f, s, g, token, visit.Faults(bad))
	})
}

func changeGoal(v *visit.Visit) error {
	bad := new(db.Invalid)
	goal := readGoal(v, bad)
	err := bad.Err()
	if err == nil {
		err = casework.ChangeGoal(v.Context(), v.House.DB, v.Actor, v.Once(), goal)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeGoalForm(v, bad) })
	}
	return v.Done(href(v, "/plan#goals"), "Goal changed.")
}

func showReady(v *visit.Visit) error { return readyForm(v, nil) }

func readyForm(v *visit.Visit, bad *db.Invalid) error {
	return goalForm(v, "How ready do they feel?", bad, func(casework.Goal) {}, func(s about.Subject, g casework.Goal, token string, bad *db.Invalid) templ.Component {
		return readyPage(v.Fields, s, g, token, visit.Faults(bad))
	})
}

func sayReady(v *visit.Visit) error {
	said := casework.Readiness{GoalID: v.Path("goal"), Wants: v.Fields.Get("wants"), Able: v.Fields.Get("able"), Words: v.Fields.Get("words")}
	if err := casework.SayReadiness(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), said); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return readyForm(v, bad) })
	}
	return v.Done(href(v, "/plan#goals"), "Written down. “Not yet” is a good answer.")
}

func showNewAction(v *visit.Visit) error { return newActionForm(v, nil) }

func newActionForm(v *visit.Visit, bad *db.Invalid) error {
	return goalForm(v, "Add an action", bad, func(casework.Goal) {}, func(s about.Subject, g casework.Goal, token string, bad *db.Invalid) templ.Component {
		return actionPage(v.Fields, s, g, casework.Action{}, token, visit.Faults(bad))
	})
}

func addAction(v *visit.Visit) error {
	bad := new(db.Invalid)
	action := readAction(v, bad)
	err := bad.Err()
	if err == nil {
		err = casework.AddAction(v.Context(), v.House.DB, v.Actor, v.Once(), action)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newActionForm(v, bad) })
	}
	return v.Done(href(v, "/plan#goals"), "Action added.")
}

func showAction(v *visit.Visit) error { return changeActionForm(v, nil) }

func changeActionForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Change an action", "/plan", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		goals, err := casework.GoalsOf(r, s.Case.ID)
		if err != nil {
			return nil, err
		}
		for _, g := range goals {
			for _, a := range g.Actions {
				if a.ID == v.Path("action") {
					if bad == nil {
						fillAction(v.Fields, a)
					}
					return actionPage(v.Fields, s, g, a, visit.NewToken(), visit.Faults(bad)), nil
				}
			}
		}
		return nil, db.ErrNotFound
	})
}

func fillAction(f visit.Fields, a casework.Action) {
	for name, text := range map[string]string{"action": a.Words, "who": a.Who, "who_name": a.WhoName, "strategies": a.Strategies,
		"stage_goal": a.StageGoal, "stage_state": a.StageState, "stage_outcome": a.StageOutcome} {
		f.Set(name, text)
	}
	f.SetNumber("confidence", a.Confidence)
	for name, day := range map[string]dates.Date{"due": a.Due, "action_review": a.ReviewOn} {
		f.SetDate(name, day)
	}
}

func changeAction(v *visit.Visit) error {
	bad := new(db.Invalid)
	action := readAction(v, bad)
	err := bad.Err()
	if err == nil {
		err = casework.ChangeAction(v.Context(), v.House.DB, v.Actor, v.Once(), action)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeActionForm(v, bad) })
	}
	return v.Done(href(v, "/plan#goals"), "Action changed.")
}
