package desk

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// names finds the people whom notes are about; the notes were limited to what
// the reader may see.
func names(r *db.Snapshot, notes []desk.Note) (map[string]people.Person, error) {
	var ids []string
	for _, n := range notes {
		if n.PersonID != "" {
			ids = append(ids, n.PersonID)
		}
	}
	return people.Named(r, ids)
}

// tray is what waits and what was done lately.
type tray struct {
	Waiting, Lately []desk.Note
	People          map[string]people.Person
	Today           dates.Date
}

func showWaiting(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t := tray{Today: dates.Of(r.Now())}
		var err error
		if t.Waiting, err = desk.Waiting(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if t.Lately, err = desk.Lately(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		t.People, err = names(r, append(t.Waiting[:len(t.Waiting):len(t.Waiting)], t.Lately...))
		return visit.View{Page: shell.Page{Title: "Messages", Section: "Messages", Wide: true}, Body: trayPage(t)}, err
	})
}

func showNote(v *visit.Visit) error { return notePage(v, nil, "", nil) }

// notePage shows a note, with the people found for it if a search was made.
func notePage(v *visit.Visit, bad *db.Invalid, q string, found []people.Person) error {
	var subject string
	return v.ShowPersonOf(&subject, "message", func(r *db.Snapshot) (visit.View, error) {
		n, err := desk.TheNote(r, v.Actor, v.Path("note"))
		if err != nil {
			return visit.View{}, err
		}
		subject = n.PersonID
		named, err := names(r, []desk.Note{n})
		page := shell.Page{Title: "Message", Section: "Messages", Back: &ui.Link{Text: "Back to messages", Href: "/messages"}}
		return v.FormView(page, oneNotePage(v.Fields, n, named[n.PersonID], q, found, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func settle(v *visit.Visit) error {
	f := v.Fields
	m := desk.Move{NoteID: v.Path("note"), Version: f.Version(), To: desk.State(f.Get("to")), Reply: f.Get("reply")}
	if err := desk.Settle(v.Context(), v.House.DB, v.Actor, v.Once(), m); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return notePage(v, bad, "", nil) })
	}
	return v.Done("/messages", "Saved: "+m.To.Words()+".")
}

// findPerson looks for whom a note may be about, among those whom the reader
// may see. Whoever is found is on the audit trail.
func findPerson(v *visit.Visit) error {
	found, err := v.FindPeople(v.Fields.Text("q"), 10)
	if err != nil {
		return err
	}
	return notePage(v, nil, v.Fields.Text("q"), found)
}

func recognise(v *visit.Visit) error {
	err := desk.Recognise(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("note"), v.Fields.Version(), v.Fields.Get("person"))
	if err != nil {
		return err
	}
	return v.Done("/messages", "It is with their link worker now.")
}
