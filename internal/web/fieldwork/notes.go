package fieldwork

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// notebook is the notes of a study, and what a new one needs.
type notebook struct {
	studies.Seat
	Notes   []fieldwork.Note
	Mine    []studies.Site // where the reader meets people
	Names   map[string]string
	Session fieldwork.Session // that a note is about; zero for none
	One     fieldwork.Note    // that is changed
}

// mostNotes is how many notes the page shows.
const mostNotes = 50

func showNotes(v *visit.Visit) error { return notesPage(v, nil) }

func notesPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var b notebook
		if err := b.read(r, s); err != nil {
			return visit.View{}, err
		}
		if id := v.Fields.Get("session"); id != "" {
			e, err := fieldwork.Get(r, s, studies.Meet, id)
			if err != nil {
				return visit.View{}, err
			}
			b.Session = e
			if bad == nil {
				b.propose(v.Fields)
			}
		}
		back := instudy.Back(s.Study, "Back to transcripts", "/fieldwork/transcripts")
		if s.Has(studies.Meet) {
			back = instudy.Back(s.Study, "Back to fieldwork", "/fieldwork")
		}
		page := instudy.Page(s, "Notes and debrief", "", back)
		return v.FormView(page, notesBody(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Read)
}

// propose fills in what a note about a session is likely to be: of its day, and the
// debrief of a day of shadowing.
func (b *notebook) propose(f visit.Fields) {
	if b.Session.Kind == fieldwork.Shadowing {
		f.Set("kind", string(fieldwork.Debrief))
	}
	if !b.Session.HeldOn.IsZero() {
		f.SetDate("day", b.Session.HeldOn)
	}
}

func (b *notebook) read(r *db.Snapshot, s studies.Seat) (err error) {
	b.Seat = s
	if b.Notes, err = fieldwork.Notes(r, s, ""); err != nil {
		return err
	}
	all, err := s.AllSites(r)
	if err != nil {
		return err
	}
	b.Mine = slices.DeleteFunc(slices.Clone(all), func(x studies.Site) bool { return !s.At(studies.Meet, x.ID) })
	b.Names, err = s.SiteNames(r)
	return err
}

func write(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	n := fieldwork.Note{StudyID: v.Path("study"), SiteID: f.Get("site"), SessionID: f.Get("session"), Kind: fieldwork.NoteKind(f.Get("kind")), Day: f.Date("day", bad), Words: f.Get("words"), Weighs: f.Get("weighs")}
	err := bad.Err()
	if err == nil {
		_, err = fieldwork.Write(v.Context(), v.House.DB, v.Actor, v.Once(), n)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return notesPage(v, bad) })
	}
	if n.SessionID != "" {
		return instudy.Done(v, "/fieldwork/sessions/"+n.SessionID, "Kept.")
	}
	return instudy.Done(v, "/fieldwork/notes", "Kept.")
}

func showNote(v *visit.Visit) error { return notePage(v, nil) }

func notePage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var b notebook
		if err := b.read(r, s); err != nil {
			return visit.View{}, err
		}
		i := slices.IndexFunc(b.Notes, func(n fieldwork.Note) bool { return n.ID == v.Path("jotting") })
		if i < 0 {
			return visit.View{}, db.ErrNotFound
		}
		b.One = b.Notes[i]
		if bad == nil {
			v.Fields.Set("words", b.One.Words)
			v.Fields.Set("weighs", b.One.Weighs)
		}
		page := instudy.Page(s, b.One.Kind.Words(), "", instudy.Back(s.Study, "Back to notes", "/fieldwork/notes"))
		return v.FormView(page, noteBody(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Read)
}

func rewrite(v *visit.Visit) error {
	f := v.Fields
	if err := fieldwork.Rewrite(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("jotting"), f.Version(), f.Get("words"), f.Get("weighs")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return notePage(v, bad) })
	}
	return instudy.Done(v, "/fieldwork/notes", "Saved.")
}
