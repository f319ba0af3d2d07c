// Package takepart is where somebody reads about a study by their own link, on their
// phone and without an account, and decides whether to take part, clause by clause.
//
// Opening any page changes nothing: programs that check mail open links too. The link
// is used up by an answer. Whoever answered sees their copy once, to print or save,
// in the answer to what they sent: it stands at no address, so that a link that was
// passed on shows nobody what they said.
package takepart

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	at := consent.Path + "/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: entered(read)},
		{Pattern: "GET " + at + "/decide", Who: visit.Public, Handle: entered(showDecide)},
		{Pattern: "POST " + at + "/decide", Who: visit.Public, Handle: decide},
		{Pattern: "GET " + at + "/no", Who: visit.Public, Handle: entered(showNo)},
		{Pattern: "POST " + at + "/no", Who: visit.Public, Handle: decline},
		{Pattern: "GET " + at + "/file", Who: visit.Public, Handle: entered(sendFile)},
	}
}

// reader is somebody with a link that works.
type reader struct {
	Area teams.Area
	consent.Opened
	Sheet []byte // as approved
	Who   studies.Responsible
	Early bool   // they have had less time to think than the form gives
	Href  string // of the link
}

func href(v *visit.Visit) string { return consent.Path + "/" + v.Path("token") }

// entered lets those in whose link works; a link that ended has its own page.
func entered(handle func(*visit.Visit, reader) error) visit.Handler {
	return func(v *visit.Visit) error {
		x := reader{Href: href(v)}
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
			if x.Area, err = teams.TheArea(r); err != nil {
				return err
			}
			if x.Opened, err = consent.Open(r, v.Path("token")); err != nil {
				return err
			}
			if x.Who, err = studies.WhoAnswers(r, x.Study.ID); err != nil {
				return err
			}
			x.Early = x.Opened.Early(dates.Of(r.Now()))
			x.Sheet, err = approvals.Body(r, x.Documents.Sheet.ID)
			return err
		})
		if err == nil {
			err = handle(v, x)
		}
		return orEnded(v, err)
	}
}

// orEnded answers a link that has ended with why, in plain words.
func orEnded(v *visit.Visit, err error) error {
	if !errors.Is(err, links.ErrEnded) {
		return err
	}
	var area teams.Area
	var e consent.Ended
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if area, err = teams.TheArea(r); err != nil {
			return err
		}
		e, err = consent.WhyEnded(r, v.Path("token"))
		return err
	}); err != nil {
		return err
	}
	return page(v, area, shell.Page{Title: endedTitle(e.Why)}, http.StatusGone, endedPage(e))
}

// page sends a page of the place.
func page(v *visit.Visit, area teams.Area, p shell.Page, status int, body templ.Component) error {
	p.Public, p.Error = visit.ForPeople(area), status == http.StatusUnprocessableEntity
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return visit.View{Page: p, Body: body, Status: status}, nil
	})
}

func (x reader) back() *ui.Link { return &ui.Link{Text: "Back to the information", Href: x.Href} }

func read(v *visit.Visit, x reader) error {
	return page(v, x.Area, shell.Page{Title: title(x.Study)}, http.StatusOK, readPage(x))
}

func title(s studies.Study) string { return "Taking part in research: " + s.Title }

func showDecide(v *visit.Visit, x reader) error { return decideForm(v, x, nil) }

func decideForm(v *visit.Visit, x reader, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return page(v, x.Area, shell.Page{Title: x.Read.Title, Back: x.back()}, status, decidePage(v.Fields, x, visit.NewToken(), visit.Faults(bad)))
}

// decide keeps what they said and shows them their copy.
func decide(v *visit.Visit) error {
	said := make(map[string]bool)
	for name := range v.Fields.Values {
		if code, is := strings.CutPrefix(name, "clause-"); is && (v.Fields.Is(name, "yes") || v.Fields.Is(name, "no")) {
			said[code] = v.Fields.Is(name, "yes")
		}
	}
	err := consent.Decide(v.Context(), v.House.DB, v.Once(), v.Path("token"), said, v.Fields.Get("typed_name"), v.Fields.Is("sooner", "yes"))
	var bad *db.Invalid
	if errors.As(err, &bad) {
		return entered(func(v *visit.Visit, x reader) error {
			forThem(bad, x.Read)
			return decideForm(v, x, bad)
		})(v)
	}
	if err != nil {
		return orEnded(v, err)
	}
	return showCopy(v)
}

// forThem says the faults of a form to whoever decides, instead of to a researcher.
func forThem(bad *db.Invalid, form consent.Form) {
	for i, f := range bad.Fields {
		code, isClause := strings.CutPrefix(f.Field, "clause-")
		c, _ := form.Clause(code)
		switch {
		case f.Field == "typed_name":
			bad.Fields[i].Message = "Type your name"
		case f.Field == "why-time":
			bad.Fields[i] = db.FieldError{Field: "sooner", Message: "Take the time to think, or tick that you want to decide now"}
		case isClause && strings.HasPrefix(f.Message, "Without"):
			bad.Fields[i].Message = "Without " + c.Quoted() + " you cannot take part. If the answer is no, choose “I do not want to take part” below"
		}
	}
}

// ownCopy is what somebody agreed to, to keep.
type ownCopy struct {
	consent.Opened
	Consent consent.Consent
	Sheet   []byte
	Who     studies.Responsible
}

func showCopy(v *visit.Visit) error {
	var area teams.Area
	var c ownCopy
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if area, err = teams.TheArea(r); err != nil {
			return err
		}
		if c.Opened, c.Consent, err = consent.DecidedBy(r, v.Path("token")); err != nil {
			return err
		}
		if c.Who, err = studies.WhoAnswers(r, c.Study.ID); err != nil {
			return err
		}
		c.Sheet, err = approvals.Body(r, c.Consent.SheetID)
		return err
	}); err != nil {
		return err
	}
	return page(v, area, shell.Page{Title: "Thank you"}, http.StatusOK, copyPage(c))
}

func showNo(v *visit.Visit, x reader) error {
	return page(v, x.Area, shell.Page{Title: "You do not want to take part", Back: x.back()}, http.StatusOK, noPage(x, visit.NewToken()))
}

func decline(v *visit.Visit) error {
	var area teams.Area
	var study studies.Study
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if area, err = teams.TheArea(r); err != nil {
			return err
		}
		e, err := consent.WhyEnded(r, v.Path("token"))
		study = e.Study
		return err
	})
	if err == nil {
		err = consent.Decline(v.Context(), v.House.DB, v.Once(), v.Path("token"))
	}
	if err != nil {
		return orEnded(v, err)
	}
	return page(v, area, shell.Page{Title: "Thank you"}, http.StatusOK, declinedPage(study))
}

// sendFile sends the information sheet as a file to keep.
func sendFile(v *visit.Visit, x reader) error {
	sheet := x.Documents.Sheet
	ending := ".md"
	if sheet.MediaType == approvals.PDF {
		ending = ".pdf"
	}
	return v.SendBody("Information "+sheet.Number+ending, sheet.MediaType, x.Sheet)
}
