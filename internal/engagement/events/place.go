package events

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
)

const (
	// offerFor is how long a place that became free is kept for the next in line.
	offerFor = 48 * time.Hour

	// leastTime is the least time to answer an offer, and to set out after it.
	leastTime = 30 * time.Minute
)

// taken is how many places are given or kept for somebody.
func (e Event) taken(r db.Reader) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM event_delegates WHERE event_id = $1 AND state IN ($2, $3) AND NOT walked_in`, e.ID, Coming, Offered).Scan(&n)
	return n, err
}

func (e Event) waiting(r db.Reader) ([]Delegate, error) {
	return db.List(r, scanDelegate, delegateColumns+` WHERE d.event_id = $1 AND d.state = $2 ORDER BY d.state_at, d.id`, e.ID, Waiting)
}

// free is how many places somebody new can have: none while others wait.
func (e Event) free(r db.Reader) (int, error) {
	line, err := e.waiting(r)
	if err != nil || len(line) > 0 {
		return 0, err
	}
	n, err := e.taken(r)
	return max(e.Capacity-n, 0), err
}

// ahead is how many stand before a delegate on the waiting list.
func (d Delegate) ahead(r db.Reader) (int, error) {
	if d.State != Waiting {
		return 0, nil
	}
	line, err := Event{ID: d.EventID}.waiting(r)
	for i, x := range line {
		if x.ID == d.ID {
			return i, err
		}
	}
	return 0, err
}

// settle gives somebody a place, or puts them at the end of the waiting list.
func (d *Delegate) settle(tx *db.Tx, e Event, w Ways) error {
	free, err := e.free(tx)
	if err != nil {
		return err
	}
	to, news := Waiting, onTheList
	if free > 0 {
		to, news = Coming, hasPlace
	}
	if err := d.move(tx, to, time.Time{}); err != nil {
		return err
	}
	return d.write(tx, e, w, news)
}

// Confirm is how somebody who registered says that it was them, and how somebody who
// cancelled or let an offer lapse asks again. They have a place then, or wait. Twice does
// nothing. ErrShut when it is too late.
func Confirm(ctx context.Context, d *db.DB, key once.Key, token string, w Ways) error {
	return byLink(ctx, d, key, token, "delegate.confirmed", func(tx *db.Tx, x *Delegate, e Event) error {
		switch x.State {
		case Coming, Waiting, Offered:
			return nil
		}
		if !e.Ahead(tx.Now()) || x.State != Asked && !e.LetsIn(tx.Now()) {
			return ErrShut
		}
		return x.settle(tx, e, w)
	})
}

// Leave gives a place back or leaves the waiting list, by the delegate's link. A place that
// becomes free is offered to the next in line.
func Leave(ctx context.Context, d *db.DB, key once.Key, token string, w Ways) error {
	return byLink(ctx, d, key, token, "delegate.left", func(tx *db.Tx, x *Delegate, e Event) error {
		if e.State == Over || e.State == Cancelled {
			return db.ErrConflict
		}
		return x.leave(tx, e, w)
	})
}

// LeaveFor is Leave for the team, as when somebody rang.
func LeaveFor(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, delegateID string, w Ways) error {
	return within(ctx, d, in, key, id, "delegate.left", func(tx *db.Tx, _ Host, e Event) error {
		x, err := ofEvent(tx, e, delegateID)
		if err != nil {
			return err
		}
		return x.leave(tx, e, w)
	})
}

func (d *Delegate) leave(tx *db.Tx, e Event, w Ways) error {
	if d.State == Gone {
		return nil
	}
	confirmed := d.State != Asked
	if err := d.move(tx, Gone, time.Time{}); err != nil {
		return err
	}
	if confirmed {
		if err := d.write(tx, e, w, cancelledPlace[e.LetsIn(tx.Now())]); err != nil {
			return err
		}
	}
	return e.offer(tx, w)
}

// Accept takes a place that was offered. Too late, or without an offer, it does nothing:
// the delegate's page says how they stand.
func Accept(ctx context.Context, d *db.DB, key once.Key, token string, w Ways) error {
	return byLink(ctx, d, key, token, "delegate.accepted", func(tx *db.Tx, x *Delegate, e Event) error {
		if x.State != Offered || !tx.Now().Before(x.OfferUntil) || !e.Ahead(tx.Now()) {
			return nil
		}
		if err := x.move(tx, Coming, time.Time{}); err != nil {
			return err
		}
		return x.write(tx, e, w, hasPlace)
	})
}

// offerUntil is until when a place that becomes free now is kept for the next in line.
func (e Event) offerUntil(now time.Time) time.Time {
	until := now.Add(offerFor)
	if last := e.lastBeginning().Add(-leastTime); last.Before(until) {
		until = last
	}
	return until
}

// Offers reports whether a place that becomes free now is still offered to who waits: not
// in the last hour before the event, when they can only come and ask at the door.
func (e Event) Offers(now time.Time) bool {
	return e.Ahead(now) && e.offerUntil(now).Sub(now) >= leastTime
}

// offer offers every free place to the next in line, who has a time to answer.
func (e Event) offer(tx *db.Tx, w Ways) error {
	if !e.Offers(tx.Now()) {
		return nil
	}
	until := e.offerUntil(tx.Now())
	taken, err := e.taken(tx)
	if err != nil {
		return err
	}
	line, err := e.waiting(tx)
	if err != nil {
		return err
	}
	for _, d := range line[:max(0, min(len(line), e.Capacity-taken))] {
		if err := d.move(tx, Offered, until); err != nil {
			return err
		}
		if err := d.write(tx, e, w, offered); err != nil {
			return err
		}
		if err := jobs.Enqueue(tx, jobLapse, delegateArgs{ID: d.ID, At: d.Since.UnixMilli(), BaseURL: w.BaseURL}, until); err != nil {
			return err
		}
	}
	return nil
}

// lapse ends an offer that nobody answered, and offers the place to the next in line.
func lapse(tx *db.Tx, raw json.RawMessage) error {
	var args delegateArgs
	if err := json.Unmarshal(raw, &args); err != nil {
		return err
	}
	d, err := byID(tx, args.ID)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil || d.State != Offered || d.Since.UnixMilli() != args.At {
		return err
	}
	e, err := unscoped(tx, d.EventID)
	if err != nil {
		return err
	}
	if err := d.move(tx, Lapsed, time.Time{}); err != nil {
		return err
	}
	w := Ways{args.BaseURL}
	if err := d.write(tx, e, w, lapsed[e.LetsIn(tx.Now())]); err != nil {
		return err
	}
	return e.offer(tx, w)
}
