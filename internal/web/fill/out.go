package fill

import (
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showOut(v *visit.Visit) error { return outForm(v, nil) }

func outForm(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		a, err := forms.GetAnswered(r, s.ID, v.Path("asking"))
		if err == nil && !a.Out.Stands() {
			err = db.ErrNotFound
		}
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Take answers out", Back: &ui.Link{Text: "Back to the answers", Href: s.Href("/forms/answers/" + a.ID)}}
		s.Furnish(&page, "")
		return v.FormView(page, outPage(v.Fields, s, a, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func takeOut(v *visit.Visit) error {
	err := forms.TakeOut(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("asking"), asking.OutHow(v.Fields.Get("how")), v.Fields.Get("why"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return outForm(v, bad) })
	}
	return v.Done(href(v, "/forms"), "The answers count no more. They stay under “Answers that do not count”.")
}

func outHowItems() (items []ui.Choice) {
	for _, h := range asking.Outs {
		items = append(items, ui.Choice{Value: string(h), Text: h.Words()})
	}
	return items
}
