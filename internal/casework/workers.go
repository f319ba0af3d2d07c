package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// Worker is a link worker of a team, with what they carry.
type Worker struct {
	ID, Name string // of the account
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
	names, err := identity.Names(r, ids)
	var workers []Worker
	for _, id := range ids {
		workers = append(workers, Worker{id, names[id], loads[id]})
	}
	return workers, err
}
