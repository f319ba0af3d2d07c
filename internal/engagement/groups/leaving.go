package groups

import (
	"context"
	"encoding/json"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// jobLeave forgets, on the day on which somebody leaves a group, how to reach them.
const jobLeave = "study-group.leave"

type leaving struct{ MemberID string }

// planLeaving lets a member be forgotten on the day that is planned for it.
func (m Member) planLeaving(tx *db.Tx) error {
	if m.To.IsZero() || m.Email == "" && m.Needs == "" {
		return nil
	}
	return jobs.Enqueue(tx, jobLeave, leaving{m.ID}, m.To.Midnight())
}

// Handlers returns the handlers of the jobs of this package.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{jobLeave: func(ctx context.Context, raw json.RawMessage) error {
		var args leaving
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return leave(tx, args.MemberID) })
	}}
}

// leave forgets a member whose day has come. The day may have been put off since, and
// another job waits for it then.
func leave(tx *db.Tx, memberID string) error {
	m, err := db.One(tx, scanMember, memberColumns+` WHERE m.id = $1`, memberID)
	if err != nil || !m.Left(dates.Of(tx.Now())) {
		return err
	}
	return forget(tx, memberID)
}
