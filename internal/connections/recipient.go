package connections

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/people"
)

// ListPurpose marks the links that open all referrals to one address.
const ListPurpose = "connections"

// Through returns one referral to the address that a link's codes go to: the
// one that the link is for, or any other. db.ErrNotFound for every other, for
// what the person does not share any more, and when the address is not the
// service's any more.
func Through(r db.Reader, linkID, id string) (Connection, error) {
	c, err := db.One(r, scanConnection, connectionColumns+` WHERE n.id = $1 AND n.kind = 'referred'`, id)
	if err != nil {
		return c, err
	}
	link, err := links.Get(r, linkID)
	if err != nil {
		return Connection{}, err
	}
	if link.Ended(r) {
		return Connection{}, db.ErrNotFound
	}
	if yes, err := newDoorkeeper(r, link.CodeTo).lets(c); err != nil || !yes {
		return Connection{}, cmp.Or(err, db.ErrNotFound)
	}
	return c, nil
}

// SentTo lists the referrals that may be seen at an address, those that wait
// for an answer first, then the newest.
func SentTo(r db.Reader, address string) ([]Connection, error) {
	services, err := directory.AnsweringAt(r, address)
	if err != nil || len(services) == 0 {
		return nil, err
	}
	ids := make([]any, len(services))
	for i, s := range services {
		ids[i] = s.ID
	}
	all, err := db.List(r, scanConnection, connectionColumns+` WHERE n.kind = 'referred' AND n.service_id IN `+db.Marks(1, len(ids))+` ORDER BY n.made_on DESC, n.id DESC`, ids...)
	if err != nil {
		return nil, err
	}
	door := newDoorkeeper(r, address)
	var seen []Connection
	for _, c := range all {
		yes, err := door.lets(c)
		if err != nil {
			return nil, err
		}
		if yes {
			seen = append(seen, c)
		}
	}
	slices.SortStableFunc(seen, func(a, b Connection) int { return cmp.Compare(a.rank(), b.rank()) })
	return seen, nil
}

// rank puts what waits for the organisation before what it has answered, and
// what is over last.
func (c Connection) rank() int {
	switch {
	case c.Waits():
		return 0
	case c.State == WantsToTalk:
		return 1
	case c.State == NotPossible || c.over():
		return 3
	}
	return 2
}

// Waits says whether a referral waits for the organisation's answer.
func (c Connection) Waits() bool {
	return c.Kind == Referred && (c.State == Sent || c.State == Opened) && !c.over()
}

// over says whether it is known how the connection ended.
func (c Connection) over() bool {
	return c.Outcome == "did-not-start" || c.Outcome == "finished" || c.Outcome == "stopped"
}

// doorkeeper decides what may be seen at an address.
type doorkeeper struct {
	r        db.Reader
	address  string
	services map[string]directory.Service
}

func newDoorkeeper(r db.Reader, address string) doorkeeper {
	return doorkeeper{r, address, make(map[string]directory.Service)}
}

// lets reports whether a referral may be seen: the service answers at the
// address, the referral's own link was not taken back and has not run out, and
// the person still agrees.
func (k doorkeeper) lets(c Connection) (bool, error) {
	if c.LinkID == "" {
		return false, nil // the worker tells them by phone
	}
	service, err := k.service(c.ServiceID)
	if err != nil {
		return false, err
	}
	if to, _ := service.AnswersTo(); !strings.EqualFold(to, k.address) {
		return false, nil
	}
	link, err := links.Get(k.r, c.LinkID)
	if errors.Is(err, db.ErrNotFound) || err == nil && link.Ended(k.r) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return stillAllowed(k.r, c, service)
}

func (k doorkeeper) service(id string) (s directory.Service, err error) {
	s, known := k.services[id]
	if !known {
		if s, err = directory.Get(k.r, id); err == nil {
			k.services[id] = s
		}
	}
	return s, err
}

// stillAllowed reports whether the organisation may still see what a referral
// shared: nobody has said no, and a yes with a last day has not run out.
func stillAllowed(r db.Reader, c Connection, service directory.Service) (bool, error) {
	said, err := people.Permissions(r, c.PersonID)
	if err != nil {
		return false, err
	}
	yes, asked := people.Allows(said, "organisation", service.Organisation.ID, "referral", dates.Of(r.Now()))
	return yes || !asked, nil
}
