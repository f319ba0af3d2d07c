package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/measures"
	"linkwork/internal/referrals"
)

// HandOver gives a person's open case, with everything due, the answers still
// awaited and everything the practice's record still lacks, to another worker
// of the team. Managers do it, and workers for people of their own.
func HandOver(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, toAccount string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if err := checkWorker(tx, c.TeamID, toAccount); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE cases SET worker_id = $2, version = version + 1 WHERE id = $1`, c.ID, toAccount); err != nil {
			return err
		}
		if err := access.Grant(tx, personID, c.TeamID, toAccount); err != nil {
			return err
		}
		for _, give := range []func(*db.Tx, string, string) error{diary.HandOver, referrals.HandEntriesOver, connections.HandOver, measures.HandOver} {
			if err := give(tx, personID, toAccount); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "case.handed-over", personID, "case", c.ID)
	})
}
