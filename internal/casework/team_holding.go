package casework

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Supported is one holding in the team, with who is kept in touch with and by
// whom.
type Supported struct {
	Holding
	Person   people.Person
	WorkerID string
}

// teamHolds is the condition of the team's view and of all that is counted in
// it: holdings of people whom the actor may see in their teams.
var teamHolds = access.TeamSeenBy("c.team_id", "$1") + ` AND ` + access.PeopleSeenBy("h.person_id", "$1")

const supportedColumns = `SELECT h.id, h.case_id, h.person_id, h.function, h.service_id, h.waiting_for, h.joined_on, h.agreed, h.every_days, h.next_check_in,
	h.talk_about_on, h.since, h.ended_on, h.end_words, h.version, c.worker_id FROM cases c JOIN holdings h ON h.case_id = c.id`

func scanSupported(s db.Scanner) (x Supported, err error) {
	x.Holding, err = scanHolding(scanWith{s, []any{&x.WorkerID}})
	return
}

// SupportedNow lists who in the actor's teams is supported while they wait, get
// ready or carry something, the longest first.
func SupportedNow(r db.Reader, by access.Actor) ([]Supported, error) {
	rows, err := db.List(r, scanSupported, supportedColumns+` WHERE `+teamHolds+` AND `+stillOpen+` AND h.ended_on IS NULL ORDER BY h.since, h.id`, by.AccountID)
	if err != nil {
		return nil, err
	}
	return rows, nameSupported(r, rows)
}

func nameSupported(r db.Reader, rows []Supported) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.PersonID
	}
	named, err := people.Named(r, ids)
	for i := range rows {
		rows[i].Person = named[rows[i].PersonID]
	}
	return err
}
