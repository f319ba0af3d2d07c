package access

import (
	"fmt"

	"linkwork/internal/db"
)

// Lead is somebody who reads a team's safeguarding concerns.
type Lead struct {
	AccountID string
	Phone     string // under which colleagues reach them
}

// inPlace is the SQL condition that a row of safety_leads holds now and its
// account still supports people somewhere in the area.
const inPlace = `l.until IS NULL AND EXISTS (SELECT 1 FROM memberships lm WHERE lm.account_id = l.account_id
	AND lm.role IN ('link-worker', 'manager') AND lm.ended_at IS NULL)`

// LeadsOf lists the lead and the deputies of a team, in order, as far as they
// still support people in the area.
func LeadsOf(r db.Reader, teamID string) ([]Lead, error) {
	return db.List(r, func(s db.Scanner) (l Lead, err error) {
		err = s.Scan(&l.AccountID, &l.Phone)
		return
	}, `SELECT l.account_id, l.phone FROM safety_leads l WHERE l.team_id = $1 AND `+inPlace+` ORDER BY l.position, l.id`, teamID)
}

// NameLeads puts a lead and deputies, in order, in place of those there were.
// The caller has checked that the actor manages the team.
func NameLeads(tx *db.Tx, teamID string, leads []Lead) error {
	if _, err := tx.Exec(`UPDATE safety_leads SET until = $2 WHERE team_id = $1 AND until IS NULL`, teamID, tx.Now().UnixMilli()); err != nil {
		return err
	}
	for i, l := range leads {
		if _, err := tx.Exec(`INSERT INTO safety_leads (id, team_id, account_id, position, phone, since) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.NewID(), teamID, l.AccountID, i+1, l.Phone, tx.Now().UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

// LeadsSafety is the SQL condition that the account in parameter account reads
// the safeguarding concerns of the team in a column: it is the team's lead or a
// deputy, or manages a team that has neither. gone is the condition that the
// account in a column may not log in any more, which this room does not know.
func LeadsSafety(teamColumn, account string, gone func(column string) string) string {
	return fmt.Sprintf(`(EXISTS (SELECT 1 FROM safety_leads l WHERE l.team_id = %[1]s AND l.account_id = %[2]s AND %[3]s)
		OR EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = %[2]s AND m.team_id = %[1]s AND m.role = 'manager' AND m.ended_at IS NULL)
		AND NOT EXISTS (SELECT 1 FROM safety_leads l WHERE l.team_id = %[1]s AND %[3]s AND NOT %[4]s))`, teamColumn, account, inPlace, gone("l.account_id"))
}

// CaringTeam returns the team through which the actor may see a person, the
// one that took them on last; db.ErrNotFound if they may not.
func CaringTeam(r db.Reader, a Actor, personID string) (string, error) {
	return db.One(r, func(s db.Scanner) (team string, err error) {
		err = s.Scan(&team)
		return
	}, `SELECT caring.team_id FROM care_team caring WHERE caring.person_id = $1 AND caring.until IS NULL AND `+TeamSeenBy("caring.team_id", "$2")+
		` AND `+PeopleSeenBy("$1", "$2")+` ORDER BY caring.since DESC, caring.id DESC LIMIT 1`, personID, a.AccountID)
}

// LooksAfter reports whether the actor is a person's own worker now, or covers
// for them today.
func LooksAfter(r db.Reader, a Actor, personID string) (bool, error) {
	n, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM care_team care WHERE care.person_id = $1 AND care.account_id = $2 AND care.until IS NULL AND `+lastsOrCovers+` AND `+WorksIn("care.account_id", "care.team_id"), personID, a.AccountID)
	return n > 0, err
}

// LedTeams lists the teams whose safeguarding concerns an account reads. gone
// is as for LeadsSafety.
func LedTeams(r db.Reader, accountID string, gone func(column string) string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (team string, err error) {
		err = s.Scan(&team)
		return
	}, `SELECT t.team_id FROM (SELECT l.team_id FROM safety_leads l WHERE l.account_id = $1 AND l.until IS NULL
		UNION SELECT m.team_id FROM memberships m WHERE m.account_id = $1 AND m.role = 'manager' AND m.ended_at IS NULL) t
		WHERE `+LeadsSafety("t.team_id", "$1", gone)+` ORDER BY t.team_id`, accountID)
}

// TeamsOf lists the teams that look after a person now, whoever asks: for an act
// with its own rule of access.
func TeamsOf(r db.Reader, personID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (team string, err error) {
		err = s.Scan(&team)
		return
	}, `SELECT DISTINCT ct.team_id FROM care_team ct WHERE ct.person_id = $1 AND ct.until IS NULL ORDER BY ct.team_id`, personID)
}

// Supporters lists the accounts that work in a team now, as link worker or
// manager.
func Supporters(r db.Reader, teamID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT DISTINCT m.account_id FROM memberships m WHERE m.team_id = $1 AND m.role IN ('link-worker', 'manager') AND m.ended_at IS NULL ORDER BY m.account_id`, teamID)
}

// WorkersOf lists the accounts that are a person's link workers now.
func WorkersOf(r db.Reader, personID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT ct.account_id FROM care_team ct WHERE ct.person_id = $1 AND ct.account_id IS NOT NULL AND ct.until IS NULL ORDER BY ct.since, ct.id`, personID)
}
