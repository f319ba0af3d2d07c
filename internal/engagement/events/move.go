package events

import (
	"context"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
)

// ToOpen shows an event to everybody and lets people register from its first day of
// registration. *db.Invalid as Change says what is missing; db.ErrConflict for one that is
// over or cancelled.
func ToOpen(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int, w Ways) error {
	return change(ctx, d, in, key, id, version, "exchange.opened", func(tx *db.Tx, _ Host, e Event) error {
		if e.State != Draft && e.State != Closed {
			return db.ErrConflict
		}
		if err := e.ready(tx.Now(), Event{}); err != nil {
			return err
		}
		if err := e.to(tx, Open); err != nil {
			return err
		}
		return e.planReminders(tx, w)
	})
}

// ToClose ends registration. Who waits still gets a place that becomes free.
func ToClose(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int) error {
	return change(ctx, d, in, key, id, version, "exchange.closed", func(tx *db.Tx, _ Host, e Event) error {
		if e.State != Open {
			return db.ErrConflict
		}
		return e.to(tx, Closed)
	})
}

// ToOver says that an event took place. Who came is thanked, and who did not is written
// to, by job. db.ErrConflict before its last day has begun.
func ToOver(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int, w Ways) error {
	return change(ctx, d, in, key, id, version, "exchange.over", func(tx *db.Tx, _ Host, e Event) error {
		if !e.MayBeOver(tx.Now()) {
			return db.ErrConflict
		}
		if err := e.to(tx, Over); err != nil {
			return err
		}
		return jobs.Enqueue(tx, jobAfter, eventArgs{e.ID, w.BaseURL}, tx.Now())
	})
}

// Cancel calls an event off. Everybody who has a place or waits for one is told by mail.
// *db.Invalid with the field "why".
func Cancel(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int, why string, w Ways) error {
	return change(ctx, d, in, key, id, version, "exchange.cancelled", func(tx *db.Tx, _ Host, e Event) error {
		if e.State == Over || e.State == Cancelled {
			return db.ErrConflict
		}
		why := why
		var bad db.Invalid
		bad.Trim("why", &why, 500, "Say why, in words for those who registered")
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE events SET state = $2, why = $3 WHERE id = $1`, e.ID, Cancelled, why); err != nil {
			return err
		}
		return jobs.Enqueue(tx, jobAfter, eventArgs{e.ID, w.BaseURL}, tx.Now())
	})
}

func (e Event) to(tx *db.Tx, s State) error {
	_, err := tx.Exec(`UPDATE events SET state = $2 WHERE id = $1`, e.ID, s)
	return err
}
