package day

import (
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showNotThereYet(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		entries, err := referrals.NotThereYet(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		ids := make([]string, 0, len(entries))
		for _, e := range entries {
			if e.PersonID != "" {
				ids = append(ids, e.PersonID)
			}
		}
		named, err := people.Named(r, ids)
		if err != nil {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "For the practice's record", Section: "My day", Back: &ui.Link{Text: "Back to my day", Href: "/day"}},
			Body: notThereYetPage(entries, named, visit.NewToken())}, nil
	})
}

func markCopied(v *visit.Visit) error {
	if err := referrals.MarkCopied(v.Context(), v.House.DB, v.Actor, v.Fields.All("entry")); err != nil {
		return err
	}
	back := "/practice-record"
	if person := v.Fields.Text("person"); person != "" {
		back = "/people/" + person + "/contacts"
	}
	return v.Done(back, "Marked as in the practice's record.")
}
