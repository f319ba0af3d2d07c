package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// ending is what the page for closing shows.
type ending struct {
	about.Subject
	Goals   []casework.Goal
	Answers []measures.Response
}

func showClose(v *visit.Visit) error { return closeForm(v, nil) }

func closeForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Close", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		goals, err := casework.GoalsOf(r, s.Case.ID)
		if err != nil {
			return nil, err
		}
		answers, err := measures.Of(r, s.ID)
		return closePage(v.Fields, ending{s, goals, answers}, visit.NewToken(), visit.Faults(bad)), err
	})
}

func closeCase(v *visit.Visit) error {
	f := v.Fields
	cl := casework.Closing{PersonID: v.Path("person"), Version: f.Version(), Reason: f.Get("reason"), Words: f.Get("words"),
		Goals: make(map[string]string), RiskLooked: f.Is("risk", "yes"), EndHoldings: f.Is("holding", "end")}
	for name := range f.Values {
		if id, ok := trimPrefix(name, "goal_"); ok {
			cl.Goals[id] = f.Get(name)
		}
	}
	if err := casework.Close(v.Context(), v.House.DB, v.Actor, v.Once(), cl); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return closeForm(v, bad) })
	}
	return v.Done(href(v, "/letters/new"), "Closed. Now write the letter to the practice.")
}

func reopen(v *visit.Visit) error {
	if err := casework.Reopen(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person")); err != nil {
		return err
	}
	return v.Done(href(v, ""), "Support starts again.")
}

func showHandOver(v *visit.Visit) error { return handOverForm(v, nil) }

func handOverForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Give to another link worker", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		workers, err := casework.Workers(r, s.Case.TeamID)
		return handOverPage(v.Fields, s, workers, visit.NewToken(), visit.Faults(bad)), err
	})
}

func handOver(v *visit.Visit) error {
	err := casework.HandOver(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("worker"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return handOverForm(v, bad) })
	}
	return v.Done(href(v, ""), "Handed over, with everything that is due.")
}
