package events

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// The jobs of this room. Each does no harm when it runs twice.
const (
	jobInvite = "engagement.events.invite"
	jobForget = "engagement.events.forget"
	jobLapse  = "engagement.events.lapse"
	jobRemind = "engagement.events.remind"
	jobAfter  = "engagement.events.after"
	jobNames  = "engagement.events.end-names"
)

type eventArgs struct {
	ID      string `json:"id"`
	BaseURL string `json:"base_url"`
}

type delegateArgs struct {
	ID      string `json:"id"`
	At      int64  `json:"at"` // since when they stand there: what came since has a job of its own
	BaseURL string `json:"base_url,omitempty"`
}

// chunk is how many are written to in one write.
const chunk = 100

// remindBefore is how long before an event those who have a place are reminded.
const remindBefore = 48 * time.Hour

// Handlers are the jobs that this room does.
func Handlers(d *db.DB) map[string]jobs.Handler {
	handler := func(act func(*db.Tx, json.RawMessage) error) jobs.Handler {
		return func(ctx context.Context, raw json.RawMessage) error {
			return d.Write(ctx, func(tx *db.Tx) error { return act(tx, raw) })
		}
	}
	return map[string]jobs.Handler{jobForget: handler(forget), jobLapse: handler(lapse), jobInvite: handler(inviteSome),
		jobRemind: handler(some(jobRemind, remindSome)), jobAfter: handler(some(jobAfter, afterSome)), jobNames: endNamesHandler(d)}
}

// some is a job about an event that goes on until a chunk is not full.
func some(kind string, act func(*db.Tx, Event, Ways) (int, error)) func(*db.Tx, json.RawMessage) error {
	return func(tx *db.Tx, raw json.RawMessage) error {
		var args eventArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		e, err := unscoped(tx, args.ID)
		if err != nil {
			return err
		}
		n, err := act(tx, e, Ways{args.BaseURL})
		if err != nil || n < chunk {
			return err
		}
		return jobs.Enqueue(tx, kind, args, tx.Now())
	}
}

// planReminders plans a reminder before each day on which somebody can begin to come. Where
// days move, they are planned again and the earlier ones find nothing to do.
func (e Event) planReminders(tx *db.Tx, w Ways) error {
	for _, d := range e.beginnings() {
		if err := jobs.Enqueue(tx, jobRemind, eventArgs{e.ID, w.BaseURL}, d.Starts.Add(-remindBefore)); err != nil {
			return err
		}
	}
	return nil
}

// near reports whether a day on which somebody can begin to come is so near that they are
// reminded.
func (e Event) near(now time.Time) bool {
	return slices.ContainsFunc(e.beginnings(), func(d Day) bool { return now.Before(d.Starts) && !now.Before(d.Starts.Add(-remindBefore)) })
}

// remindSome reminds some of those who have a place and were not reminded.
func remindSome(tx *db.Tx, e Event, w Ways) (int, error) {
	if !e.Ahead(tx.Now()) || !e.near(tx.Now()) {
		return 0, nil
	}
	all, err := db.List(tx, scanDelegate, delegateColumns+` WHERE d.event_id = $1 AND d.state = $2 AND d.reminded_at IS NULL ORDER BY d.id LIMIT $3`, e.ID, Coming, chunk)
	for _, d := range all {
		if err == nil {
			_, err = tx.Exec(`UPDATE event_delegates SET reminded_at = $2 WHERE id = $1`, d.ID, db.Ms(tx.Now()))
		}
		if err == nil {
			err = d.write(tx, e, w, reminder)
		}
	}
	return len(all), err
}

// afterSome writes to some of those whom nobody has told: thanks by attendance when the
// event is over, or that it was cancelled.
func afterSome(tx *db.Tx, e Event, w Ways) (int, error) {
	if e.State != Over && e.State != Cancelled {
		return 0, nil
	}
	all, err := db.List(tx, scanDelegate, delegateColumns+` WHERE d.event_id = $1 AND d.state IN ($2, $3, $4) AND d.told_at IS NULL ORDER BY d.id LIMIT $5`, e.ID, Coming, Waiting, Offered, chunk)
	for _, d := range all {
		if err == nil {
			_, err = tx.Exec(`UPDATE event_delegates SET told_at = $2 WHERE id = $1`, d.ID, db.Ms(tx.Now()))
		}
		if err == nil {
			err = d.tellAfter(tx, e, w)
		}
	}
	return len(all), err
}

func (d Delegate) tellAfter(tx *db.Tx, e Event, w Ways) error {
	if e.State == Cancelled {
		return d.write(tx, e, w, calledOff)
	}
	here, err := came(tx, d.ID)
	switch {
	case err != nil:
		return err
	case here:
		by, err := e.holder(tx)
		if err != nil {
			return err
		}
		return d.write(tx, e, w, e.thanks(by))
	case d.State == Coming:
		return d.write(tx, e, w, missed[e.Exchange()])
	case d.State == Waiting:
		return d.write(tx, e, w, noneFree)
	}
	return nil // a place was offered to them
}
