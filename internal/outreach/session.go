package outreach

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// SessionState is where a session stands.
type SessionState string

// The states of a session. A held one stays held.
const (
	Planned   SessionState = "planned"
	Held      SessionState = "held"
	Cancelled SessionState = "cancelled"
)

// Words says where a session stands.
func (s SessionState) Words() string {
	return map[SessionState]string{Planned: "Planned", Held: "Held", Cancelled: "Cancelled"}[s]
}

// Session is one meeting of a group.
type Session struct {
	ID, ProgrammeID, TeamID string
	Day                     dates.Date
	Starts, Minutes         int // minutes after midnight, and how long
	State                   SessionState
	Words                   string // what the group did; why it was cancelled
	Others                  int    // people who came and gave no name
	LedBy, LedName          string
	Version                 int
	Named                   int    // members who came
	Programme               string // its name
}

// Came is how many people were there.
func (s Session) Came() int { return s.Named + s.Others }

// When says day and time: "Thursday 26 November 2026 at 2pm".
func (s Session) When() string {
	return s.Day.WithDay() + " at " + dates.Clock(s.Day.At(s.Starts/60, s.Starts%60))
}

const sessionColumns = `SELECT s.id, s.programme_id, s.team_id, s.day, s.starts, s.minutes, s.state, s.words, s.others, s.led_by, s.led_name, s.version,
	(SELECT count(*) FROM attendances a WHERE a.session_id = s.id AND a.came), p.name FROM group_sessions s JOIN programmes p ON p.id = s.programme_id`

func scanSession(s db.Scanner) (x Session, err error) {
	err = s.Scan(&x.ID, &x.ProgrammeID, &x.TeamID, &x.Day, &x.Starts, &x.Minutes, &x.State, &x.Words, &x.Others, &x.LedBy, &x.LedName, &x.Version, &x.Named, &x.Programme)
	return
}

// Sessions lists the sessions of a group within the actor's reach, the latest
// day first.
func Sessions(r db.Reader, by access.Actor, programmeID string) ([]Session, error) {
	return db.List(r, scanSession, sessionColumns+` WHERE s.programme_id = $1 AND `+access.TeamSeenBy("s.team_id", "$2")+` ORDER BY s.day DESC, s.starts DESC, s.id LIMIT 200`,
		programmeID, by.AccountID)
}

// TheSession returns a session within the actor's reach, or db.ErrNotFound.
func TheSession(r db.Reader, by access.Actor, id string) (Session, error) {
	return db.One(r, scanSession, sessionColumns+` WHERE s.id = $1 AND `+access.TeamSeenBy("s.team_id", "$2"), id, by.AccountID)
}

// ToRegister lists the sessions that the actor leads whose day has come and
// whose register nobody has saved, the oldest first.
func ToRegister(r db.Reader, by access.Actor) ([]Session, error) {
	return db.List(r, scanSession, sessionColumns+` WHERE s.led_by = $1 AND s.state = 'planned' AND s.day <= $2 AND `+access.TeamSeenBy("s.team_id", "$1")+` ORDER BY s.day, s.starts, s.id LIMIT 50`,
		by.AccountID, dates.Of(r.Now()))
}

// Plan is one session or one a week.
type Plan struct {
	ProgrammeID     string
	First           dates.Date
	Starts, Minutes int
	Weeks           int // how many, a week apart; 1 for one
}

func (p Plan) check(today dates.Date) error {
	var bad db.Invalid
	if p.First.IsZero() || p.First.Before(today.AddDays(-31)) || p.First.After(today.AddMonths(18)) {
		bad.Add("day", "Enter a day, at most a month ago or in the next 18 months")
	}
	if p.Starts < 0 || p.Starts >= 24*60 {
		bad.Add("starts", "Choose when it begins")
	}
	if p.Minutes < 5 || p.Minutes > 600 {
		bad.Add("minutes", "Enter how many minutes, from 5 to 600")
	}
	if p.Weeks < 1 || p.Weeks > 52 {
		bad.Add("weeks", "Enter how many sessions, from 1 to 52")
	}
	return bad.Err()
}

// PlanSessions puts sessions of a group into the book, led by the actor.
func PlanSessions(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Plan) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		programme, err := running(tx, by, p.ProgrammeID)
		if err != nil {
			return err
		}
		if err := p.check(dates.Of(tx.Now())); err != nil {
			return err
		}
		for week := range p.Weeks {
			id := tx.NewID()
			if _, err := tx.Exec(`INSERT INTO group_sessions (id, programme_id, team_id, day, starts, minutes, state, words, others, led_by, led_name)
				VALUES ($1, $2, $3, $4, $5, $6, 'planned', '', 0, $7, $8)`, id, programme.ID, programme.TeamID, p.First.AddDays(7*week), p.Starts, p.Minutes, by.AccountID, by.Name); err != nil {
				return err
			}
			if err := audit.Change(tx, by.Audit(), "session.planned", "", "group-session", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// CancelSession cancels a planned session with the reason.
func CancelSession(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, why string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		s, err := TheSession(tx, by, id)
		if err != nil {
			return err
		}
		if s.Version != version || s.State != Planned {
			return db.ErrConflict
		}
		var bad db.Invalid
		if why = strings.TrimSpace(why); why == "" {
			bad.Add("why", "Say why it does not take place")
		}
		short(&bad, "why", why, 300)
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE group_sessions SET state = 'cancelled', words = $2, version = version + 1 WHERE id = $1`, id, why); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "session.cancelled", "", "group-session", id)
	})
}
