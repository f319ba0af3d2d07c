package diary

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// State says what became of an appointment.
type State string

// The states of an appointment.
const (
	StatePlanned   State = "planned"
	StateRecorded  State = "recorded"
	StateCancelled State = "cancelled"
	StateMissed    State = "missed" // the person was not there
)

// becomes lists where an appointment may go. What is over stays as it was told.
var becomes = map[State][]State{StatePlanned: {StateRecorded, StateCancelled, StateMissed}}

// Becomes reports whether an appointment may go from one state to another.
func (s State) Becomes(next State) bool { return slices.Contains(becomes[s], next) }

// MoveWhy are the reasons for moving an appointment, as the page offers them.
var MoveWhy = []string{"They asked for another time", "I cannot make it", "The place is not free", "They are not well"}

// CancelWhy are the reasons for cancelling an appointment.
var CancelWhy = []string{"They do not need it now", "They do not want it", "I cannot make it", "They are not well", "It was a mistake"}

// MissedWhy are the reasons for which a person was not there. The last is for
// when nobody has been able to ask.
var MissedWhy = []string{"They forgot", "They were not well", "Getting there was hard", "They were worried about it", "Something else came up", NotAsked}

// NotAsked says that nobody knows yet why the person was not there.
const NotAsked = "I have not been able to ask"

// TheAppointment returns an appointment of a person whom the caller may see;
// db.ErrNotFound if it is not theirs.
func TheAppointment(r db.Reader, personID, id string) (Appointment, error) {
	return db.One(r, scanAppointment, appointmentColumns+` WHERE id = $1 AND person_id = $2`, id, personID)
}

// Reschedule moves a planned appointment of a person to another time; *db.Invalid
// as for Agree and without a reason, db.ErrConflict if it is not planned any more.
func Reschedule(tx *db.Tx, personID, id string, starts time.Time, minutes int, why string) (Appointment, error) {
	a, err := TheAppointment(tx, personID, id)
	if err != nil {
		return a, err
	}
	if a.State != StatePlanned {
		return a, db.ErrConflict
	}
	var bad db.Invalid
	a.StartsAt, a.Minutes = starts, minutes
	a.check(tx.Now(), &bad)
	why = checkWhy(why, &bad)
	if err := bad.Err(); err != nil {
		return a, err
	}
	_, err = tx.Exec(`UPDATE appointments SET starts_at = $2, minutes = $3, why = $4, moved = moved + 1, version = version + 1 WHERE id = $1`,
		id, starts.UnixMilli(), minutes, why)
	if err != nil {
		return a, err
	}
	if err := giveBackOf(tx, id); err != nil {
		return a, err
	}
	if a.Means == "home" {
		if err := jobs.Enqueue(tx, Moved, MovedArgs{a.PersonID, a.ID}, time.Time{}); err != nil {
			return a, err
		}
	}
	return a, a.remind(tx)
}

// Moved is the kind of job that tells of a visit at home which was moved.
const Moved = "diary.moved"

// MovedArgs name the appointment and whose it is.
type MovedArgs struct {
	PersonID      string `json:"person"`
	AppointmentID string `json:"appointment"`
}

// EndBecause marks a planned appointment of a person as cancelled or missed,
// with the reason.
func EndBecause(tx *db.Tx, personID, id string, state State, why string) (Appointment, error) {
	a, err := TheAppointment(tx, personID, id)
	if err != nil {
		return a, err
	}
	if !a.State.Becomes(state) {
		return a, db.ErrConflict
	}
	var bad db.Invalid
	why = checkWhy(why, &bad)
	if state == StateMissed && a.StartsAt.After(tx.Now()) {
		bad.Add("why", "It has not begun yet. Cancel it if it will not take place")
	}
	if err := bad.Err(); err != nil {
		return a, err
	}
	a.State, a.Why = state, why
	_, err = tx.Exec(`UPDATE appointments SET state = $2, why = $3, version = version + 1 WHERE id = $1`, id, state, why)
	if err != nil {
		return a, err
	}
	if state == StateCancelled {
		if err := giveBackOf(tx, id); err != nil {
			return a, err
		}
	}
	return a, FinishAbout(tx, id)
}

func checkWhy(why string, bad *db.Invalid) string {
	why = strings.TrimSpace(why)
	if why == "" {
		bad.Add("why", "Choose why")
	} else if utf8.RuneCountInString(why) > 200 {
		bad.Add("why", "Why must be 200 characters or fewer")
	}
	return why
}
