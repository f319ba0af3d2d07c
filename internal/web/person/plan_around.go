package person

import (
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showAboutMe(v *visit.Visit) error { return aboutForm(v, nil) }

func aboutForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "About me", "/plan", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		said, err := casework.AboutOf(r, s.ID)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			for _, part := range vocabulary.AboutMeParts {
				v.Fields.Set("about_"+part.Code, said.Now(part.Code))
			}
		}
		return aboutPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func sayAboutMe(v *visit.Visit) error {
	words := make(map[string]string)
	for name := range v.Fields.Values {
		if part, ok := strings.CutPrefix(name, "about_"); ok {
			words[part] = v.Fields.Get(name)
		}
	}
	if err := casework.SayAboutMe(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), words); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return aboutForm(v, bad) })
	}
	return v.Done(href(v, "/plan#about"), "Written down. What was said before is kept.")
}

func showAgree(v *visit.Visit) error { return agreeForm(v, nil) }

func agreeForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Agree the plan", "/plan", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if bad == nil {
			v.Fields.Set("agreed_by", "person")
			v.Fields.SetDate("agreed_on", s.Today)
		}
		return agreePage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func agreePlan(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	a := casework.Agreement{By: f.Get("agreed_by"), Name: f.Get("agreed_name"), Role: f.Get("agreed_role"), On: f.Date("agreed_on", bad)}
	err := bad.Err()
	if err == nil {
		err = casework.AgreePlan(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), a)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return agreeForm(v, bad) })
	}
	return v.Done(href(v, "/plan"), "Agreed. You can print the plan for them.")
}

func showReview(v *visit.Visit) error { return reviewForm(v, nil) }

func reviewForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Review of the plan", "/plan", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		plan, err := casework.ThePlan(r, s.Case.ID)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.SetDate("review_on", plan.ReviewOn)
			v.Fields.Set("funding", plan.Funding)
			v.Fields.Set("documents", plan.Documents)
		}
		return reviewPage(v.Fields, s, plan, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func setReview(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	p := casework.Plan{ReviewOn: f.Date("review_on", bad), Funding: f.Get("funding"), Documents: f.Get("documents"), Version: f.Version()}
	err := bad.Err()
	if err == nil {
		err = casework.SetReview(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return reviewForm(v, bad) })
	}
	return v.Done(href(v, "/plan"), "Saved.")
}

// printPlan is the plan for the person to keep: large, plain, in their words,
// with nothing that is only for staff.
func printPlan(v *visit.Visit) error {
	return v.ShowPerson(v.Path("person"), "plan to print", func(r *db.Snapshot) (visit.View, error) {
		p, err := readPlan(r, v)
		if err != nil {
			return visit.View{}, err
		}
		team, err := teams.TheTeam(r, p.Case.TeamID)
		if err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		page := shell.Page{Title: "Plan to print", Section: "People", Back: &ui.Link{Text: "Back to the plan", Href: p.Href("/plan")}}
		return visit.View{Page: page, Body: ownPlanPage(p, team, area)}, err
	})
}
