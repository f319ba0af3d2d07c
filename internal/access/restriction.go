package access

import (
	"fmt"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Restriction says that only a person's own worker, those named and those who
// lead safeguarding in the team see the record.
type Restriction struct {
	ID, PersonID, TeamID string
	Reason               string // code of vocabulary.RestrictionReasons
	Words                string
	ReviewOn             dates.Date
	ByID, ByName         string
	Since                time.Time
	Named                []string // accounts
}

// Restricted is the SQL condition that the record of the person in a column is
// restricted.
func Restricted(column string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM restrictions res WHERE res.person_id = %s AND res.until IS NULL)`, column)
}

// given is the condition that the account was named for a restricted record, or
// opened the record in an emergency a while ago, and still works in that team.
func given(column, account string) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM given_access given WHERE given.account_id = %[2]s AND given.person_id = %[1]s AND (given.until IS NULL OR given.until > $now)
		AND EXISTS (SELECT 1 FROM memberships mem WHERE mem.account_id = given.account_id AND mem.team_id = given.team_id
			AND mem.role IN ('link-worker', 'manager') AND mem.ended_at IS NULL))`, column, account)
}

// leads is the condition that the record is restricted and the account leads
// safeguarding in a team that looks after the person.
func leads(column, account string) string {
	nobodyGone := func(string) string { return `(1 = 0)` }
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM restrictions res JOIN care_team care ON care.person_id = res.person_id AND care.until IS NULL
		WHERE res.person_id = %s AND res.until IS NULL AND %s)`, column, LeadsSafety("care.team_id", account, nobodyGone))
}

// Restrict restricts a record. The caller has checked who may and that it is
// not restricted yet.
func Restrict(tx *db.Tx, r Restriction) (string, error) {
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO restrictions (id, person_id, team_id, reason, words, review_on, by_id, by_name, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, r.PersonID, r.TeamID, r.Reason, r.Words, r.ReviewOn, r.ByID, r.ByName, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	for _, account := range r.Named {
		if err := give(tx, r.PersonID, r.TeamID, account, "named", time.Time{}); err != nil {
			return "", err
		}
	}
	return id, nil
}

func give(tx *db.Tx, personID, teamID, accountID, kind string, until time.Time) error {
	_, err := tx.Exec(`INSERT INTO given_access (id, person_id, team_id, account_id, kind, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), personID, teamID, accountID, kind, tx.Now().UnixMilli(), db.Ms(until))
	return err
}

// Unrestrict ends the restriction of a record and the access of those named.
func Unrestrict(tx *db.Tx, personID, byName string) error {
	n, err := tx.Exec(`UPDATE restrictions SET until = $2, ended_name = $3 WHERE person_id = $1 AND until IS NULL`, personID, tx.Now().UnixMilli(), byName)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	_, err = tx.Exec(`UPDATE given_access SET until = $2 WHERE person_id = $1 AND kind = 'named' AND until IS NULL`, personID, tx.Now().UnixMilli())
	return err
}

// OpenInEmergency gives an account access to one person's record until a time,
// after which it ends by itself. The caller has checked that it may.
func OpenInEmergency(tx *db.Tx, personID, teamID, accountID string, until time.Time) error {
	return give(tx, personID, teamID, accountID, "emergency", until)
}

const restrictionColumns = `SELECT res.id, res.person_id, res.team_id, res.reason, res.words, res.review_on, res.by_id, res.by_name, res.since FROM restrictions res`

func scanRestriction(s db.Scanner) (r Restriction, err error) {
	err = s.Scan(&r.ID, &r.PersonID, &r.TeamID, &r.Reason, &r.Words, &r.ReviewOn, &r.ByID, &r.ByName, db.At(&r.Since))
	return
}

// RestrictionOf returns the restriction of a record with those named, or
// db.ErrNotFound. The caller has checked that its reader may see the person.
func RestrictionOf(r db.Reader, personID string) (Restriction, error) {
	x, err := db.One(r, scanRestriction, restrictionColumns+` WHERE res.person_id = $1 AND res.until IS NULL`, personID)
	if err != nil {
		return x, err
	}
	x.Named, err = db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT given.account_id FROM given_access given WHERE given.person_id = $1 AND given.kind = 'named' AND given.until IS NULL ORDER BY given.since, given.id`, personID)
	return x, err
}

// Restrictions lists what is restricted in the teams that a condition on
// res.team_id chooses, with the account in $1, those to look at again first.
func Restrictions(r db.Reader, accountID, condition string) ([]Restriction, error) {
	return db.List(r, scanRestriction, restrictionColumns+` WHERE res.until IS NULL AND `+condition+` ORDER BY res.review_on, res.id LIMIT 300`, accountID)
}

// IsRestricted reports whether a record is restricted.
func IsRestricted(r db.Reader, personID string) (bool, error) {
	n, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM restrictions res WHERE res.person_id = $1 AND res.until IS NULL`, personID)
	return n > 0, err
}

// EmergencyUntil returns until when the actor has a record open in an
// emergency; the zero time if they have not.
func EmergencyUntil(r db.Reader, a Actor, personID string) (until time.Time, err error) {
	err = r.QueryRow(`SELECT max(given.until) FROM given_access given WHERE given.account_id = $1 AND given.person_id = $2 AND given.kind = 'emergency' AND given.until > $now`,
		a.AccountID, personID).Scan(db.At(&until))
	return until, err
}

// InCareOfTeam is the SQL condition that the person in a column is looked after
// by a team in which the account works, whoever in it may see them.
func InCareOfTeam(column, account string) string {
	return inCareOf(column, account, `mem.role IN ('link-worker', 'manager')`)
}
