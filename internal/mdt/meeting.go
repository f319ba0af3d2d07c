package mdt

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
)

// Meeting is a meeting of a practice's team.
type Meeting struct {
	ID, TeamID, PracticeID string
	Day                    dates.Date
	Starts                 int // minutes after midnight
	Place                  string
	Cancelled              string // why, "" while it takes place
	ByName                 string
	Version                int
	Practice               string // its name
	Raised                 int    // people whom the reader may see and who are on the list
}

// When says day and time.
func (m Meeting) When() string {
	return m.Day.WithDay() + " at " + dates.Clock(m.Day.At(m.Starts/60, m.Starts%60))
}

var meetingColumns = `SELECT m.id, m.team_id, m.practice_id, m.day, m.starts, m.place, m.cancelled, m.by_name, m.version,
	(SELECT count(*) FROM mdt_items i WHERE i.meeting_id = m.id AND i.state <> 'withdrawn' AND ` + access.PeopleSeenBy("i.person_id", "$1") + `) FROM mdt_meetings m WHERE ` + access.TeamSeenBy("m.team_id", "$1")

func scanMeeting(s db.Scanner) (m Meeting, err error) {
	err = s.Scan(&m.ID, &m.TeamID, &m.PracticeID, &m.Day, &m.Starts, &m.Place, &m.Cancelled, &m.ByName, &m.Version, &m.Raised)
	return
}

// Meetings lists the meetings of the actor's teams from a day on, the soonest
// first.
func Meetings(r db.Reader, by access.Actor, from dates.Date) ([]Meeting, error) {
	list, err := db.List(r, scanMeeting, meetingColumns+` AND m.day >= $2 ORDER BY m.day, m.starts, m.id LIMIT 200`, by.AccountID, from)
	return named(r, list, err)
}

// Before lists the meetings in the six months before a day, the latest first.
func Before(r db.Reader, by access.Actor, day dates.Date) ([]Meeting, error) {
	list, err := db.List(r, scanMeeting, meetingColumns+` AND m.day < $2 AND m.day >= $3 ORDER BY m.day DESC, m.starts DESC, m.id LIMIT 200`, by.AccountID, day, day.AddMonths(-6))
	return named(r, list, err)
}

func named(r db.Reader, list []Meeting, err error) ([]Meeting, error) {
	if err != nil || len(list) == 0 {
		return nil, err
	}
	practices, err := teams.Practices(r)
	for i := range list {
		for _, p := range practices {
			if p.ID == list[i].PracticeID {
				list[i].Practice = p.Name
			}
		}
	}
	return list, err
}

// TheMeeting returns a meeting of a team of the actor's, or db.ErrNotFound.
func TheMeeting(r db.Reader, by access.Actor, id string) (Meeting, error) {
	m, err := db.One(r, scanMeeting, meetingColumns+` AND m.id = $2`, by.AccountID, id)
	if err != nil {
		return m, err
	}
	practice, err := teams.ThePractice(r, m.PracticeID)
	m.Practice = practice.Name
	return m, err
}

// Plan puts a meeting of a practice of the actor's team on the list.
func Plan(ctx context.Context, d *db.DB, by access.Actor, key once.Key, m Meeting) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			practice, err := teams.ThePractice(tx, m.PracticeID)
			var bad db.Invalid
			switch {
			case err != nil && err != db.ErrNotFound:
				return "", err
			case err != nil || !by.InTeam(practice.TeamID):
				bad.Add("practice", "Choose one of your team’s practices")
			}
			today := dates.Of(tx.Now())
			if m.Day.IsZero() || m.Day.Before(today) || m.Day.After(today.AddMonths(12)) {
				bad.Add("day", "Enter a day from today on, within a year")
			}
			if m.Starts < 0 || m.Starts >= 24*60 {
				bad.Add("starts", "Choose when it begins")
			}
			if m.Place = strings.TrimSpace(m.Place); len([]rune(m.Place)) > 200 {
				bad.Add("place", "Use 200 characters or fewer")
			}
			if err := bad.Err(); err != nil {
				return "", err
			}
			id := tx.NewID()
			if _, err := tx.Exec(`INSERT INTO mdt_meetings (id, team_id, practice_id, day, starts, place, cancelled, by_name) VALUES ($1, $2, $3, $4, $5, $6, '', $7)`,
				id, practice.TeamID, practice.ID, m.Day, m.Starts, m.Place, by.Name); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "mdt.planned", "", "mdt-meeting", id)
		})
		return err
	})
	return id, err
}

// Cancel says that a meeting does not take place. Who was raised stays on the
// list, to be taken to the next.
func Cancel(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, why string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		m, err := TheMeeting(tx, by, id)
		if err != nil {
			return err
		}
		if m.Version != version || m.Cancelled != "" {
			return db.ErrConflict
		}
		var bad db.Invalid
		if why = strings.TrimSpace(why); why == "" || len([]rune(why)) > 200 {
			bad.Add("cancelled", "Say why, in up to 200 characters")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE mdt_meetings SET cancelled = $2, version = version + 1 WHERE id = $1`, id, why); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "mdt.cancelled", "", "mdt-meeting", id)
	})
}
