package wellbeing

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: measures.LinkPurpose, Path: "/wellbeing", Cookie: "linkwork-wellbeing"}

// caller is a person who came by their link.
type caller struct {
	Area    teams.Area
	Link    links.Link
	Known   bool // the browser has given its proof
	Request measures.Request
	Offer   measures.Offer
	Filling *form.Filling
	Href    string
}

// worrying reports whether somebody should look at the answers so far today.
func (c caller) worrying() bool { return len(c.Offer.Worries(c.Request.Answers)) > 0 }

// done reports whether all questions were answered; the link is then used up.
func (c caller) done() bool { return !c.Request.AnsweredAt.IsZero() }

// enter finds out who calls. A link that ended without being answered has its
// own page; one that was answered leads to the end.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		c := caller{Href: door.Href(v, "")}
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

func (c *caller) read(r *db.Snapshot, v *visit.Visit) (err error) {
	if c.Area, err = teams.TheArea(r); err != nil {
		return err
	}
	var ended error
	if c.Link, ended = door.Find(r, v); ended != nil && !errors.Is(ended, links.ErrEnded) {
		return ended
	}
	if c.Request, err = measures.OfLink(r, c.Link.ID); err != nil {
		return err
	}
	if ended != nil && !c.done() {
		return ended
	}
	if c.Offer, err = measures.GetOffer(r, c.Request.Instrument); err != nil {
		return err
	}
	if c.Filling, err = c.Request.Filling(c.Offer, dates.Of(r.Now())); err != nil {
		return err
	}
	c.Known, err = door.Known(r, v, c.Link)
	return err
}

// page sends a page of the place.
func (c caller) page(v *visit.Visit, page shell.Page, status int, body templ.Component) error {
	page.Public, page.Error = visit.ForPeople(c.Area), status == http.StatusUnprocessableEntity
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return visit.View{Page: page, Body: body, Status: status}, nil
	})
}

func back(href string) *ui.Link { return &ui.Link{Text: "Back", Href: href} }
