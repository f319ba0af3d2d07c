package teams

import (
	"strings"

	"linkwork/internal/db"
)

// Practice is a GP practice that refers people to a team.
type Practice struct {
	ID, TeamID, Name string
	ODSCode          string // organisation code, at most 6 characters
	Email, Phone     string
	Named            []string // accounts of its own link workers
	GivesItself      bool     // a new referral waits for one of them without anybody choosing
	Version          int
}

// AddPractice stores a new practice and returns its id; *db.Invalid if the
// name is missing or the ODS code is missing, too long or taken.
func AddPractice(tx *db.Tx, p Practice) (string, error) {
	p.Name, p.ODSCode = strings.TrimSpace(p.Name), strings.ToUpper(strings.TrimSpace(p.ODSCode))
	var bad db.Invalid
	if p.Name == "" {
		bad.Add("name", "Enter the name of the practice")
	}
	switch _, err := PracticeByODS(tx, p.ODSCode); {
	case p.ODSCode == "" || len(p.ODSCode) > 6:
		bad.Add("ods_code", "Enter the practice's ODS code, up to 6 letters and numbers")
	case err == nil:
		bad.Add("ods_code", "A practice with this ODS code is already there")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	p.ID = tx.NewID()
	_, err := tx.Exec(`INSERT INTO practices (id, team_id, name, ods_code, email, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.TeamID, p.Name, p.ODSCode, p.Email, p.Phone, tx.Now().UnixMilli())
	return p.ID, err
}

// NameWorkers keeps which link workers are a practice's own, and whether its
// new referrals go to them by themselves; db.ErrConflict if somebody saved
// first. The caller has checked the workers and that the actor manages the team.
func NameWorkers(tx *db.Tx, p Practice) error {
	n, err := tx.Exec(`UPDATE practices SET named_workers = $3, gives_itself = $4, version = version + 1 WHERE id = $1 AND version = $2`,
		p.ID, p.Version, strings.Join(p.Named, " "), p.GivesItself)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

const practiceColumns = `SELECT id, team_id, name, ods_code, email, phone, named_workers, gives_itself, version FROM practices`

func scanPractice(s db.Scanner) (p Practice, err error) {
	var named string
	err = s.Scan(&p.ID, &p.TeamID, &p.Name, &p.ODSCode, &p.Email, &p.Phone, &named, &p.GivesItself, &p.Version)
	p.Named = strings.Fields(named)
	return
}

// Practices lists all practices by name.
func Practices(r db.Reader) ([]Practice, error) {
	return db.List(r, scanPractice, practiceColumns+` ORDER BY name`)
}

// PracticesOf lists the practices of a team by name.
func PracticesOf(r db.Reader, teamID string) ([]Practice, error) {
	return db.List(r, scanPractice, practiceColumns+` WHERE team_id = $1 ORDER BY name`, teamID)
}

// ThePractice returns one practice or db.ErrNotFound.
func ThePractice(r db.Reader, id string) (Practice, error) {
	return db.One(r, scanPractice, practiceColumns+` WHERE id = $1`, id)
}

// PracticeByODS finds a practice by its organisation code, or db.ErrNotFound.
func PracticeByODS(r db.Reader, code string) (Practice, error) {
	return db.One(r, scanPractice, practiceColumns+` WHERE ods_code = $1`, strings.ToUpper(code))
}
