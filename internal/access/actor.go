package access

import (
	"slices"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// Role is one of the parts that somebody with an account plays.
type Role string

// The roles with accounts.
const (
	LinkWorker    Role = "link-worker"
	Manager       Role = "manager"
	Practice      Role = "practice"
	Administrator Role = "administrator"
	Researcher    Role = "researcher"
)

// Roles lists all roles with accounts.
var Roles = []Role{LinkWorker, Manager, Practice, Administrator, Researcher}

// Words says a role to a reader.
func (r Role) Words() string {
	switch r {
	case LinkWorker:
		return "Link worker"
	case Manager:
		return "Team manager"
	case Practice:
		return "Practice"
	case Administrator:
		return "Administrator"
	case Researcher:
		return "Researcher"
	}
	return string(r)
}

// Membership is one role in one place.
type Membership struct {
	Role       Role
	TeamID     string // for link workers and managers
	PracticeID string // for practice staff
}

// Actor is the person acting now: an account with its current memberships.
type Actor struct {
	AccountID, Name string
	Memberships     []Membership
}

// Is reports whether the actor plays any of the roles.
func (a Actor) Is(roles ...Role) bool {
	return slices.ContainsFunc(a.Memberships, func(m Membership) bool { return slices.Contains(roles, m.Role) })
}

// Role is the first role that the actor plays, "" for none.
func (a Actor) Role() Role {
	if len(a.Memberships) == 0 {
		return ""
	}
	return a.Memberships[0].Role
}

// InTeam reports whether the actor works in the team, as worker or manager.
func (a Actor) InTeam(teamID string) bool {
	return teamID != "" && slices.ContainsFunc(a.Memberships, func(m Membership) bool { return m.TeamID == teamID })
}

// Manages reports whether the actor manages the team.
func (a Actor) Manages(teamID string) bool {
	return teamID != "" && slices.ContainsFunc(a.Memberships, func(m Membership) bool { return m.TeamID == teamID && m.Role == Manager })
}

// TeamID is the first team that the actor works in, "" for none.
func (a Actor) TeamID() string {
	for _, m := range a.Memberships {
		if m.TeamID != "" {
			return m.TeamID
		}
	}
	return ""
}

// PracticeID is the practice that the actor works for, "" for none.
func (a Actor) PracticeID() string {
	for _, m := range a.Memberships {
		if m.PracticeID != "" {
			return m.PracticeID
		}
	}
	return ""
}

// Audit is the actor as the audit trail names them.
func (a Actor) Audit() audit.Actor {
	return audit.Actor{ID: a.AccountID, Name: a.Name, Role: string(a.Role())}
}

// Load returns the actor for an account with the memberships that hold now.
func Load(r db.Reader, accountID, name string) (Actor, error) {
	memberships, err := db.List(r, func(s db.Scanner) (m Membership, err error) {
		err = s.Scan(&m.Role, db.Text(&m.TeamID), db.Text(&m.PracticeID))
		return
	}, `SELECT role, team_id, practice_id FROM memberships WHERE account_id = $1 AND ended_at IS NULL ORDER BY started_at, id`, accountID)
	return Actor{accountID, name, memberships}, err
}

// Join gives an account a role in a place.
func Join(tx *db.Tx, accountID string, m Membership) error {
	_, err := tx.Exec(`INSERT INTO memberships (id, account_id, role, team_id, practice_id, started_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), accountID, m.Role, db.Null(m.TeamID), db.Null(m.PracticeID), tx.Now().UnixMilli())
	return err
}

// Leave ends every role of an account at once.
func Leave(tx *db.Tx, accountID string) error {
	_, err := tx.Exec(`UPDATE memberships SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL`, accountID, tx.Now().UnixMilli())
	return err
}

// InRole lists the accounts that play a role in a team now.
func InRole(r db.Reader, role Role, teamID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT account_id FROM memberships WHERE role = $1 AND team_id = $2 AND ended_at IS NULL ORDER BY started_at, id`, role, teamID)
}

// OfAccounts returns the current memberships of every account.
func OfAccounts(r db.Reader) (map[string][]Membership, error) {
	type row struct {
		account string
		Membership
	}
	rows, err := db.List(r, func(s db.Scanner) (m row, err error) {
		err = s.Scan(&m.account, &m.Role, db.Text(&m.TeamID), db.Text(&m.PracticeID))
		return
	}, `SELECT account_id, role, team_id, practice_id FROM memberships WHERE ended_at IS NULL ORDER BY started_at, id`)
	byAccount := make(map[string][]Membership)
	for _, m := range rows {
		byAccount[m.account] = append(byAccount[m.account], m.Membership)
	}
	return byAccount, err
}

// Administrators lists the accounts that look after the area now.
func Administrators(r db.Reader) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT account_id FROM memberships WHERE role = 'administrator' AND ended_at IS NULL ORDER BY started_at, id`)
}
