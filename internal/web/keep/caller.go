package keep

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/keepers"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

var door = bylink.Door{Purpose: keepers.LinkPurpose, Path: linkPath, Cookie: "linkwork-keeper"}

// caller is an organisation that came by its link.
type caller struct {
	bylink.Visitor
	Keeper keepers.Keeper // only when Known
}

// enter finds out who calls. A link that has ended has its own page, whatever
// was asked for.
func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return func(v *visit.Visit) error {
		var c caller
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
	c.Keeper, err = keepers.Get(r, c.Link.SubjectID)
	return err
}

// of is the address of an entry, and of what is below it.
func (c caller) of(e keepers.Entry, below string) string {
	return c.Href + "/" + url.PathEscape(e.ID) + below
}

// form sends a page with a form: as an error when there are faults.
func (c caller) form(v *visit.Visit, title string, body templ.Component, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return c.Page(v, title, status, body)
}
