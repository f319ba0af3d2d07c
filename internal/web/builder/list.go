package builder

import (
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func list(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := forms.List(r, v.Actor)
		page := shell.Page{Title: "Forms", Section: section(v.Actor), Back: home(v.Actor)}
		return visit.View{Page: page, Body: listPage(all)}, err
	})
}

func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "New form", Section: section(v.Actor), Back: &ui.Link{Text: "Back to forms", Href: at}}
		return v.FormView(page, newPage(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func begin(v *visit.Visit) error {
	f := form.Form{Title: form.Say("en", v.Fields.Text("title")), Languages: []string{"en"}}
	id, err := forms.Create(v.Context(), v.House.DB, v.Actor, v.Once(), f)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, bad) })
	}
	return v.Go(hrefOf(id, ""))
}
