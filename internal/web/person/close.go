package person

import (
	"slices"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// ending is what the page for closing shows.
type ending struct {
	about.Subject
	Goals   []casework.Goal
	Answers []measures.Response
	Asked   bool // in the last four weeks
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
		if err != nil {
			return nil, err
		}
		e := ending{s, goals, answers, len(answers) > 0 && s.Today.Sub(answers[len(answers)-1].Day) <= 28}
		if bad == nil && e.Asked {
			v.Fields.Set("measures", casework.Measured)
		}
		return closePage(v.Fields, e, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func closeCase(v *visit.Visit) error {
	f := v.Fields
	cl := casework.Closing{PersonID: v.Path("person"), Version: f.Version(), Reason: f.Get("reason"), Words: f.Get("words"),
		Goals: make(map[string]string), RiskLooked: f.Is("risk", "yes"), EndHoldings: f.Is("holding", "end"),
		Continues: f.Get("continues"), Measures: f.Get("measures"), Ending: f.Get("ending")}
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

func showReopen(v *visit.Visit) error { return reopenForm(v, nil) }

func reopenForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Start support again", "/letters", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		may, err := casework.MayReopen(r, s.Case)
		if err != nil {
			return nil, err
		}
		if !may {
			return nil, db.ErrConflict
		}
		workers, err := casework.Workers(r, s.Case.TeamID)
		if !v.Actor.Manages(s.Case.TeamID) {
			workers = slices.DeleteFunc(workers, func(w casework.Worker) bool { return w.ID != s.Case.WorkerID })
		}
		if bad == nil {
			v.Fields.Set("worker", s.Case.WorkerID)
		}
		return reopenPage(v.Fields, s, workers, visit.NewToken(), visit.Faults(bad)), err
	})
}

func reopen(v *visit.Visit) error {
	err := casework.Reopen(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("worker"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return reopenForm(v, bad) })
	}
	return v.Done(href(v, ""), "Support starts again.")
}

func showDied(v *visit.Visit) error { return diedForm(v, nil) }

func diedForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Somebody has died", "/close", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		return diedPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func noteDeath(v *visit.Visit) error {
	bad := new(db.Invalid)
	on := v.Fields.Date("died_on", bad)
	err := bad.Err()
	if err == nil {
		err = casework.Died(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), on)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return diedForm(v, bad) })
	}
	return v.Done(href(v, ""), "Everything is stopped. Nothing will be sent.")
}

func showHandOver(v *visit.Visit) error { return handOverForm(v, nil) }

func handOverForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Give to another link worker", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		workers, err := casework.Workers(r, s.Case.TeamID)
		if bad == nil {
			v.Fields.Set("from", s.Case.WorkerID)
		}
		return handOverPage(v.Fields, s, workers, visit.NewToken(), visit.Faults(bad)), err
	})
}

func handOver(v *visit.Visit) error {
	f, id := v.Fields, v.Path("person")
	gift := workforce.Gift{PersonID: id, From: f.Get("from"), To: f.Get("worker"), Words: f.Get("words")}
	if err := workforce.HandOver(v.Context(), v.House.DB, v.Actor, v.Once(), []workforce.Gift{gift}, ""); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return handOverForm(v, ofOne(bad, id)) })
	}
	return v.Done(href(v, ""), "Handed over, with everything that is due.")
}

// ofOne gives the faults of a person who was given alone to the fields of this
// page, which has no need to name the person in them.
func ofOne(bad *db.Invalid, personID string) *db.Invalid {
	here := new(db.Invalid)
	for _, f := range bad.Fields {
		here.Add(map[string]string{"to_" + personID: "worker", "words_" + personID: "words"}[f.Field], f.Message)
	}
	return here
}
