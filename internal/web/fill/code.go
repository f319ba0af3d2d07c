package fill

import (
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// showCode begins something for a person and shows a code that their phone scans.
// Only this page has the address: what is kept is its hash.
func showCode(v *visit.Visit) error {
	var token string
	kind, what := asking.Kind(v.Fields.Get("kind")), v.Fields.Get("what")
	err := once.Act(v.Context(), v.House.DB, v.Once(), func(tx *db.Tx) error {
		prepare := forms.Prepare
		if kind == asking.Instrument {
			prepare = measures.Prepare
		}
		link, err := prepare(tx, v.Actor, v.Path("person"), what)
		token = link.Token
		return err
	})
	back := "/forms"
	if kind == asking.Instrument {
		back = "/wellbeing"
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	if token == "" {
		return v.Done(href(v, back), "The code was shown once. Make another if you need it.")
	}
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Code to scan", Back: &ui.Link{Text: "Back", Href: s.Href(back)}}
		s.Furnish(&page, "")
		return visit.View{Page: page, Body: codePage(s, v.House.BaseURL+asking.Path+"/"+token)}, nil
	})
}
