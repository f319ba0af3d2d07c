package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
)

// ChangeHabits keeps how a team works, by its own manager: for anybody else
// there is no such team.
func ChangeHabits(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t teams.Team) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if !by.Manages(t.ID) {
				return "", db.ErrNotFound
			}
			if err := teams.ChangeHabits(tx, t); err != nil {
				return "", err
			}
			return t.ID, audit.Change(tx, by.Audit(), "team.habits-changed", "", "team", t.ID)
		})
		return err
	})
}
