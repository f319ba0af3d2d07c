package answer

import (
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

// The doors: a link for one referral, and a link for all to one address. Both
// ask for a code to the address, so the same browsers are known at both.
var (
	door     = bylink.Door{Purpose: connections.LinkPurpose, Path: "/answer", Cookie: "linkwork-organisation", Asks: true}
	listDoor = bylink.Door{Purpose: connections.ListPurpose, Path: door.Path, Cookie: door.Cookie, Asks: true}
)

// caller is an organisation that came by a link.
type caller struct {
	bylink.Visitor
	ForAll   bool              // the link is for all referrals to the address
	ListHref string            // of all of them
	Services []directory.Brief // that answer at the address

	// The referral that the page is about; only when Known.
	Connection       connections.Connection
	AsksIfCame       bool
	Here, ThanksHref string
	TeamName, Phone  string // of the team that sent it
}

var proven = bylink.Proven[caller]

// enter finds out who calls. A link to an address at which nobody answers any
// more has ended.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return bylink.Enter(read, handle)
}

// of finds the referral that a page is about, once the proof was given.
func of(handle func(v *visit.Visit, c caller) error) func(v *visit.Visit, c caller) error {
	return func(v *visit.Visit, c caller) error {
		switch {
		case !c.Known && v.Path("connection") != "":
			return v.Go(c.Href)
		case c.Known && c.ForAll && v.Path("connection") == "":
			return v.Go(c.ListHref)
		case c.Known:
			err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { return c.readConnection(r, v.Path("connection")) })
			if err != nil {
				return err
			}
		}
		return handle(v, c)
	}
}

func read(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
	c.ListHref = door.Href(v, "/referrals")
	c.Visitor, err = door.Visitor(r, v)
	if errors.Is(err, db.ErrNotFound) {
		c.ForAll = true
		c.Visitor, err = listDoor.Visitor(r, v)
	}
	if err != nil {
		return c, err
	}
	if c.Services, err = directory.AnsweringAt(r, c.Link.CodeTo); err == nil && len(c.Services) == 0 {
		err = links.ErrEnded
	}
	return c, err
}

// readConnection reads one referral to the address: the link's own for "",
// which takes the link with it when it may not be seen any more.
func (c *caller) readConnection(r db.Reader, id string) (err error) {
	if id == "" {
		c.Here = c.Href
		if c.Connection, err = connections.OfLink(r, c.Link.ID); errors.Is(err, db.ErrNotFound) {
			err = links.ErrEnded
		}
	} else {
		c.Here = c.ListHref + "/" + id
		c.Connection, err = connections.Through(r, c.Link.ID, id)
	}
	c.ThanksHref = c.Here + "/thanks"
	if err != nil {
		return err
	}
	if c.AsksIfCame, err = connections.AsksIfCame(r, c.Connection); err != nil {
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
