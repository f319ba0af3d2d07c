package person

import (
	"strconv"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/letters"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showLetters(v *visit.Visit) error {
	return part(v, "Letters", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		list, err := letters.Of(r, v.Actor, s.ID)
		if err != nil {
			return nil, err
		}
		may, err := casework.MayReopen(r, s.Case)
		if err != nil {
			return nil, err
		}
		supporting, err := letters.SupportingOf(r, v.Actor, s.ID)
		return lettersBody(s, list, supporting, may), err
	})
}

func showNewLetter(v *visit.Visit) error { return letterForm(v, nil) }

// letterForm shows a new letter with the text made from the record, or the
// fields as they were typed.
func letterForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Letter to the practice", "/letters", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		sections := typed(v.Fields)
		letter := letters.Letter{PersonID: s.ID}
		var err error
		switch {
		case bad != nil:
		case v.Path("letter") != "":
			if letter, err = letters.Get(r, v.Actor, s.ID, v.Path("letter")); err != nil {
				return nil, err
			}
			sections = letter.Sections
			v.Fields.Set("asks", letter.Asks)
			if letter.Asks == "" {
				v.Fields.Set("ask", "none")
			} else {
				v.Fields.Set("ask", "asks")
			}
		default:
			if sections, err = letters.Compose(r, v.Actor, s.ID); err != nil {
				return nil, err
			}
		}
		practice, err := practiceOf(r, s)
		return letterFormPage(v.Fields, s, practice, letter, sections, visit.NewToken(), visit.Faults(bad)), err
	})
}

func practiceOf(r *db.Snapshot, s about.Subject) (teams.Practice, error) {
	if s.PracticeID == "" {
		return teams.Practice{}, nil
	}
	return teams.ThePractice(r, s.PracticeID)
}

// typed reads the sections of the letter form.
func typed(f visit.Fields) []letters.Section {
	var sections []letters.Section
	for i := 0; i < 20; i++ {
		title := f.Get("title_" + strconv.Itoa(i))
		if title == "" {
			break
		}
		sections = append(sections, letters.Section{Title: title, Text: f.Get("text_" + strconv.Itoa(i))})
	}
	return sections
}

func saveLetter(v *visit.Visit) error {
	f := v.Fields
	e := letters.Edited{PersonID: v.Path("person"), LetterID: v.Path("letter"), Version: f.Version(), None: f.Is("ask", "none"), Sections: typed(f)}
	if f.Is("ask", "asks") {
		e.Asks = f.Text("asks")
	}
	do, notice := letters.Save, "Letter kept as a draft."
	if f.Is("then", "send") {
		do, notice = letters.Send, "Letter sent. The practice is told that there is one."
	}
	id, err := do(v.Context(), v.House.DB, v.Actor, v.Once(), e)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return letterForm(v, bad) })
	}
	return v.Done(href(v, "/letters/"+id), notice)
}

func showLetter(v *visit.Visit) error {
	var sent bool
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		letter, err := letters.Get(r, v.Actor, v.Path("person"), v.Path("letter"))
		sent = letter.Sent()
		return err
	})
	if err != nil {
		return err
	}
	if !sent {
		return letterForm(v, nil)
	}
	return v.ShowPerson(v.Path("person"), "letter", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		letter, err := letters.Get(r, v.Actor, s.ID, v.Path("letter"))
		page := shell.Page{Title: "Letter", Back: &ui.Link{Text: "Back to letters", Href: s.Href("/letters")}, Section: "People"}
		return visit.View{Page: page, Body: sentLetterPage(s, letter, v.House.PDF != "")}, err
	})
}

// printLetter makes the PDF of a sent letter, where Chromium is installed.
func printLetter(v *visit.Visit) error {
	var letter letters.Letter
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		letter, err = letters.Get(r, v.Actor, v.Path("person"), v.Path("letter"))
		return err
	})
	if err != nil {
		return err
	}
	if !letter.Sent() {
		return db.ErrNotFound
	}
	return sendPDF(v, letter.PersonID, letter.HTML)
}
