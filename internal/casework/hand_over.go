package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/referrals"
)

// Give gives a person's open case, with everything due, the answers still
// awaited and everything the practice's record still lacks, to another worker
// of the team. Managers do it, and workers for people of their own. It returns
// the case as it was before; package workforce opens the write and keeps what
// the new worker should know.
func Give(tx *db.Tx, by access.Actor, personID, toAccount string) (before Case, err error) {
	c, err := openCase(tx, by, personID)
	if err != nil {
		return c, err
	}
	if err := checkWorker(tx, c.TeamID, toAccount); err != nil {
		return c, err
	}
	if _, err := tx.Exec(`UPDATE cases SET worker_id = $2, version = version + 1 WHERE id = $1`, c.ID, toAccount); err != nil {
		return c, err
	}
	if err := access.Grant(tx, personID, c.TeamID, toAccount); err != nil {
		return c, err
	}
	if err := giveWork(tx, personID, toAccount); err != nil {
		return c, err
	}
	return c, audit.Change(tx, by.Audit(), "case.handed-over", personID, "case", c.ID)
}

// giveWork gives everything that waits for a person's worker to another.
func giveWork(tx *db.Tx, personID, toAccount string) error {
	for _, give := range []func(*db.Tx, string, string) error{diary.HandOver, referrals.HandEntriesOver, connections.HandOver, asking.HandOver} {
		if err := give(tx, personID, toAccount); err != nil {
			return err
		}
	}
	return nil
}

// GiveToTeam gives a person's open case to another team and a worker there, with
// everything that Give gives; the team of before sees the person no more. It is
// part of a transfer, which has its own rule about who may do it.
func GiveToTeam(tx *db.Tx, by access.Actor, personID, teamID, toAccount string) (before Case, err error) {
	c, open, err := OpenOf(tx, personID)
	if err != nil {
		return c, err
	}
	if !open {
		return c, ErrNoOpenCase
	}
	if err := checkWorker(tx, teamID, toAccount); err != nil {
		return c, err
	}
	if _, err := tx.Exec(`UPDATE cases SET team_id = $2, worker_id = $3, version = version + 1 WHERE id = $1`, c.ID, teamID, toAccount); err != nil {
		return c, err
	}
	if err := access.Relieve(tx, personID, c.TeamID); err != nil {
		return c, err
	}
	if err := access.Grant(tx, personID, teamID, toAccount); err != nil {
		return c, err
	}
	if err := referrals.MoveToTeam(tx, c.ReferralID, teamID); err != nil {
		return c, err
	}
	if err := giveWork(tx, personID, toAccount); err != nil {
		return c, err
	}
	return c, audit.Change(tx, by.Audit(), "case.transferred", personID, "case", c.ID)
}
