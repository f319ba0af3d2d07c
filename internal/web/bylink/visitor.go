package bylink

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Visitor is somebody who came through a door for organisations and for those
// who refer, as far as the link tells.
type Visitor struct {
	Area  teams.Area
	Link  links.Link
	Known bool   // the browser has given its proof
	Href  string // of the link
	door  Door
}

// Visitor finds out who came by the visit's link. links.ErrEnded comes with the
// area and the link, for the page that says so.
func (d Door) Visitor(r db.Reader, v *visit.Visit) (x Visitor, err error) {
	x.Href, x.door = d.Href(v, ""), d
	if x.Area, err = teams.TheArea(r); err != nil {
		return x, err
	}
	if x.Link, err = d.Find(r, v); err != nil {
		return x, err
	}
	x.Known, err = d.Known(r, v, x.Link)
	return x, err
}

// Page sends a page of the place.
func (x Visitor) Page(v *visit.Visit, title string, status int, body templ.Component) error {
	frame := visit.ForOrganisations
	if x.door.Frame != nil {
		frame = x.door.Frame
	}
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return visit.View{Page: shell.Page{Title: title, Public: frame(x.Area), Error: status == http.StatusUnprocessableEntity}, Body: body, Status: status}, nil
	})
}

// OrEnded answers links.ErrEnded with its page, and passes on everything else.
func (x Visitor) OrEnded(v *visit.Visit, err error) error {
	if !errors.Is(err, links.ErrEnded) {
		return err
	}
	ended := Ended
	if x.door.Ended != nil {
		ended = x.door.Ended
	}
	return x.Page(v, "This link has ended", http.StatusGone, ended(x.Area))
}

// SendCode sends a code to the address of the link and leads to where it is
// typed. about is the kind of record that the link is for.
func (x Visitor) SendCode(v *visit.Visit, about string) error {
	err := queueCode(v, about)
	if errors.Is(err, links.ErrTooMany) {
		return x.Page(v, "Too many codes", http.StatusTooManyRequests, tooManyCodes(x))
	}
	if err != nil {
		return err
	}
	return v.Go(x.Href + "?code=sent")
}
