package keepers

import (
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/links"
)

// Events lets an organisation in, by its link, to the events that it holds for one of its
// entries. Names of people stand in them, so only a link lets in that wants a code on every
// new browser: the mail of an ask is passed on. db.ErrNotFound for others.
func Events(l links.Link, serviceID string) events.Entrance {
	return func(r db.Reader) (events.Host, error) {
		if !MayHoldEvents(l) {
			return events.Host{}, db.ErrNotFound
		}
		_, entry, err := kept(r, l, serviceID)
		if err != nil {
			return events.Host{}, err
		}
		return events.OfEntry(r, entry.ID, byLink(l, entry.Service))
	}
}

// MayHoldEvents reports whether a link is one of those.
func MayHoldEvents(l links.Link) bool { return l.Purpose == LinkPurpose && l.Proof == links.Code }
