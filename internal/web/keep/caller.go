package keep

import (
	"net/url"

	"linkwork/internal/db"
	"linkwork/internal/keepers"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/visit"
)

// caller is an organisation that came by its link.
type caller struct {
	bylink.Visitor
	Keeper keepers.Keeper // only when Known
}

var proven = bylink.Proven[caller]

func enter(handle func(v *visit.Visit, c caller) error) visit.Handler {
	return bylink.Enter(read, handle)
}

func read(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
	if c.Visitor, err = bylink.Keep.Visitor(r, v); err != nil || !c.Known {
		return c, err
	}
	c.Keeper, err = keepers.Get(r, c.Link.SubjectID)
	return c, err
}

// of is the address of an entry, and of what is below it.
func (c caller) of(e keepers.Entry, below string) string {
	return c.Href + "/" + url.PathEscape(e.ID) + below
}
