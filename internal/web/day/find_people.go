package day

import (
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// findPeople answers the search box. The search is posted, so that nobody's
// name stands in an address, and looking is audited for everybody shown.
func findPeople(v *visit.Visit) error {
	text := v.Fields.Text("q")
	view, found := visit.View{}, []people.Person(nil)
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		found, err = people.Find(r, v.Actor, text, 50)
		return err
	})
	if err != nil {
		return err
	}
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		for _, p := range found {
			if err := audit.View(tx, v.Actor.Audit(), p.ID, "search"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	view.Page = shell.Page{Title: "Find a person", Section: "People", Back: &ui.Link{Text: "Back to your people", Href: "/caseload"}}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		view.Body = foundPage(text, found, dates.Of(r.Now()))
		return view, nil
	})
}
