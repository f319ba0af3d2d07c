package access

import (
	"slices"

	"linkwork/internal/db"
)

// Joined are the places in the care team that had a part when two records of
// one person became one: those that moved to the other record, those that
// ended, and those that stood beside them in the same team.
type Joined struct{ Moved, Ended, Stood []string }

// place is one row of the care team.
type place struct{ id, team string }

func places(r db.Reader, personID string) ([]place, error) {
	return db.List(r, func(s db.Scanner) (p place, err error) {
		err = s.Scan(&p.id, &p.team)
		return
	}, `SELECT ct.id, ct.team_id FROM care_team ct WHERE ct.person_id = $1 AND ct.until IS NULL ORDER BY ct.id`, personID)
}

// Merge lets whoever looks after one person look after another instead. Where
// one team has both, the places of the person in prevails hold on, and those of
// the other end.
func Merge(tx *db.Tx, from, to, prevails string) (j Joined, err error) {
	of := make(map[string][]place)
	for _, id := range []string{from, to} {
		if of[id], err = places(tx, id); err != nil {
			return j, err
		}
	}
	has := func(person, team string) bool {
		return slices.ContainsFunc(of[person], func(p place) bool { return p.team == team })
	}
	for _, p := range of[from] {
		if has(to, p.team) && prevails == to {
			j.Ended = append(j.Ended, p.id)
		} else {
			j.Moved = append(j.Moved, p.id)
		}
	}
	for _, p := range of[to] {
		if has(from, p.team) && prevails == from {
			j.Ended = append(j.Ended, p.id)
		} else {
			j.Stood = append(j.Stood, p.id)
		}
	}
	if err := eachOf(tx, j.Ended, `UPDATE care_team SET until = $2 WHERE id = $1`, tx.Now().UnixMilli()); err != nil {
		return j, err
	}
	return j, eachOf(tx, j.Moved, `UPDATE care_team SET person_id = $2 WHERE id = $1`, to)
}

func eachOf(tx *db.Tx, ids []string, statement string, more ...any) error {
	for _, id := range ids {
		if _, err := tx.Exec(statement, append([]any{id}, more...)...); err != nil {
			return err
		}
	}
	return nil
}

// Unmerge takes Merge back: everybody looks after whom they looked after before. A
// place that the joined record got since then, in a team that had a part in it,
// ends; the caller sees to the worker of an open case.
func Unmerge(tx *db.Tx, j Joined, from, to string) error {
	now, err := places(tx, to)
	if err != nil {
		return err
	}
	known := slices.Concat(j.Moved, j.Ended, j.Stood)
	teams, err := teamsOf(tx, slices.Concat(j.Moved, j.Ended))
	if err != nil {
		return err
	}
	for _, p := range now {
		if !slices.Contains(known, p.id) && slices.Contains(teams, p.team) {
			if err := eachOf(tx, []string{p.id}, `UPDATE care_team SET until = $2 WHERE id = $1`, tx.Now().UnixMilli()); err != nil {
				return err
			}
		}
	}
	if err := eachOf(tx, j.Moved, `UPDATE care_team SET person_id = $2, until = NULL WHERE id = $1`, from); err != nil {
		return err
	}
	return eachOf(tx, j.Ended, `UPDATE care_team SET until = NULL WHERE id = $1`)
}

func teamsOf(r db.Reader, ids []string) (teams []string, err error) {
	for _, id := range ids {
		team, err := db.One(r, func(s db.Scanner) (team string, err error) {
			err = s.Scan(&team)
			return
		}, `SELECT ct.team_id FROM care_team ct WHERE ct.id = $1`, id)
		if err != nil {
			return nil, err
		}
		teams = append(teams, team)
	}
	return teams, nil
}

// HeldBy reports whether a worker looks after a person in a team, for good.
func HeldBy(r db.Reader, personID, teamID, accountID string) (bool, error) {
	n, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM care_team ct WHERE ct.person_id = $1 AND ct.team_id = $2 AND ct.account_id = $3 AND ct.until IS NULL AND ct.from_day IS NULL`,
		personID, teamID, accountID)
	return n == 1, err
}
