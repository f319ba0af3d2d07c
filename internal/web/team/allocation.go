package team

import (
	"slices"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// allocation is to whom new referrals go.
type allocation struct {
	Team      teams.Team
	Workers   []casework.Worker
	Practices []teams.Practice
	Spoken    map[string]workforce.Languages // by account
}

func readAllocation(r *db.Snapshot, v *visit.Visit) (a allocation, err error) {
	if a.Team, err = teams.TheTeam(r, v.Actor.TeamID()); err != nil {
		return a, err
	}
	if a.Workers, err = casework.Workers(r, a.Team.ID); err != nil {
		return a, err
	}
	if a.Practices, err = teams.PracticesOf(r, a.Team.ID); err != nil {
		return a, err
	}
	a.Spoken, err = workforce.SpokenIn(r, a.Team.ID)
	return a, err
}

// named are the names of a practice's own workers who are still of the team.
func (a allocation) named(p teams.Practice) (names []string) {
	for _, w := range a.Workers {
		if slices.Contains(p.Named, w.ID) {
			names = append(names, w.Name)
		}
	}
	return names
}

func showAllocation(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAllocation(r, v)
		page := shell.Page{Title: "To whom new referrals go", Section: "Team", Wide: true, Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return visit.View{Page: page, Body: allocationPage(a)}, err
	})
}

func allocationPart(title string) shell.Page {
	return shell.Page{Title: title, Section: "Team", Back: &ui.Link{Text: "Back to whom new referrals go", Href: "/team/allocation"}}
}

func showNamed(v *visit.Visit) error { return namedForm(v, nil) }

func namedForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAllocation(r, v)
		if err != nil {
			return visit.View{}, err
		}
		i := slices.IndexFunc(a.Practices, func(p teams.Practice) bool { return p.ID == v.Path("surgery") })
		if i < 0 {
			return visit.View{}, db.ErrNotFound
		}
		p := a.Practices[i]
		named, itself := p.Named, yesNo(p.GivesItself)
		if bad != nil {
			named, itself = v.Fields.All("named"), v.Fields.Get("itself")
		}
		return v.FormView(allocationPart(p.Name), namedPage(a, p, named, itself, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func nameWorkers(v *visit.Visit) error {
	p := teams.Practice{ID: v.Path("surgery"), Version: v.Fields.Version(), Named: v.Fields.All("named"), GivesItself: v.Fields.Is("itself", "yes")}
	if err := workforce.NameWorkers(v.Context(), v.House.DB, v.Actor, v.Once(), p); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return namedForm(v, bad) })
	}
	return v.Done("/team/allocation", "Saved. It holds for referrals that come from now on.")
}

func showLanguages(v *visit.Visit) error { return languagesForm(v, nil) }

func languagesForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAllocation(r, v)
		if err != nil {
			return visit.View{}, err
		}
		i := slices.IndexFunc(a.Workers, func(w casework.Worker) bool { return w.ID == v.Path("worker") })
		if i < 0 {
			return visit.View{}, db.ErrNotFound
		}
		w := a.Workers[i]
		spoken := a.Spoken[w.ID]
		if bad != nil {
			spoken.Codes = v.Fields.All("languages")
		}
		return v.FormView(allocationPart("Languages of "+w.Name), languagesPage(w, spoken, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func sayLanguages(v *visit.Visit) error {
	l := workforce.Languages{AccountID: v.Path("worker"), Codes: v.Fields.All("languages"), Version: v.Fields.Version()}
	if err := workforce.SayLanguages(v.Context(), v.House.DB, v.Actor, v.Once(), l); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return languagesForm(v, bad) })
	}
	return v.Done("/team/allocation", "Saved.")
}
