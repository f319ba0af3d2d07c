package correspondence

import (
	"context"
	"encoding/json"

	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

// Handlers are the jobs of the room.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{messages.LostKind: func(ctx context.Context, raw json.RawMessage) error {
		var args struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error {
			_, _, err := once.Do(tx, once.Key{Actor: messages.LostKind, Token: args.ID}, func() (string, error) { return args.ID, tellWorker(tx, args.ID) })
			return err
		})
	}}
}

// tellWorker gives the worker of a person a task when something to the person
// did not arrive, however often the job comes. Where nobody has the person any
// more there is nobody to tell.
func tellWorker(tx *db.Tx, id string) error {
	e, err := messages.Get(tx, id)
	if err != nil || e.State != messages.Failed {
		return err
	}
	c, open, err := casework.OpenOf(tx, e.PersonID)
	if err != nil || !open || c.WorkerID == "" {
		return err
	}
	what := map[messages.Channel]string{messages.SMS: "A text", messages.Email: "An email"}[e.Channel]
	task, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: e.PersonID, Kind: diary.FollowUp, AboutID: id,
		Title: what + " did not arrive. Find another way, see Messages", Due: dates.Of(tx.Now())})
	if err != nil {
		return err
	}
	return audit.Change(tx, audit.System, "task.added", e.PersonID, "task", task)
}
