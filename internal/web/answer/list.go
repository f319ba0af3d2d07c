package answer

import (
	"errors"
	"net/http"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/web/visit"
)

const listTitle = "Your referrals"

// list is what an organisation sees of everything that was sent to its address.
type list struct {
	caller
	All   []sent // those that wait first
	Rooms []room
	Quiet bool // gets no reminders
}

// sent is one referral to the address.
type sent struct {
	connections.Connection
	AsksIfCame bool
}

func readSent(r db.Reader, address string) (all []sent, err error) {
	list, err := connections.SentTo(r, address)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		asks, err := connections.AsksIfCame(r, c)
		if err != nil {
			return nil, err
		}
		all = append(all, sent{c, asks})
	}
	return all, nil
}

// waiting is how many of the first wait for an answer.
func (l list) waiting() (n int) {
	for _, c := range l.All {
		if c.Waits() {
			n++
		}
	}
	return n
}

func showList(v *visit.Visit, c caller) error {
	l := list{caller: c}
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if l.All, err = readSent(r, c.Link.CodeTo); err != nil {
			return err
		}
		if l.Quiet, err = connections.Quiet(r, c.Link.CodeTo); err != nil {
			return err
		}
		l.Rooms = nil
		for _, s := range c.Services {
			one, err := readRoom(r, s.ID)
			if err != nil {
				return err
			}
			l.Rooms = append(l.Rooms, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.Page(v, listTitle, http.StatusOK, listPage(l, v.Fields.Get("done"), visit.NewToken()))
}

// sayCame notes whether the person came.
func sayCame(v *visit.Visit, c caller) error {
	if c.Connection.OpenedAt.IsZero() {
		return v.Go(c.Here)
	}
	err := connections.SayCame(v.Context(), v.House.DB, v.Once(), c.Link.ID, c.Connection.ID, connections.Came(v.Fields.Get("came")))
	if err != nil && !errors.Is(err, db.ErrConflict) { // over meanwhile: the page says so
		return v.Again(err, func(bad *db.Invalid) error { return referral(v, c, bad) })
	}
	return v.Go(c.ListHref + "?done=came")
}

// setReminders stops the reminders to the address, or lets them come again.
func setReminders(v *visit.Visit, c caller) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return connections.SetQuiet(tx, c.Link, c.Link.CodeTo, v.Fields.Is("reminders", "none"))
	})
	if err != nil {
		return err
	}
	return v.Go(c.ListHref + "?done=reminders")
}

// forget forgets this browser, or every one that is known for the address.
func forget(v *visit.Visit, c caller) error {
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if v.Fields.Is("which", "all") {
			return links.Forget(tx, c.Link)
		}
		return door.ForgetDevice(tx, v)
	})
	if err != nil {
		return err
	}
	door.DropCookie(v)
	return v.Go(c.Href + "/forgotten")
}

func showForgotten(v *visit.Visit, c caller) error {
	if c.Known {
		return v.Go(c.ListHref)
	}
	return c.Page(v, "This device is forgotten", http.StatusOK, forgottenPage(c))
}
