package diary

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// MoveReasons are the reasons for putting a task off, as the page offers them.
var MoveReasons = []string{"I could not reach them", "They asked for later", "I did not have the time"}

// Move puts a task off to a later day, with a reason.
func Move(ctx context.Context, d *db.DB, by access.Actor, id string, to dates.Date, why string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		t, err := TheTask(tx, by, id)
		if err != nil {
			return err
		}
		var bad db.Invalid
		checkDue(&bad, to, dates.Of(tx.Now()))
		if why = strings.TrimSpace(why); why == "" {
			bad.Add("why", "Choose why it moves")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE tasks SET due = $2, why_moved = $3, moved = moved + 1, version = version + 1 WHERE id = $1`, id, to, why); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "task.moved", t.PersonID, "task", id)
	})
}

func checkDue(bad *db.Invalid, due, today dates.Date) {
	if due.IsZero() || due.Before(today) {
		bad.Add("due", "Enter a date from today on")
	}
}
