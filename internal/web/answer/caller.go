package answer

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: connections.LinkPurpose, Path: "/answer", Cookie: "linkwork-organisation"}

// caller is an organisation that came by its link.
type caller struct {
	Area  teams.Area
	Link  links.Link
	Known bool // the browser has given its proof

	// What the link is for; only when Known.
	Connection       connections.Connection
	TeamName, Phone  string // of the team that sent it
	Href, ThanksHref string
}

// enter finds out who calls. A link that has ended has its own page, whatever
// was asked for.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		c := caller{Href: door.Href(v, ""), ThanksHref: door.Href(v, "/thanks")}
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.read(r, v) })
		if err == nil {
			err = handle(v, c)
		}
		if errors.Is(err, links.ErrEnded) {
			return c.page(v, "This link has ended", http.StatusGone, bylink.Ended(c.Area))
		}
		return err
	}
}

// proven lets only browsers pass that have given their proof; others are led
// to where they can give it.
func proven(handle func(v *visit.Visit, c caller) error) func(v *visit.Visit, c caller) error {
	return func(v *visit.Visit, c caller) error {
		if !c.Known {
			return v.Go(c.Href)
		}
		return handle(v, c)
	}
}

func (c *caller) read(r *db.Snapshot, v *visit.Visit) (err error) {
	if c.Area, err = teams.TheArea(r); err != nil {
		return err
	}
	if c.Link, err = door.Find(r, v); err != nil {
		return err
	}
	if c.Known, err = door.Known(r, v, c.Link); err != nil || !c.Known {
		return err
	}
	if c.Connection, err = connections.OfLink(r, c.Link.ID); err != nil {
		return err
	}
	return c.readTeam(r)
}

// readTeam finds the team of the worker who referred. When that worker has
// left, the area's own phone is still answered.
func (c *caller) readTeam(r db.Reader) error {
	c.TeamName, c.Phone = c.Area.Name, c.Area.Phone
	worker, err := access.Load(r, c.Connection.AccountID, c.Connection.ByName)
	if err != nil || worker.TeamID() == "" {
		return err
	}
	team, err := teams.TheTeam(r, worker.TeamID())
	if err != nil {
		return err
	}
	c.TeamName = team.Name
	if team.Phone != "" {
		c.Phone = team.Phone
	}
	return nil
}

// page sends a page of the place.
func (c caller) page(v *visit.Visit, title string, status int, body templ.Component) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) { return c.view(title, status, body), nil })
}

func (c caller) view(title string, status int, body templ.Component) visit.View {
	return visit.View{Page: shell.Page{Title: title, Public: visit.ForOrganisations(c.Area), Error: status == http.StatusUnprocessableEntity},
		Body: body, Status: status}
}
