package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// Worker is a link worker of a team, with what they carry.
type Worker struct {
	ID, Name string // of the account
	Invited  bool   // has not chosen a password yet
	Load
}

// Workers lists the link workers of a team, the longest there first.
func Workers(r db.Reader, teamID string) ([]Worker, error) {
	ids, err := access.InRole(r, access.LinkWorker, teamID)
	if err != nil {
		return nil, err
	}
	loads, err := Loads(r, teamID)
	if err != nil {
		return nil, err
	}
	var workers []Worker
	for _, id := range ids {
		account, err := identity.Get(r, id)
		if err != nil {
			return nil, err
		}
		workers = append(workers, Worker{id, account.Name, account.Status == identity.Invited, loads[id]})
	}
	return workers, nil
}
