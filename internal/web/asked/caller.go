package asked

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: asking.LinkPurpose, Path: asking.Path, Cookie: "linkwork-questions", Frame: visit.ForPeople}

// caller is somebody who came by their link.
type caller struct {
	bylink.Visitor
	Asking  asking.Asking
	Offer   measures.Offer // of an instrument
	Reader  string         // name of who reads the answers on the day on which they come; "" for nobody
	Filling *form.Filling

	MayBeInvited bool   // at the end of a study's questionnaire they are asked about an interview
	token        string // then: of their link
	goOn         string // where a researcher goes on who typed the answers; "" for others
}

func (c caller) isForm() bool { return c.Asking.Kind == asking.Form }

// anonymous reports whether nobody knows who it is.
func (c caller) anonymous() bool { return c.Asking.PersonID == "" }

// language is that in which the questions are asked.
func (c caller) language() string {
	if c.Asking.Language == "" {
		return c.Filling.Form.Main()
	}
	return c.Asking.Language
}

func (c caller) in(w form.Words) string { return c.Filling.Form.In(w, c.language()) }

// worrying reports whether somebody should look at the answers so far today.
func (c caller) worrying() bool { return !c.isForm() && len(c.Offer.Worries(c.Asking.Answers)) > 0 }

// whoReads says who reads the answers, and when.
func (c caller) whoReads() string {
	if c.Reader == "" {
		return c.Asking.AskedName + " and the people who support you see your answers. They do not read them at once."
	}
	words := c.Reader + " reads your answers on the day they come, in these hours: " + c.Area.Hours + ". Answers that come at another time are read when these hours begin again."
	if c.Reader != c.Asking.AskedName {
		words += " " + c.Asking.AskedName + " and the people who support you see them too."
	}
	return words
}

// done reports whether the answers were given; the link is then used up.
func (c caller) done() bool { return c.Asking.Finished() }

// enter finds out who calls. A link that ended without being answered has its
// own page; one that was answered leads to the end.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		var c caller
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.read(r, v) })
		if err == nil {
			err = handle(v, c)
		}
		if errors.Is(err, links.ErrEnded) {
			return c.page(v, shell.Page{Title: "This link has ended"}, http.StatusGone, endedPage(c.Area))
		}
		return err
	}
}

// proven lets only browsers pass that have given their proof, while there is
// something to answer.
func proven(handle func(v *visit.Visit, c caller) error) func(v *visit.Visit, c caller) error {
	return func(v *visit.Visit, c caller) error {
		switch {
		case !c.Known:
			return v.Go(c.Href)
		case c.done():
			return v.Go(c.Href + "/end")
		}
		return handle(v, c)
	}
}

func (c *caller) read(r *db.Snapshot, v *visit.Visit) (err error) {
	var ended error
	if c.Visitor, ended = door.Visitor(r, v); ended != nil && !errors.Is(ended, links.ErrEnded) {
		return ended
	}
	if c.Asking, err = asking.OfLink(r, c.Link.ID); err != nil {
		if ended != nil && errors.Is(err, db.ErrNotFound) {
			return ended // the answers are gone, and with them what the link led to
		}
		return err
	}
	if ended != nil && !c.done() {
		return ended
	}
	f, err := c.form(r)
	if err != nil {
		return err
	}
	c.Filling = c.Asking.Filling(f, dates.Of(r.Now()))
	c.Known, err = door.Known(r, v, c.Link)
	return err
}

func (c *caller) form(r db.Reader) (form.Form, error) {
	if c.isForm() {
		asked, err := forms.Of(r, c.Asking)
		return asked.Edition.Form, err
	}
	var err error
	if c.Offer, err = measures.GetOffer(r, c.Asking.AboutID); err != nil {
		return form.Form{}, err
	}
	if c.Offer.HasReader() {
		names, err := identity.Names(r, []string{c.Offer.ReaderID})
		if err != nil {
			return form.Form{}, err
		}
		c.Reader = names[c.Offer.ReaderID]
	}
	return c.Offer.Form()
}

// page sends a page of the place.
func (c caller) page(v *visit.Visit, page shell.Page, status int, body templ.Component) error {
	page.Public, page.Error = visit.ForPeople(c.Area), status == http.StatusUnprocessableEntity
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return visit.View{Page: page, Body: body, Status: status}, nil
	})
}

func back(href string) *ui.Link { return &ui.Link{Text: "Back", Href: href} }
