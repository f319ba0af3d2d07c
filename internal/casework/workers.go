package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/people"
)

// Worker is a link worker of a team, with what they carry.
type Worker struct {
	ID, Name string // of the account
	Invited  bool   // has not chosen a password yet
	Load
}

// Workers lists the link workers of a team, the longest there first. Whoever may
// not log in any more is not among them.
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
		if account.Status != identity.Disabled {
			workers = append(workers, Worker{id, account.Name, account.Status == identity.Invited, loads[id]})
		}
	}
	return workers, nil
}

// Former is somebody whose cases a team still has and who is no link worker of
// it now.
type Former struct {
	ID, Name     string // of the account; "" for cases that nobody ever had
	Open, Closed int
}

// Formers lists the former workers of the actor's teams with the cases that are
// found again under their names, those with most open cases first.
func Formers(r db.Reader, by access.Actor) ([]Former, error) {
	all, err := db.List(r, func(s db.Scanner) (f Former, err error) {
		err = s.Scan(&f.ID, &f.Open, &f.Closed)
		return
	}, `SELECT c.worker_id, count(CASE WHEN `+stillOpen+` THEN 1 END) AS open, count(CASE WHEN NOT (`+stillOpen+`) THEN 1 END) AS closed
		FROM cases c WHERE `+TeamOpen.reach()+` AND `+workerGone+` GROUP BY c.worker_id ORDER BY 2 DESC, c.worker_id`, by.AccountID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, f := range all {
		ids[i] = f.ID
	}
	names, err := identity.Names(r, ids)
	for i := range all {
		all[i].Name = names[all[i].ID]
	}
	return all, err
}

// PracticesOf counts, for each link worker of a team, the people whom they
// support now by the practice with which these are registered.
func PracticesOf(r db.Reader, teamID string) (map[string]map[string]int, error) {
	type row struct {
		worker, practice string
		n                int
	}
	rows, err := db.List(r, func(s db.Scanner) (x row, err error) {
		err = s.Scan(&x.worker, &x.practice, &x.n)
		return
	}, `SELECT w.worker_id, w.practice, count(*) FROM (SELECT c.worker_id, coalesce(`+people.PracticeOf("c.person_id")+`, '') AS practice
		FROM cases c WHERE c.team_id = $1 AND `+stillOpen+`) w GROUP BY w.worker_id, w.practice`, teamID)
	counts := make(map[string]map[string]int)
	for _, x := range rows {
		if counts[x.worker] == nil {
			counts[x.worker] = make(map[string]int)
		}
		counts[x.worker][x.practice] = x.n
	}
	return counts, err
}
