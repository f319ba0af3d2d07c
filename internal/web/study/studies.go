package study

import (
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showStudies(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		mine, err := studies.Mine(r, v.Actor)
		return visit.View{Page: shell.Page{Title: "Studies", Section: "Studies"}, Body: studiesPage(mine, v.Actor.Is(studies.Founders...))}, err
	})
}

func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		leads, err := leads(r, v.Actor)
		page := shell.Page{Title: "Begin a study", Section: "Studies", Back: &ui.Link{Text: "Back to studies", Href: "/studies"}}
		return v.FormView(page, newPage(v.Fields, leads, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// leads are the researchers who can lead a study, whoever asks first.
func leads(r *db.Snapshot, by access.Actor) ([]ui.Choice, error) {
	all, err := identity.All(r)
	if err != nil {
		return nil, err
	}
	roles, err := access.OfAccounts(r)
	items := []ui.Choice{{Text: "Choose"}}
	for _, a := range all {
		if slices.ContainsFunc(roles[a.ID], func(m access.Membership) bool { return m.Role == access.Researcher }) {
			items = append(items, ui.Choice{Value: a.ID, Text: a.Name})
		}
	}
	return items, err
}

func found(v *visit.Visit) error {
	f := v.Fields
	s := studies.Study{Name: f.Get("name"), Title: f.Get("title"), Summary: f.Get("summary")}
	id, err := studies.Found(v.Context(), v.House.DB, v.Actor, v.Once(), s, f.Get("lead"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, bad) })
	}
	if f.Get("lead") != v.Actor.AccountID && f.Get("lead") != "" {
		return v.Done("/studies", "The study is set up. Its lead finds it under Studies.")
	}
	return v.Done("/studies/"+id, "The study is set up. Add its sites and its team.")
}
