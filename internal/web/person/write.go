package person

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/correspondence"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// letterbox is what there is to send with.
func letterbox(v *visit.Visit) correspondence.House {
	return correspondence.House{BaseURL: v.House.BaseURL, Texts: v.House.Texts, Mail: v.House.Mail}
}

// start is the first page of writing: to whom, from which words, set how.
type start struct {
	about.Subject
	To        []correspondence.Recipient
	Templates []correspondence.Template
}

func showWrite(v *visit.Visit) error {
	return form(v, "Write", "/messages", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		to, err := correspondence.Recipients(r, v.Actor, s.ID)
		if err != nil {
			return nil, err
		}
		templates, err := correspondence.Templates(r, correspondence.Shelf{TeamID: s.Case.TeamID})
		return writePage(v.Fields, start{s, to, templates}), err
	})
}

// sheet is the second page: the words, and how they go.
type sheet struct {
	about.Subject
	To     correspondence.Recipient
	Ways   []correspondence.Way
	Ending string // of a draft that was looked at
	Seen   string // mark of that draft, "" before
	Draft  correspondence.Draft
	Mail   bool // there is a mail server
}

// draftOf reads what was typed. "to" names the audience and who of it.
func draftOf(v *visit.Visit) correspondence.Draft {
	f := v.Fields
	audience, id, _ := strings.Cut(f.Get("to"), ":")
	format := correspondence.Format(f.Get("format"))
	if format == "" {
		format = correspondence.Plain
	}
	return correspondence.Draft{PersonID: v.Path("person"), Audience: correspondence.Audience(audience), ToID: id, Way: people.ContactBy(f.Get("way")), Format: format,
		Words: f.Get("words"), Template: f.Get("template"), Knowing: f.Is("knowing", "yes")}
}

// mark tells a draft that was looked at from one that was changed since.
func mark(d correspondence.Draft) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(d.Audience), d.ToID, string(d.Way), string(d.Format), d.Words}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

func showWords(v *visit.Visit) error {
	d := draftOf(v)
	return form(v, "Write", "/write", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		words, _, err := correspondence.Fill(r, v.Actor, s.ID, d.Audience, d.ToID, d.Template, d.Format)
		if err != nil {
			return nil, err
		}
		v.Fields.Set("words", words)
		sh, err := readSheet(r, v, s, d)
		return wordsPage(v.Fields, sh, visit.NewToken(), nil), err
	})
}

func readSheet(r *db.Snapshot, v *visit.Visit, s about.Subject, d correspondence.Draft) (sh sheet, err error) {
	sh = sheet{Subject: s, Draft: d, Mail: v.House.Mail}
	all, err := correspondence.Recipients(r, v.Actor, s.ID)
	if err != nil {
		return sh, err
	}
	for _, to := range all {
		if to.Audience == d.Audience && to.ID == d.ToID {
			sh.To = to
			sh.Ways, err = correspondence.Ways(r, v.Actor, letterbox(v), s.Case, to)
			return sh, err
		}
	}
	return sh, db.ErrNotFound
}

// sendWords shows a draft as it would go, or sends one that was shown.
func sendWords(v *visit.Visit) error {
	d := draftOf(v)
	if !v.Fields.Is("then", "send") || v.Fields.Get("seen") != mark(d) {
		return lookAtWords(v, d)
	}
	id, err := correspondence.Write(v.Context(), v.House.DB, v.Actor, v.Once(), letterbox(v), d)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wordsForm(v, d, "", bad) })
	}
	if d.Way == people.ByLetter {
		return v.Done(href(v, "/written/"+id), "Ready to print.")
	}
	return v.Done(href(v, "/messages"), "It is on its way.")
}

func lookAtWords(v *visit.Visit, d correspondence.Draft) error {
	var ending string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		ending, err = correspondence.Check(r, v.Actor, letterbox(v), d)
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wordsForm(v, d, "", bad) })
	}
	return wordsForm(v, d, ending, nil)
}

func wordsForm(v *visit.Visit, d correspondence.Draft, ending string, bad *db.Invalid) error {
	return form(v, "Write", "/write", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		sh, err := readSheet(r, v, s, d)
		if bad == nil {
			sh.Ending, sh.Seen = ending, mark(d)
		}
		return wordsPage(v.Fields, sh, visit.NewToken(), visit.Faults(bad)), err
	})
}

// written is a piece with what became of it.
type written struct {
	about.Subject
	correspondence.Piece
	Entry  messages.Entry // zero for a letter
	HTML   string         // of a letter
	PDF    bool
	Letter correspondence.Way // to the person, for a piece that did not go
}

func readWritten(r *db.Snapshot, v *visit.Visit, s about.Subject) (w written, err error) {
	w = written{Subject: s, PDF: v.House.PDF != ""}
	if w.Piece, err = correspondence.Get(r, v.Actor, s.ID, v.Path("piece")); err != nil {
		return w, err
	}
	if w.MessageID == "" {
		w.HTML, err = w.Piece.HTML(r)
		return w, err
	}
	if w.Entry, err = messages.Get(r, w.MessageID); err != nil {
		return w, err
	}
	w.Letter, err = letterWay(r, v, s)
	return w, err
}

// letterWay is whether and how carefully a letter may go to the person.
func letterWay(r *db.Snapshot, v *visit.Visit, s about.Subject) (correspondence.Way, error) {
	ways, err := correspondence.Ways(r, v.Actor, letterbox(v), s.Case, correspondence.Recipient{Audience: correspondence.ForPerson})
	for _, w := range ways {
		if w.By == people.ByLetter {
			return w, err
		}
	}
	return correspondence.Way{}, err
}

func showWritten(v *visit.Visit) error { return writtenForm(v, nil) }

func writtenForm(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "letter", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		w, err := readWritten(r, v, s)
		page := shell.Page{Title: "Written", Section: "People", Back: &ui.Link{Text: "Back to messages", Href: s.Href("/messages")}}
		return v.FormView(page, writtenPage(v.Fields, w, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func printWritten(v *visit.Visit) error {
	var html string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		p, err := correspondence.Get(r, v.Actor, v.Path("person"), v.Path("piece"))
		if err != nil {
			return err
		}
		if p.State == "" {
			return db.ErrNotFound
		}
		html, err = p.HTML(r)
		return err
	})
	if err != nil {
		return err
	}
	return sendPDF(v, v.Path("person"), html)
}

func markPrinted(v *visit.Visit) error {
	err := correspondence.MarkPrinted(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("piece"), v.Fields.Version())
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return writtenForm(v, bad) })
	}
	return v.Done(href(v, "/messages"), "Written down: it is printed, and posted or handed over.")
}

func writtenAsLetter(v *visit.Visit) error {
	id, err := correspondence.AsLetter(v.Context(), v.House.DB, v.Actor, v.Once(), letterbox(v), v.Path("person"), v.Path("piece"), v.Fields.Is("knowing", "yes"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return writtenForm(v, bad) })
	}
	return v.Done(href(v, "/written/"+id), "The same words, ready to print.")
}

func toKey(to correspondence.Recipient) string { return string(to.Audience) + ":" + to.ID }

// lengthWords say how long a text is on its way.
func lengthWords(text string) string {
	l := messages.LengthOf(text)
	words := dates.Count(l.Characters, "character", "characters") + ", sent as " + dates.Count(l.Parts, "text", "texts") + "."
	if l.Wide {
		words += " It has a letter or sign outside the basic alphabet, which makes each text shorter."
	}
	return words
}
