package day

import (
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showNotThereYet(v *visit.Visit) error { return notThereYet(v, nil) }

// notThereYet shows what is to be copied or sent, and what could not be sent a
// moment ago.
func notThereYet(v *visit.Visit, not []referrals.NotSent) error {
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
			Body: notThereYetPage(recordList{entries, named, not}, visit.NewToken())}, nil
	})
}

// recordList is what is not in the practices' records yet.
type recordList struct {
	entries []referrals.PracticeEntry
	named   map[string]people.Person
	not     []referrals.NotSent
}

// toDo are the entries that wait for the worker; the others are with a practice.
func (l recordList) toDo() []referrals.PracticeEntry { return unsent(l.entries) }

func (l recordList) sent() (sent []referrals.PracticeEntry) {
	for _, e := range l.entries {
		if e.Sent() {
			sent = append(sent, e)
		}
	}
	return sent
}

func (l recordList) why(id string) string {
	for _, n := range l.not {
		if n.Entry.ID == id {
			return n.Why
		}
	}
	return ""
}

func unsent(entries []referrals.PracticeEntry) (toDo []referrals.PracticeEntry) {
	for _, e := range entries {
		if !e.Sent() {
			toDo = append(toDo, e)
		}
	}
	return toDo
}

// sendEntries hands entries to the practices. What cannot go is shown with the
// reason.
func sendEntries(v *visit.Visit) error {
	ids := v.Fields.All("entry")
	not, err := referrals.SendEntries(v.Context(), v.House.DB, v.Actor, v.Once(), ids)
	switch {
	case err != nil:
		return err
	case len(not) > 0:
		return notThereYet(v, not)
	}
	return v.Done("/practice-record", "Sent. The practice’s own staff put it in.")
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
