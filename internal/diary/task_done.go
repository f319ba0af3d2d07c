package diary

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Done ticks off a task within the actor's reach and, if it repeats, makes the
// next. Ticking twice is no fault.
func Done(ctx context.Context, d *db.DB, by access.Actor, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		t, err := db.One(tx, scanTask, taskColumns+` WHERE id = $2 AND `+seen, by.AccountID, id)
		if err != nil || !t.DoneAt.IsZero() {
			return err
		}
		next, err := again(tx, t)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE tasks SET done_at = $2, done_by = $3, next_id = $4, version = version + 1 WHERE id = $1`,
			id, tx.Now().UnixMilli(), by.AccountID, db.Null(next)); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "task.done", t.PersonID, "task", id)
	})
}

// again makes the next task of a series and returns its id, "" for none.
func again(tx *db.Tx, t Task) (string, error) {
	if !t.Repeat.Again() {
		return "", nil
	}
	t.Due, t.AboutID = t.Repeat.next(t.Due, dates.Of(tx.Now())), ""
	return Add(tx, t)
}

// Undo puts a task back that somebody ticked off by hand in the last 14 days,
// and takes back the repeat that this made unless somebody has touched it.
func Undo(ctx context.Context, d *db.DB, by access.Actor, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		condition, args := List{Team: true, Which: Ended}.condition(tx)
		t, err := db.One(tx, scanTask, taskColumns+` WHERE id = $3 AND `+condition, by.AccountID, args[0], id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM tasks WHERE id = $1 AND version = 1 AND done_at IS NULL`, t.nextID); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE tasks SET done_at = NULL, done_by = '', next_id = NULL, version = version + 1 WHERE id = $1`, id); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "task.undone", t.PersonID, "task", id)
	})
}
