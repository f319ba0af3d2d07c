package access

import (
	"errors"
	"fmt"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// lastsOrCovers is the condition that a row of the care team counts today: a
// worker's always does, cover only from its first day to its last. Nothing has
// to run for cover to begin or to end.
const lastsOrCovers = `(care.from_day IS NULL OR care.from_day <= ` + db.Today + ` AND care.to_day >= ` + db.Today + `)`

// Cover lets a worker of the team look after a person on some days, the first
// and the last included, besides the person's own worker. Giving the person to
// another worker or team ends it.
func Cover(tx *db.Tx, personID, teamID, accountID string, from, to dates.Date) error {
	_, err := tx.Exec(`INSERT INTO care_team (id, person_id, team_id, account_id, since, from_day, to_day) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), personID, teamID, accountID, tx.Now().UnixMilli(), from, to)
	return err
}

// EndCover ends a worker's cover for a person that began, or begins, on a day.
func EndCover(tx *db.Tx, personID, teamID, accountID string, from dates.Date) error {
	_, err := tx.Exec(`UPDATE care_team SET until = $5 WHERE person_id = $1 AND team_id = $2 AND account_id = $3 AND from_day = $4 AND until IS NULL`,
		personID, teamID, accountID, from, tx.Now().UnixMilli())
	return err
}

// MoveCover gives a worker's cover for a person another last day.
func MoveCover(tx *db.Tx, personID, teamID, accountID string, from, to dates.Date) error {
	_, err := tx.Exec(`UPDATE care_team SET to_day = $5 WHERE person_id = $1 AND team_id = $2 AND account_id = $3 AND from_day = $4 AND until IS NULL`,
		personID, teamID, accountID, from, to)
	return err
}

// CoverStands is the SQL condition that the cover of the account in one column
// for the person in another, from the day in a third, has not been ended before
// its time.
func CoverStands(account, person, from string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM care_team ct WHERE ct.person_id = %s AND ct.until IS NULL AND ct.account_id = %s AND ct.from_day = %s)`, person, account, from)
}

// CoveredBy is the SQL condition that column names a person for whose worker
// the account in parameter account covers today.
func CoveredBy(column, account string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM care_team ct WHERE ct.person_id = %s AND ct.until IS NULL AND ct.account_id = %s
		AND ct.from_day <= %[3]s AND ct.to_day >= %[3]s AND %[4]s)`, column, account, db.Today, WorksIn("ct.account_id", "ct.team_id"))
}

var keepPerson = `SELECT 1 WHERE EXISTS (SELECT 1 FROM care_team ct WHERE ct.person_id = $1 AND ct.until IS NULL AND ct.from_day IS NULL
	AND EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = $2 AND m.team_id = ct.team_id AND m.ended_at IS NULL
		AND (m.role = 'manager' OR m.role = 'link-worker' AND ct.account_id = m.account_id))) AND ` + PeopleSeenBy("$1", "$2")

// KeepPerson is SeePerson without cover: nil for those with whom work about the
// person may lie, because they will still see the person when cover is over.
func KeepPerson(r db.Reader, accountID, personID string) error {
	_, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, keepPerson, personID, accountID)
	return err
}

// Lasting is with whom work about a person lies that an account begins: with
// themselves, or, where they cover, with the person's worker.
func Lasting(r db.Reader, accountID, personID string) (string, error) {
	switch err := KeepPerson(r, accountID, personID); {
	case err == nil:
		return accountID, nil
	case !errors.Is(err, db.ErrNotFound):
		return "", err
	}
	workers, err := db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT ct.account_id FROM care_team ct WHERE ct.person_id = $1 AND ct.until IS NULL AND ct.from_day IS NULL AND ct.account_id IS NOT NULL
		AND EXISTS (SELECT 1 FROM care_team own WHERE own.person_id = ct.person_id AND own.team_id = ct.team_id AND own.until IS NULL
			AND own.account_id = $2 AND own.from_day IS NOT NULL) ORDER BY ct.since, ct.id LIMIT 1`, personID, accountID)
	if err != nil || len(workers) == 0 {
		return accountID, err
	}
	return workers[0], nil
}
