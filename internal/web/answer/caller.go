package answer

import (
	"linkwork/internal/access"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: connections.LinkPurpose, Path: "/answer", Cookie: "linkwork-organisation"}

// caller is an organisation that came by its link.
type caller struct {
	bylink.Visitor
	ThanksHref string

	// What the link is for; only when Known.
	Connection      connections.Connection
	TeamName, Phone string // of the team that sent it
}

// enter finds out who calls. A link that has ended has its own page, whatever
// was asked for.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		c := caller{ThanksHref: door.Href(v, "/thanks")}
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.read(r, v) })
		if err == nil {
			err = handle(v, c)
		}
		return c.OrEnded(v, err)
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
	if c.Visitor, err = door.Visitor(r, v); err != nil || !c.Known {
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
