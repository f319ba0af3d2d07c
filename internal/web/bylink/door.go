package bylink

import (
	"errors"
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/web/visit"
)

// Door is a place that people enter by a link of one purpose. The routes of the
// place have the wildcard {token}.
type Door struct {
	Purpose string // of its links
	Path    string // of the place, "/answer"; the cookie goes nowhere else
	Cookie  string // name of the cookie that remembers a browser
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
	http.SetCookie(v.W, &http.Cookie{
		Name: d.Cookie, Value: device, Path: d.Path, MaxAge: int(links.Remembered.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.House.Secure(),
	})
}

// Href is an address below the one of the visit's link: Href(v, "/code").
func (d Door) Href(v *visit.Visit, below string) string {
	return d.Path + "/" + v.Path("token") + below
}
