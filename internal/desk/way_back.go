package desk

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
)

// SetWayBack keeps how people may answer the messages of the acting manager's
// team; for anybody else there is no such team.
func SetWayBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, w teams.WayBack) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if !by.Manages(w.TeamID) {
				return "", db.ErrNotFound
			}
			if err := teams.SetWayBack(tx, w); err != nil {
				return "", err
			}
			return w.TeamID, audit.Change(tx, by.Audit(), "team.way-back-changed", "", "team", w.TeamID)
		})
		return err
	})
}
