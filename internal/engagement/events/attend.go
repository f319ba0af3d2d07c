package events

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Attendance is that somebody was there on a day. It names nobody.
type Attendance struct {
	EventID    string
	DelegateID string
	Kind       Kind
	Day        dates.Date
	FromSite   bool
	SiteID     string // only while the site allows it
	WalkedIn   bool
}

// Attendances lists who was there, by day and kind, without names: a row for each delegate
// and day.
func Attendances(r db.Reader, h Host, e Event) ([]Attendance, error) {
	if !h.has(e) {
		return nil, db.ErrNotFound
	}
	all, err := db.List(r, func(row db.Scanner) (a Attendance, err error) {
		a.EventID = e.ID
		err = row.Scan(&a.DelegateID, &a.Kind, &a.Day, db.Text(&a.SiteID), &a.WalkedIn)
		a.FromSite = a.SiteID != ""
		return
	}, `SELECT d.id, d.kind, a.day, d.site_id, d.walked_in FROM event_attendances a JOIN event_delegates d ON d.id = a.delegate_id WHERE d.event_id = $1 ORDER BY a.day, d.kind, d.id`, e.ID)
	if err != nil {
		return nil, err
	}
	allowed, err := permitted(r, h)
	for i := range all {
		if !allowed[all[i].SiteID] {
			all[i].SiteID = ""
		}
	}
	return all, err
}

// Present are those of a list of attendances on whichever day, each once.
func Present(all []Attendance) (each []Attendance) {
	seen := make(map[string]bool)
	for _, a := range all {
		if !seen[a.DelegateID] {
			seen[a.DelegateID] = true
			each = append(each, a)
		}
	}
	return each
}

func came(r db.Reader, delegateID string) (yes bool, err error) {
	err = r.QueryRow(`SELECT EXISTS (SELECT 1 FROM event_attendances WHERE delegate_id = $1)`, delegateID).Scan(&yes)
	return yes, err
}

// Expected is a delegate as they are checked in on a day.
type Expected struct {
	Delegate
	CameAt time.Time // zero while they have not
}

// Door lists those who can be checked in on a day of an event, by name: everybody with a
// place and whoever walked in.
func Door(r db.Reader, h Host, e Event, day dates.Date) (all []Expected, err error) {
	delegates, err := Delegates(r, h, e)
	if err != nil {
		return nil, err
	}
	at := make(map[string]time.Time)
	if _, err := db.List(r, func(row db.Scanner) (id string, err error) {
		var t time.Time
		err = row.Scan(&id, db.At(&t))
		at[id] = t
		return
	}, `SELECT a.delegate_id, a.came_at FROM event_attendances a JOIN event_delegates d ON d.id = a.delegate_id WHERE d.event_id = $1 AND a.day = $2`, e.ID, day); err != nil {
		return nil, err
	}
	for _, d := range delegates {
		t, came := at[d.ID]
		if d.State == Coming || d.State == Offered || came {
			all = append(all, Expected{d, t})
		}
	}
	return all, nil
}

// Waits lists those on the waiting list of an event of whose names a word begins with
// letters, the first in line first: somebody who comes to the door may be let in.
func Waits(r db.Reader, h Host, e Event, letters string) (some []Delegate, err error) {
	if !h.runs || !h.has(e) {
		return nil, db.ErrNotFound
	}
	line, err := e.waiting(r)
	for _, d := range line {
		if begins(d.Name, letters) {
			some = append(some, d)
		}
	}
	return some, err
}

// Named are those of whose names a word begins with letters, "" for all.
func Named(all []Expected, letters string) (some []Expected) {
	for _, x := range all {
		if begins(x.Name, letters) {
			some = append(some, x)
		}
	}
	return some
}

// begins reports whether a word of a name begins with letters.
func begins(name, letters string) bool {
	letters = strings.ToLower(strings.TrimSpace(letters))
	name = strings.ToLower(name)
	return strings.HasPrefix(name, letters) || slices.ContainsFunc(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' }), func(word string) bool { return strings.HasPrefix(word, letters) })
}

// CheckIn notes that a delegate is there on a day of the event. Twice does nothing.
// *db.Invalid with the field "day" for a day that is no day of the event, or is to come.
func CheckIn(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, delegateID string, day dates.Date) error {
	return within(ctx, d, in, key, id, "delegate.checked-in", func(tx *db.Tx, h Host, e Event) error {
		x, err := ofEvent(tx, e, delegateID)
		if err != nil {
			return err
		}
		return x.checkIn(tx, e, h.by.Name, day)
	})
}

func (d Delegate) checkIn(tx *db.Tx, e Event, by string, day dates.Date) error {
	if _, is := e.On(day); !is || day.After(dates.Of(tx.Now())) || e.State == Draft || e.State == Cancelled {
		return db.Fault("day", "Choose a day of the event: today or earlier")
	}
	if d.State != Coming {
		if err := d.move(tx, Coming, time.Time{}); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT INTO event_attendances (delegate_id, day, came_at, noted_by) VALUES ($1, $2, $3, $4) ON CONFLICT (delegate_id, day) DO NOTHING`, d.ID, day, db.Ms(tx.Now()), by)
	return err
}

// CheckOut takes back that a delegate was there on a day: it was noted by mistake.
func CheckOut(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, delegateID string, day dates.Date) error {
	return within(ctx, d, in, key, id, "delegate.checked-out", func(tx *db.Tx, _ Host, e Event) error {
		if _, err := ofEvent(tx, e, delegateID); err != nil {
			return err
		}
		return oneOf(tx.Exec(`DELETE FROM event_attendances WHERE delegate_id = $1 AND day = $2`, delegateID, day))
	})
}

// WalkIn notes somebody who came without having registered. *db.Invalid as Enter and
// CheckIn.
func WalkIn(ctx context.Context, d *db.DB, in Entrance, key once.Key, x Delegate, day dates.Date) (id string, err error) {
	err = within(ctx, d, in, key, x.EventID, "delegate.walked-in", func(tx *db.Tx, h Host, e Event) error {
		x := x
		if err := x.tidy(e, false); err != nil {
			return err
		}
		if before, err := byEmail(tx, e.ID, x.Email); err == nil {
			id = before.ID
			return before.checkIn(tx, e, h.by.Name, day)
		}
		x.State, x.WalkedIn = Coming, true
		x, err := x.insert(tx)
		id = x.ID
		if err != nil {
			return err
		}
		return x.checkIn(tx, e, h.by.Name, day)
	})
	return id, err
}
