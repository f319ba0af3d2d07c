package events

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// MostMonths is how long a host may keep the names of those who came after the last day: a
// study writes to them about what it found, a session of the community needs them hardly
// longer than the day.
func (h Host) MostMonths() int { return mostMonths(h.studyID) }

func mostMonths(studyID string) int {
	if studyID != "" {
		return 12
	}
	return 2
}

// NamesEnd is when names and addresses of people are taken away; the zero time while the
// event has no day.
func (e Event) NamesEnd() time.Time {
	if len(e.Days) == 0 {
		return time.Time{}
	}
	return e.Ends().AddDate(0, e.KeepMonths, 0)
}

// Plan lets names that have come to their end be taken away from now on, once a day, unless
// that is planned.
func Plan(tx *db.Tx) error { return jobs.EnqueueOnly(tx, jobNames, struct{}{}, tx.Now()) }

// endNames takes away the names and addresses of each event whose time has come.
func endNames(ctx context.Context, d *db.DB) error {
	var due []Event
	if err := d.Read(ctx, func(r *db.Snapshot) error {
		due = nil
		all, err := list(r, `e.forgotten_at IS NULL ORDER BY e.id`)
		for _, e := range all {
			if end := e.NamesEnd(); !end.IsZero() && !r.Now().Before(end) {
				due = append(due, e)
			}
		}
		return err
	}); err != nil {
		return err
	}
	for _, e := range due {
		if err := d.Write(ctx, e.forgetNames); err != nil {
			return err
		}
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		return jobs.EnqueueOnly(tx, jobNames, struct{}{}, tx.Now().AddDate(0, 0, 1))
	})
}

// forgetNames takes away who delegates and invitees are and how they are reached, and what
// was written to them. That somebody was there, on which days and as what stays, and what
// they wrote without a name.
func (e Event) forgetNames(tx *db.Tx) error {
	delegates, err := ids(tx, `SELECT id FROM event_delegates WHERE event_id = $1`, e.ID)
	if err != nil {
		return err
	}
	invitees, err := ids(tx, `SELECT id FROM event_invitees WHERE event_id = $1`, e.ID)
	if err != nil {
		return err
	}
	for _, id := range delegates {
		if err := errors.Join(messages.Erase(tx, aboutDelegate, id), links.RevokeFor(tx, LinkPurpose, id)); err != nil {
			return err
		}
	}
	for _, id := range invitees {
		if err := errors.Join(messages.Erase(tx, aboutInvitee, id), links.RevokeFor(tx, InvitePurpose, id)); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		`DELETE FROM event_wishes WHERE from_id IN (SELECT id FROM event_delegates WHERE event_id = $1)`,
		`UPDATE event_comparisons SET delegate_id = NULL WHERE event_id = $1`,
		`UPDATE event_delegates SET name = '', email = '', organisation = '', needs = '', food = '', photos = FALSE, exchange = FALSE, invitee_id = NULL WHERE event_id = $1`,
		`DELETE FROM event_invitees WHERE event_id = $1`,
	} {
		if _, err := tx.Exec(statement, e.ID); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`UPDATE events SET forgotten_at = $2 WHERE id = $1`, e.ID, db.Ms(tx.Now()))
	return err
}

func ids(r db.Reader, query, eventID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, query, eventID)
}

// endNamesHandler is the job of every day.
func endNamesHandler(d *db.DB) jobs.Handler {
	return func(ctx context.Context, _ json.RawMessage) error { return endNames(ctx, d) }
}
