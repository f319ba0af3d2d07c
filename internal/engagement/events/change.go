package events

import (
	"context"
	"encoding/json"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Add begins an event of a host as a draft. *db.Invalid as Change.
func Add(ctx context.Context, d *db.DB, in Entrance, key once.Key, e Event) (id string, err error) {
	return act(ctx, d, in, key, "exchange.added", func(tx *db.Tx, h Host) (string, error) {
		e := h.adds(e)
		if err := e.tidy(); err != nil {
			return "", err
		}
		e.ID = tx.NewID()
		if _, err := tx.Exec(`INSERT INTO events (id, study_id, entry_id, title, description, audience, town, venue, getting_in, step_free, online, capacity, opens_on, closes_on, keep_months, state, why, findings, edition, purpose)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', $17, 0, '')`,
			append([]any{e.ID, db.Null(e.StudyID), db.Null(e.EntryID)}, append(e.values(), Draft, e.lines())...)...); err != nil {
			return "", err
		}
		return e.ID, e.saveDays(tx)
	})
}

// Change saves what an event is. Where it is open, more places are offered to those who
// wait, and reminders go by the new day. tell has everybody who has a place or waits told
// by mail where the day, the time, the place or the address online is another; told is how
// many. *db.Invalid with the fields "title", "description", "audience", "town", "venue",
// "getting_in", "online", "capacity", "opens", "closes", "keep", "findings", "days" or
// "day-1" and on; db.ErrConflict if somebody saved first.
func Change(ctx context.Context, d *db.DB, in Entrance, key once.Key, e Event, tell bool, w Ways) (told int, err error) {
	err = change(ctx, d, in, key, e.ID, e.Version, "exchange.changed", func(tx *db.Tx, _ Host, before Event) error {
		e := e
		told = 0
		e.StudyID, e.EntryID, e.State, e.FormID = before.StudyID, before.EntryID, before.State, before.FormID
		if err := e.mayBecome(tx, before); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE events SET title = $2, description = $3, audience = $4, town = $5, venue = $6, getting_in = $7, step_free = $8, online = $9, capacity = $10,
			opens_on = $11, closes_on = $12, keep_months = $13, findings = $14 WHERE id = $1`, append([]any{e.ID}, append(e.values(), e.lines())...)...); err != nil {
			return err
		}
		if err := e.saveDays(tx); err != nil || e.State == Draft {
			return err
		}
		if err := e.keepDropped(tx, before); err != nil {
			return err
		}
		if tell {
			if told, err = e.tellChange(tx, before, w); err != nil {
				return err
			}
		}
		return e.planAgain(tx, before, w)
	})
	return told, err
}

// mayBecome says what stands in the way of an event that was another before.
func (e *Event) mayBecome(tx *db.Tx, before Event) error {
	if before.State == Over || before.State == Cancelled {
		return db.ErrConflict
	}
	if err := e.tidy(); err != nil {
		return err
	}
	if before.FormID != "" && !slices.Equal(e.Findings, before.Findings) {
		return db.Fault("findings", "Feedback asks about the findings as they were. They can change until its form is made")
	}
	if e.State == Draft {
		return nil
	}
	return e.ready(tx.Now(), before)
}

// planAgain plans what follows from an event that was another before.
func (e Event) planAgain(tx *db.Tx, before Event, w Ways) error {
	if !e.Starts().Equal(before.Starts()) { // who was reminded of another day is reminded again
		if _, err := tx.Exec(`UPDATE event_delegates SET reminded_at = NULL WHERE event_id = $1`, e.ID); err != nil {
			return err
		}
	}
	if err := e.planReminders(tx, w); err != nil {
		return err
	}
	return e.offer(tx, w)
}

// change acts on an event of a host as it was shown, and makes it a new version.
func change(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int, what string, do func(*db.Tx, Host, Event) error) error {
	return within(ctx, d, in, key, id, what, func(tx *db.Tx, h Host, e Event) error {
		if err := do(tx, h, e); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE events SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}

// within acts on what belongs to an event of a host.
func within(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, what string, do func(*db.Tx, Host, Event) error) error {
	_, err := act(ctx, d, in, key, what, func(tx *db.Tx, h Host) (string, error) {
		e, err := Get(tx, h, id)
		if err != nil {
			return "", err
		}
		return id, do(tx, h, e)
	})
	return err
}

func (e Event) values() []any {
	return []any{e.Title, e.Description, e.Audience, e.Town, e.Venue, e.GettingIn, e.StepFree, e.Online, e.Capacity, e.OpensOn, e.ClosesOn, e.KeepMonths}
}

func (e Event) lines() string {
	body, err := json.Marshal(e.Findings)
	if err != nil || e.Findings == nil {
		return "[]"
	}
	return string(body)
}

// saveDays puts the days of an event in the place of those it had.
func (e Event) saveDays(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM event_days WHERE event_id = $1`, e.ID); err != nil {
		return err
	}
	for _, d := range e.Days {
		if _, err := tx.Exec(`INSERT INTO event_days (event_id, day, starts_at, ends_at, words) VALUES ($1, $2, $3, $4, $5)`, e.ID, d.Date(), db.Ms(d.Starts), db.Ms(d.Ends), d.Words); err != nil {
			return err
		}
	}
	return nil
}

// keepDropped keeps the days that an open event has no more, and forgets those that it has
// again.
func (e Event) keepDropped(tx *db.Tx, before Event) error {
	for _, d := range e.Days {
		if _, err := tx.Exec(`DELETE FROM event_dropped_days WHERE event_id = $1 AND day = $2`, e.ID, d.Date()); err != nil {
			return err
		}
	}
	for _, d := range before.without(e) {
		if _, err := tx.Exec(`INSERT INTO event_dropped_days (event_id, day, starts_at, ends_at) VALUES ($1, $2, $3, $4)`, e.ID, d.Date(), db.Ms(d.Starts), db.Ms(d.Ends)); err != nil {
			return err
		}
	}
	return nil
}

// without are the days of an event on which another is not.
func (e Event) without(other Event) (days []Day) {
	for _, d := range e.Days {
		if _, is := other.On(d.Date()); !is {
			days = append(days, d)
		}
	}
	return days
}
