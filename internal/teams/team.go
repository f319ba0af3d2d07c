package teams

import (
	"slices"
	"strings"

	"linkwork/internal/db"
)

// Team is the link workers of one network.
type Team struct {
	ID         string
	Name       string
	Kind       string // what sort of place, in a few words
	Phone      string
	Outcodes   []string // where it works
	AimDays    int      // working days to the first contact
	AgreedOpen int      // people open at once, for a full-time worker
	Attempts   int      // tries before "we could not reach you"
	Means      int      // different means among those tries, at least
	CheckIn    int      // usual days between check-ins while holding
	WorksFrom  int      // minutes after midnight in London, Monday to Friday
	WorksUntil int      // the same
	ReopenDays int      // days after closing in which the same episode can go on
	Supervise  int      // usual days from one supervision to the next
	Version    int
}

// AddTeam stores a new team and returns its id; *db.Invalid if it has no name
// or the name is taken.
func AddTeam(tx *db.Tx, t Team) (string, error) {
	t = t.Usual()
	var bad db.Invalid
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		bad.Add("name", "Enter the name of the team")
	}
	all, err := Teams(tx)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(all, func(other Team) bool { return strings.EqualFold(other.Name, t.Name) }) {
		bad.Add("name", "There is a team of this name already")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	t.ID = tx.NewID()
	outcodes := strings.ToUpper(strings.Join(t.Outcodes, " "))
	_, err = tx.Exec(`INSERT INTO teams (id, name, kind, phone, outcodes, aim_days, agreed_open, attempts, check_in_days, reopen_days, created_at, least_means, supervise_days, works_from, works_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		t.ID, t.Name, t.Kind, t.Phone, outcodes, t.AimDays, t.AgreedOpen, t.Attempts, t.CheckIn, t.ReopenDays, tx.Now().UnixMilli(), t.Means, t.Supervise, t.WorksFrom, t.WorksUntil)
	return t.ID, err
}

const teamColumns = `SELECT id, name, kind, phone, outcodes, aim_days, agreed_open, attempts, check_in_days, reopen_days, least_means, supervise_days, works_from, works_until, version FROM teams`

func scanTeam(s db.Scanner) (t Team, err error) {
	var outcodes string
	err = s.Scan(&t.ID, &t.Name, &t.Kind, &t.Phone, &outcodes, &t.AimDays, &t.AgreedOpen, &t.Attempts, &t.CheckIn, &t.ReopenDays, &t.Means, &t.Supervise, &t.WorksFrom, &t.WorksUntil, &t.Version)
	t.Outcodes = strings.Fields(outcodes)
	return
}

// Teams lists all teams by name.
func Teams(r db.Reader) ([]Team, error) {
	return db.List(r, scanTeam, teamColumns+` ORDER BY name`)
}

// TheTeam returns one team or db.ErrNotFound.
func TheTeam(r db.Reader, id string) (Team, error) {
	return db.One(r, scanTeam, teamColumns+` WHERE id = $1`, id)
}

// ServingOutcode picks the team that serves an outcode ("QX1"); with no match
// it is the first team by name, so that nobody's request is left without one.
func ServingOutcode(r db.Reader, outcode string) (Team, error) {
	all, err := Teams(r)
	if err != nil {
		return Team{}, err
	}
	if len(all) == 0 {
		return Team{}, db.ErrNotFound
	}
	for _, t := range all {
		if slices.Contains(t.Outcodes, outcode) {
			return t, nil
		}
	}
	return all[0], nil
}
