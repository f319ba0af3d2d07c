package lonework

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/safeguarding"
)

// Visit is a visit to somebody's home with a time by which its worker has
// checked out.
type Visit struct {
	ID, AppointmentID, PersonID string
	TeamID                      string
	AccountID, Name             string    // of the worker
	How                         string    // code of vocabulary.TravelWays
	BackBy                      time.Time // when they expect to have left
	State                       State
	Help                        bool   // the worker asked for it
	OwnerID, OwnerName          string // whose turn it is, or who is on it; "" for nobody
	StartedAt, AlarmAt, EndedAt time.Time
	Outcome                     string // of an alarm: code of vocabulary.AlarmOutcomes
	Version                     int

	after    int  // minutes from the end of the appointment to BackBy
	turn     int  // of the clock
	reminded bool // the worker was asked to check out
	passed   int  // how often the alarm was given to somebody
}

// Late reports whether the time is over and the worker has not checked out.
func (v Visit) Late(now time.Time) bool { return !v.State.Over() && now.After(v.BackBy) }

const visitColumns = `SELECT v.id, v.appointment_id, v.person_id, v.team_id, v.account_id, v.name, v.how, v.back_by, v.after_minutes, v.state, v.turn, v.reminded, v.help, v.passed,
	v.owner_id, v.owner_name, v.started_at, v.alarm_at, v.ended_at, v.outcome, v.version FROM home_visits v`

func scanVisit(s db.Scanner) (v Visit, err error) {
	err = s.Scan(&v.ID, &v.AppointmentID, &v.PersonID, &v.TeamID, &v.AccountID, &v.Name, &v.How, db.At(&v.BackBy), &v.after, &v.State, &v.turn, &v.reminded, &v.Help, &v.passed,
		&v.OwnerID, &v.OwnerName, db.At(&v.StartedAt), db.At(&v.AlarmAt), db.At(&v.EndedAt), &v.Outcome, &v.Version)
	return
}

// The returns a visit that concerns the actor: their own, or one that rang and
// of whose team they are in the chain or a manager. db.ErrNotFound for others.
func The(r db.Reader, by access.Actor, id string) (Visit, error) {
	v, err := db.One(r, scanVisit, visitColumns+` WHERE v.id = $1`, id)
	if err != nil || v.AccountID == by.AccountID {
		return v, err
	}
	answers, err := mayAnswer(r, by, v.TeamID)
	if err == nil && (!answers || v.AlarmAt.IsZero()) {
		err = db.ErrNotFound
	}
	if err != nil {
		return Visit{}, err
	}
	return v, nil
}

// mayAnswer reports whether the actor answers alarms of a team.
func mayAnswer(r db.Reader, by access.Actor, teamID string) (bool, error) {
	chain, err := named(r, teamID)
	return by.Manages(teamID) || slices.ContainsFunc(chain, func(x safeguarding.Reader) bool { return x.AccountID == by.AccountID }), err
}

// Of returns the visit that was planned last for an appointment of a person
// whom the caller may see, and whether there is one that was not called off.
func Of(r db.Reader, personID, appointmentID string) (Visit, bool, error) {
	all, err := db.List(r, scanVisit, visitColumns+` WHERE v.appointment_id = $1 AND v.person_id = $2 AND v.state <> 'called-off' ORDER BY v.id DESC LIMIT 1`, appointmentID, personID)
	if err != nil || len(all) == 0 {
		return Visit{}, false, err
	}
	return all[0], true, nil
}

// Watched lists the visits of the actor's teams that are not over, those that
// ring first, then by the time at which the worker will have left. A colleague
// sees who is out until when.
func Watched(r db.Reader, by access.Actor) ([]Visit, error) {
	return db.List(r, scanVisit, visitColumns+` WHERE `+access.TeamSeenBy("v.team_id", "$1")+` AND v.state IN ('planned', 'out', 'alarm', 'answered')
		ORDER BY CASE v.state WHEN 'alarm' THEN 0 WHEN 'answered' THEN 1 WHEN 'out' THEN 2 ELSE 3 END, v.back_by, v.id LIMIT 200`, by.AccountID)
}

// Mine lists the actor's own visits that are not over, the next first.
func Mine(r db.Reader, by access.Actor) ([]Visit, error) {
	return db.List(r, scanVisit, visitColumns+` WHERE v.account_id = $1 AND v.state IN ('planned', 'out', 'alarm', 'answered') ORDER BY v.back_by, v.id LIMIT 50`, by.AccountID)
}

// WaitingFor lists the alarms that lie with the actor, the oldest first.
func WaitingFor(r db.Reader, by access.Actor) ([]Visit, error) {
	return db.List(r, scanVisit, visitColumns+` WHERE v.owner_id = $1 AND v.state IN ('alarm', 'answered') ORDER BY v.alarm_at, v.id LIMIT 50`, by.AccountID)
}

// Entry is one thing that happened on a visit.
type Entry struct {
	At           time.Time
	ByName, What string
	Words        string
}

// Entries list what happened on a visit, first to last. The caller has found
// the visit.
func Entries(r db.Reader, id string) ([]Entry, error) {
	return db.List(r, func(s db.Scanner) (e Entry, err error) {
		err = s.Scan(db.At(&e.At), &e.ByName, &e.What, &e.Words)
		return
	}, `SELECT at, by_name, what, words FROM home_visit_entries WHERE visit_id = $1 ORDER BY at, id`, id)
}

// watch is the kind of job that looks whether a worker has checked out.
const watch = "lonework.watch"

// watchArgs name the turn as well as the visit, so that a job that runs twice
// or late finds that its turn is over.
type watchArgs struct {
	VisitID string `json:"visit"`
	Turn    int    `json:"turn"`
}

// save stores where a visit stands and plans the next turn of its clock; a zero
// at plans none.
func (v *Visit) save(tx *db.Tx, at time.Time) error {
	v.turn++
	n, err := tx.Exec(`UPDATE home_visits SET how = $3, back_by = $4, after_minutes = $5, state = $6, turn = $7, reminded = $8, help = $9, passed = $10, owner_id = $11, owner_name = $12,
		started_at = $13, alarm_at = $14, ended_at = $15, outcome = $16, account_id = $17, name = $18, version = version + 1 WHERE id = $1 AND version = $2`,
		v.ID, v.Version, v.How, db.Ms(v.BackBy), v.after, v.State, v.turn, v.reminded, v.Help, v.passed, v.OwnerID, v.OwnerName,
		db.Ms(v.StartedAt), db.Ms(v.AlarmAt), db.Ms(v.EndedAt), v.Outcome, v.AccountID, v.Name)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	v.Version++
	if at.IsZero() {
		return nil
	}
	return jobs.Enqueue(tx, watch, watchArgs{v.ID, v.turn}, at)
}

func (v Visit) note(tx *db.Tx, byName, what, words string) error {
	_, err := tx.Exec(`INSERT INTO home_visit_entries (id, visit_id, at, by_name, what, words) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), v.ID, tx.Now().UnixMilli(), byName, what, words)
	return err
}

// happened notes what somebody did, for the visit and for the trail.
func (v Visit) happened(tx *db.Tx, by audit.Actor, act, what, words string) error {
	if err := v.note(tx, by.Name, what, words); err != nil {
		return err
	}
	return audit.Change(tx, by, "visit."+act, v.PersonID, "home-visit", v.ID)
}
