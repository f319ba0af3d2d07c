package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/letters"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showNewSupporting(v *visit.Visit) error { return supportingForm(v, nil) }

// supportingForm shows a letter that is not finished, begun from the record or
// as it was typed.
func supportingForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Supporting letter", "/letters", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		l := letters.Supporting{PersonID: s.ID, Kind: v.Fields.Get("kind")}
		var err error
		if id := v.Path("support"); id != "" {
			if l, err = letters.GetSupporting(r, v.Actor, s.ID, id); err != nil {
				return nil, err
			}
		} else if bad == nil {
			if l, err = letters.Draft(r, v.Actor, s.ID, l.Kind); err != nil {
				return nil, err
			}
		}
		if bad == nil {
			for name, text := range map[string]string{"addressee": l.Addressee, "seen": l.Seen, "told": l.Told, "helps": l.Helps} {
				v.Fields.Set(name, text)
			}
		}
		support, ok := letters.SupportOf(l.Kind)
		if !ok {
			return nil, db.ErrNotFound
		}
		return supportingPage(v.Fields, s, l, support, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func saveSupporting(v *visit.Visit) error {
	f := v.Fields
	l := letters.Supporting{ID: v.Path("support"), PersonID: v.Path("person"), Kind: f.Get("kind"), Addressee: f.Get("addressee"), Seen: f.Get("seen"), Told: f.Get("told"), Helps: f.Get("helps"),
		Agreed: f.Is("agreed", "yes"), Version: f.Version()}
	finish, notice := f.Is("then", "finish"), "Kept as a draft."
	if finish {
		notice = "Finished. Print it, or give it to them as a PDF."
	}
	id, err := letters.SaveSupporting(v.Context(), v.House.DB, v.Actor, v.Once(), l, finish)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return supportingForm(v, bad) })
	}
	return v.Done(href(v, "/support/"+id), notice)
}

func showSupporting(v *visit.Visit) error {
	l, err := theSupporting(v)
	if err != nil {
		return err
	}
	if !l.Finished() {
		return supportingForm(v, nil)
	}
	return v.ShowPerson(v.Path("person"), "supporting letter", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		page := shell.Page{Title: "Supporting letter", Section: "People", Back: &ui.Link{Text: "Back to letters", Href: s.Href("/letters")}}
		return visit.View{Page: page, Body: finishedSupportingPage(s, l, v.House.PDF != "")}, err
	})
}

func theSupporting(v *visit.Visit) (l letters.Supporting, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		l, err = letters.GetSupporting(r, v.Actor, v.Path("person"), v.Path("support"))
		return err
	})
	return l, err
}

func printSupporting(v *visit.Visit) error {
	l, err := theSupporting(v)
	if err != nil {
		return err
	}
	if !l.Finished() {
		return db.ErrNotFound
	}
	return sendPDF(v, l.PersonID, l.HTML)
}

// sendPDF makes a PDF of a finished letter, where Chromium is installed.
func sendPDF(v *visit.Visit, personID, html string) error {
	if v.House.PDF == "" {
		return db.ErrNotFound
	}
	if err := letters.NotePrint(v.Context(), v.House.DB, v.Actor, personID); err != nil {
		return err
	}
	pdf, err := letters.PDF(v.Context(), v.House.PDF, html)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/pdf")
	v.W.Header().Set("Content-Disposition", `attachment; filename="letter.pdf"`)
	_, err = v.W.Write(pdf)
	return err
}
