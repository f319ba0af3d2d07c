package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// part shows one part of a person's record.
func part(v *visit.Visit, label string, read func(r *db.Snapshot, s about.Subject) (templ.Component, error)) error {
	return v.ShowPerson(v.Path("person"), label, func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		body, err := read(r, s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: s.FullName() + ": " + label, Wide: true}
		s.Furnish(&page, label)
		return visit.View{Page: page, Body: body}, nil
	})
}

// form shows a form about a person, with its faults and what was typed.
func form(v *visit.Visit, title, back string, bad *db.Invalid, read func(r *db.Snapshot, s about.Subject) (templ.Component, error)) error {
	return v.ShowPerson(v.Path("person"), title, func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		body, err := read(r, s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: title, Back: &ui.Link{Text: "Back to " + s.FullName(), Href: s.Href(back)}}
		s.Furnish(&page, "")
		return v.FormView(page, body, bad), nil
	})
}

// href is an address of the person whom the visit is about.
func href(v *visit.Visit, below string) string { return "/people/" + v.Path("person") + below }

// pageFor is the frame of a part of a record that is also a form.
func pageFor(s about.Subject, label string) shell.Page {
	page := shell.Page{Title: s.FullName() + ": " + label, Wide: true}
	s.Furnish(&page, label)
	return page
}
