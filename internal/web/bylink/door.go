package bylink

import (
	"errors"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Door is a place that people enter by a link of one purpose. The routes of the
// place have the wildcard {token}.
type Door struct {
	Purpose string // of its links
	Path    string // of the place, "/answer"; the cookie goes nowhere else
	Cookie  string // name of the cookie that remembers a browser
	Asks    bool   // whether the browser is to be remembered for long: the form of the code has a tick for it

	// For a place of people: the frame of its pages, and the page for a link that
	// has ended. Those of organisations when nil.
	Frame func(teams.Area) *shell.Public
	Ended func(teams.Area) templ.Component
}

// Find returns the link that a visit came by. db.ErrNotFound: there is none, or
// it belongs to another door. links.ErrEnded: it has ended, and it comes back
// too.
func (d Door) Find(r db.Reader, v *visit.Visit) (links.Link, error) {
	l, err := links.Find(r, v.Path("token"))
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return links.Link{}, err
	}
	if l.Purpose != d.Purpose {
		return links.Link{}, db.ErrNotFound
	}
	return l, err
}

// Known reports whether the visit's browser may see what the link is for.
func (d Door) Known(r db.Reader, v *visit.Visit, l links.Link) (bool, error) {
	device := ""
	if cookie, err := v.R.Cookie(d.Cookie); err == nil {
		device = cookie.Value
	}
	return links.Known(r, l, device)
}

// Remember keeps the token of a browser that has just given its proof.
func (d Door) Remember(v *visit.Visit, device string) {
	age := int(d.lasts(v).Seconds())
	if d.Asks && !ticked(v) {
		age = 0 // until the browser is closed
	}
	d.setCookie(v, device, age)
}

// ForgetDevice forgets the visit's own browser.
func (d Door) ForgetDevice(tx *db.Tx, v *visit.Visit) error {
	cookie, err := v.R.Cookie(d.Cookie)
	if err != nil {
		return nil // it holds nothing
	}
	return links.ForgetDevice(tx, cookie.Value)
}

// DropCookie takes the token away from the visit's browser.
func (d Door) DropCookie(v *visit.Visit) { d.setCookie(v, "", -1) }

func (d Door) setCookie(v *visit.Visit, value string, age int) {
	http.SetCookie(v.W, &http.Cookie{
		Name: d.Cookie, Value: value, Path: d.Path, MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.House.Secure(),
	})
}

const (
	// RememberedLong is how long a browser is remembered whose reader ticked so.
	RememberedLong = 90 * 24 * time.Hour

	// rememberedShort is for one that is not to be remembered: a sitting.
	rememberedShort = 4 * time.Hour
)

func ticked(v *visit.Visit) bool { return v.Fields.Is("remember", "yes") }

// lasts is how long the visit's browser need not give its proof again.
func (d Door) lasts(v *visit.Visit) time.Duration {
	switch {
	case !d.Asks:
		return links.Remembered
	case ticked(v):
		return RememberedLong
	}
	return rememberedShort
}

// Href is an address below the one of the visit's link: Href(v, "/code").
func (d Door) Href(v *visit.Visit, below string) string {
	return d.Path + "/" + v.Path("token") + below
}
