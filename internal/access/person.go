package access

import (
	"errors"
	"fmt"

	"linkwork/internal/db"
)

// PeopleSeenBy is the SQL condition that column names a person whom the
// account in parameter account ("$1") may see: they are the person's worker in
// a team, or cover for that worker today; they manage that team and the record is not restricted; they were
// given access, by name or for a while in an emergency; or the record is
// restricted and they lead safeguarding in the team. Whoever left the team does
// not keep the person by working in another.
func PeopleSeenBy(column, account string) string {
	return `(` + inCareOf(column, account, isWorker+` OR mem.role = 'manager' AND NOT `+Restricted(column)) +
		` OR ` + given(column, account) + ` OR ` + leads(column, account) + `)`
}

// PeopleListedFor is the SQL condition that column names a person who has a row
// in lists of a team for the account in parameter account: somebody whom they
// may see, or somebody in a team that they manage whose record is restricted.
// The row of such a person says nothing but that there is one.
func PeopleListedFor(column, account string) string {
	return `(` + inCareOf(column, account, isWorker+` OR mem.role = 'manager'`) +
		` OR ` + given(column, account) + ` OR ` + leads(column, account) + `)`
}

// isWorker is that a place in the care team is the member's own, for good or on
// the days on which they cover.
const isWorker = `mem.role = 'link-worker' AND care.account_id = mem.account_id AND ` + lastsOrCovers

// inCareOf is the condition that a person is in the care of a team in which the
// account has a membership mem for which more is true.
func inCareOf(column, account, more string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM care_team care WHERE care.person_id = %[1]s AND care.until IS NULL
		AND EXISTS (SELECT 1 FROM memberships mem WHERE mem.account_id = %[2]s AND mem.team_id = care.team_id AND mem.ended_at IS NULL AND (%[3]s)))`, column, account, more)
}

var seePerson = `SELECT 1 WHERE ` + PeopleSeenBy("$1", "$2")

// SeePerson returns nil if the actor may see the person, and db.ErrNotFound if
// they may not or there is no such person.
func SeePerson(r db.Reader, a Actor, personID string) error {
	_, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, seePerson, personID, a.AccountID)
	return err
}

// Sees reports whether the actor may see the person, for who goes on where they
// may not.
func Sees(r db.Reader, a Actor, personID string) (bool, error) {
	err := SeePerson(r, a, personID)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Grant puts a person in the care of a team and, where accountID is given, of
// that worker. A worker who had the person in the same team before is
// relieved.
func Grant(tx *db.Tx, personID, teamID, accountID string) error {
	if err := Relieve(tx, personID, teamID); err != nil {
		return err
	}
	if err := addToCareTeam(tx, personID, teamID, ""); err != nil || accountID == "" {
		return err
	}
	return addToCareTeam(tx, personID, teamID, accountID)
}

func addToCareTeam(tx *db.Tx, personID, teamID, accountID string) error {
	_, err := tx.Exec(`INSERT INTO care_team (id, person_id, team_id, account_id, since) VALUES ($1, $2, $3, $4, $5)`,
		tx.NewID(), personID, teamID, db.Null(accountID), tx.Now().UnixMilli())
	return err
}

// Relieve ends the care of a person by a team and its workers.
func Relieve(tx *db.Tx, personID, teamID string) error {
	_, err := tx.Exec(`UPDATE care_team SET until = $3 WHERE person_id = $1 AND team_id = $2 AND until IS NULL`,
		personID, teamID, tx.Now().UnixMilli())
	return err
}

// TeamSeenBy is the SQL condition that column names a team in which the account
// in parameter account works. It is for lists of a team: the database looks the
// few teams up first and then goes only to their rows.
func TeamSeenBy(column, account string) string {
	return fmt.Sprintf(`%s IN (SELECT m.team_id FROM memberships m WHERE m.account_id = %s
		AND m.role IN ('link-worker', 'manager') AND m.ended_at IS NULL)`, column, account)
}

// WorkSeenBy is the SQL condition that a piece of work that belongs to a team
// and perhaps a practice is within reach of the account: they work in the
// team, or for the practice.
func WorkSeenBy(teamColumn, practiceColumn, account string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = %[3]s AND m.ended_at IS NULL AND (
		m.role IN ('link-worker', 'manager') AND m.team_id = %[1]s
		OR m.role = 'practice' AND m.practice_id = %[2]s))`, teamColumn, practiceColumn, account)
}

// Supervises is the SQL condition that column names a team that the account in
// parameter account manages.
func Supervises(column, account string) string {
	return fmt.Sprintf(`%s IN (SELECT m.team_id FROM memberships m WHERE m.account_id = %s AND m.role = 'manager' AND m.ended_at IS NULL)`, column, account)
}

// WorkerSeenBy is the SQL condition that column names an account whose diary
// the account in parameter account may see: their own, and those of the link
// workers and managers of a team that they manage.
func WorkerSeenBy(column, account string) string {
	return fmt.Sprintf(`(%[1]s = %[2]s OR %[1]s IN (SELECT w.account_id FROM memberships w
		JOIN memberships b ON b.team_id = w.team_id AND b.account_id = %[2]s AND b.role = 'manager' AND b.ended_at IS NULL
		WHERE w.ended_at IS NULL AND w.role IN ('link-worker', 'manager')))`, column, account)
}

// Colleagues lists the accounts that work in a team of the actor's now, the
// actor's own among them.
func Colleagues(r db.Reader, a Actor) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT DISTINCT c.account_id FROM memberships c WHERE c.ended_at IS NULL AND c.role IN ('link-worker', 'manager') AND `+
		TeamSeenBy("c.team_id", "$1")+` ORDER BY c.account_id`, a.AccountID)
}

// PeopleNear is a subquery for all whom PeopleSeenBy can be true of, and hardly
// anybody else. A search of a large area begins with these few people instead
// of with everybody who matches; whether each may be seen is still asked.
func PeopleNear(account string) string {
	return fmt.Sprintf(`SELECT near.person_id FROM care_team near WHERE near.account_id = %[1]s
		UNION SELECT near.person_id FROM given_access near WHERE near.account_id = %[1]s
		UNION SELECT near.person_id FROM restrictions near WHERE near.until IS NULL
		UNION SELECT near.person_id FROM memberships m JOIN care_team near ON near.team_id = m.team_id
			WHERE m.account_id = %[1]s AND m.role = 'manager' AND m.ended_at IS NULL`, account)
}

// WorksIn is the SQL condition that the account in one column is a link worker
// of the team in another now.
func WorksIn(accountColumn, teamColumn string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = %s AND m.team_id = %s
		AND m.role = 'link-worker' AND m.ended_at IS NULL)`, accountColumn, teamColumn)
}

// OwnPerson is the SQL condition that column names a person whose worker the
// account in parameter account is.
func OwnPerson(column, account string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM care_team ct WHERE ct.person_id = %s AND ct.until IS NULL AND ct.account_id = %s AND ct.from_day IS NULL)`, column, account)
}
