package person

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/web/ui"
)

// worker is a link worker of a team, with what they carry.
type worker struct {
	ID, Name string
	casework.Load
}

func workersOf(r db.Reader, teamID string) ([]worker, error) {
	ids, err := access.InRole(r, access.LinkWorker, teamID)
	if err != nil {
		return nil, err
	}
	loads, err := casework.Loads(r, teamID)
	if err != nil {
		return nil, err
	}
	names, err := identity.Names(r, ids)
	var workers []worker
	for _, id := range ids {
		workers = append(workers, worker{id, names[id], loads[id]})
	}
	return workers, err
}

func workerItems(workers []worker, now string) []ui.Choice {
	var items []ui.Choice
	for _, w := range workers {
		if w.ID != now {
			items = append(items, ui.Choice{Value: w.ID, Text: w.Name, Hint: dates.Count(w.Open, "person", "people") + " open, " + dates.Count(w.Held, "of them held", "of them held")})
		}
	}
	return items
}
