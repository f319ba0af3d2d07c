package day

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// findPeople answers the search box.
func findPeople(v *visit.Visit) error {
	text := v.Fields.Text("q")
	found, err := v.FindPeople(text, 50)
	if err != nil {
		return err
	}
	page := shell.Page{Title: "Find a person", Section: "People", Back: &ui.Link{Text: "Back to your people", Href: "/caseload"}}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		return visit.View{Page: page, Body: foundPage(text, found, dates.Of(r.Now()))}, nil
	})
}
