package person

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// plan is everything that the plan says.
type plan struct {
	about.Subject
	Worker    string // the account that reads
	Matters   []casework.WhatMatters
	About     casework.AboutMe
	Strengths []casework.Strength
	Needs     []casework.Need
	Goals     []casework.Goal
	Plan      casework.Plan
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
	for _, read := range []func() error{
		func() (err error) { p.Matters, err = casework.MattersTo(r, p.ID); return },
		func() (err error) { p.About, err = casework.AboutOf(r, p.ID); return },
		func() (err error) { p.Strengths, err = casework.StrengthsOf(r, p.Case.ID); return },
		func() (err error) { p.Needs, err = casework.NeedsOf(r, p.Case.ID); return },
		func() (err error) { p.Goals, err = casework.GoalsOf(r, p.Case.ID); return },
		func() (err error) { p.Plan, err = casework.ThePlan(r, p.Case.ID); return },
	} {
		if err := read(); err != nil {
			return p, err
		}
	}
	return p, nil
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

func addStrength(v *visit.Visit) error {
	err := casework.AddStrength(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("strength"))
	return saved(v, err, "strengths", "Strength added.")
}

func endStrength(v *visit.Visit) error {
	err := casework.EndStrength(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("strength"))
	return saved(v, err, "strengths", "Taken off the plan. It stays on the record.")
}

func addNeeds(v *visit.Visit) error {
	err := casework.AddNeeds(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.All("needs"))
	return saved(v, err, "needs", "Needs added.")
}

func changeNeed(v *visit.Visit) error {
	f := v.Fields
	err := casework.ChangeNeed(v.Context(), v.House.DB, v.Actor, v.Once(), casework.Need{ID: v.Path("need"), PersonID: v.Path("person"),
		State: casework.NeedState(f.Get("state")), NextStep: f.Get("next_step"), OwnWords: f.Get("own_words"), Version: f.Version()})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return planPage(v, atNeed(bad, v.Path("need"))) })
	}
	return v.Done(href(v, "/plan#needs"), "Need changed.")
}

// atNeed says of faults in which need's form they are: there is one for each.
func atNeed(bad *db.Invalid, needID string) *db.Invalid {
	var here db.Invalid
	for _, fault := range bad.Fields {
		here.Add(fault.Field+"-"+needID, fault.Message)
	}
	return &here
}

// asTyped is a need as it was typed into its form, if that was refused.
func asTyped(f visit.Fields, errs ui.Errors, n casework.Need) (need casework.Need, refused bool) {
	if errs.For("state-"+n.ID) == "" && errs.For("own_words-"+n.ID) == "" {
		return n, false
	}
	n.State, n.OwnWords, n.NextStep, n.Version = casework.NeedState(f.Get("state")), f.Get("own_words"), f.Get("next_step"), f.Version()
	return n, true
}

func addGoal(v *visit.Visit) error {
	bad := new(db.Invalid)
	goal, first := readGoal(v, bad), readAction(v, bad)
	err := bad.Err()
	if err == nil {
		err = casework.AddGoal(v.Context(), v.House.DB, v.Actor, v.Once(), goal, first)
	}
	return saved(v, err, "goals", "Goal added.")
}

func settleAction(v *visit.Visit) error {
	err := casework.SettleAction(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("action"), v.Fields.Get("state"))
	return saved(v, err, "goals", "Saved.")
}
