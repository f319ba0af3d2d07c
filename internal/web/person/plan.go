package person

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// plan is what matters, needs, and goals with actions.
type plan struct {
	about.Subject
	Worker  string // the account that reads
	Matters []casework.WhatMatters
	Needs   []casework.Need
	Goals   []casework.Goal
}

func showPlan(v *visit.Visit) error { return planPage(v, nil) }

func planPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Plan", func(r *db.Snapshot) (visit.View, error) {
		p, err := readPlan(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			if err := v.FillFromDraft(r, "matters-"+p.ID); err != nil {
				return visit.View{}, err
			}
		}
		page := pageFor(p.Subject, "Plan")
		return v.FormView(page, planBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readPlan(r *db.Snapshot, v *visit.Visit) (p plan, err error) {
	p.Worker = v.Actor.AccountID
	if p.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return p, err
	}
	if p.Matters, err = casework.MattersTo(r, p.ID); err != nil {
		return p, err
	}
	if p.Needs, err = casework.NeedsOf(r, p.Case.ID); err != nil {
		return p, err
	}
	p.Goals, err = casework.GoalsOf(r, p.Case.ID)
	return p, err
}

// saved ends an act on the plan: back to its part of the page, or the form
// again with its faults.
func saved(v *visit.Visit, err error, section, notice string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return planPage(v, bad) })
	}
	return v.Done(href(v, "/plan#"+section), notice)
}

func sayMatters(v *visit.Visit) error {
	err := casework.SayWhatMatters(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("words"), "matters-"+v.Path("person"))
	return saved(v, err, "matters", "What matters is written down.")
}

func addNeeds(v *visit.Visit) error {
	err := casework.AddNeeds(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.All("needs"))
	return saved(v, err, "needs", "Needs added.")
}

func changeNeed(v *visit.Visit) error {
	f := v.Fields
	err := casework.ChangeNeed(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("need"),
		casework.NeedState(f.Get("state")), f.Text("next_step"), f.Version())
	return saved(v, err, "needs", "Need changed.")
}

func addGoal(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	goal := casework.Goal{PersonID: v.Path("person"), Words: f.Get("goal"), Importance: f.Number("importance"), NeedCode: f.Get("need_code")}
	first := casework.Action{Who: f.Get("who"), Words: f.Get("action"), Due: f.Date("due", bad), Confidence: f.Number("confidence")}
	err := bad.Err()
	if err == nil {
		err = casework.AddGoal(v.Context(), v.House.DB, v.Actor, v.Once(), goal, first)
	}
	return saved(v, err, "goals", "Goal added.")
}

func addAction(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	action := casework.Action{PersonID: v.Path("person"), GoalID: v.Path("goal"), Who: f.Get("who"), Words: f.Get("action"), Due: f.Date("due", bad), Confidence: f.Number("confidence")}
	err := bad.Err()
	if err == nil {
		err = casework.AddAction(v.Context(), v.House.DB, v.Actor, v.Once(), action)
	}
	return saved(v, err, "goals", "Action added.")
}

func settleAction(v *visit.Visit) error {
	err := casework.SettleAction(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("action"), v.Fields.Get("state"))
	return saved(v, err, "goals", "Saved.")
}
