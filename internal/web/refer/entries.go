package refer

import (
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// records is what the practice is asked to put into its records.
type records struct {
	waiting, lately []referrals.PracticeEntry
	named           map[string]people.Person
	failed          string // the entry whose form came back with a fault
}

func showEntries(v *visit.Visit) error { return entriesForm(v, "", nil) }

func entriesForm(v *visit.Visit, failed string, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "entries for the record", func(r *db.Snapshot) (visit.View, error) {
		waiting, lately, err := referrals.AtThePractice(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		l := records{waiting: waiting, lately: lately, failed: failed}
		for _, e := range append(waiting[:len(waiting):len(waiting)], lately...) {
			if e.PersonID != "" {
				seen = append(seen, e.PersonID)
			}
		}
		if l.named, err = people.Named(r, seen); err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "For your records", Section: "For your records"}
		return v.FormView(page, entriesPage(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func putIn(v *visit.Visit) error {
	if err := referrals.PutIn(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("entry")); err != nil {
		return err
	}
	return v.Done("/refer/entries", "Marked as in your record.")
}

func sendBack(v *visit.Visit) error {
	if err := referrals.SendBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("entry"), v.Fields.Get("why")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return entriesForm(v, v.Path("entry"), bad) })
	}
	return v.Done("/refer/entries", "Sent back. The link worker reads why.")
}
