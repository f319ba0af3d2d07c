package diary

import (
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Appointment is a time agreed with a person.
type Appointment struct {
	ID, AccountID, PersonID string
	StartsAt                time.Time
	Minutes                 int
	Means                   string // code of vocabulary.ContactMeans
	Place                   string
	Note                    string // what to bring
	Interpreter             Interpreter
	State                   State
	Why                     string // it was moved last, cancelled or missed
	Moved                   int    // how often
	Version                 int
}

// Past reports whether the appointment is over.
func (a Appointment) Past(now time.Time) bool {
	return a.Ends().Before(now)
}

// Agree stores an appointment and returns its id; *db.Invalid if it has no
// time, lies in the past or has a length outside 5 minutes to 8 hours.
func Agree(tx *db.Tx, a Appointment) (string, error) {
	var bad db.Invalid
	a.check(tx.Now(), &bad)
	if err := bad.Err(); err != nil {
		return "", err
	}
	a.ID = tx.NewID()
	_, err := tx.Exec(`INSERT INTO appointments (id, account_id, person_id, starts_at, minutes, means, place, note, interpreter, interpreter_language, state, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'planned', $11)`,
		a.ID, a.AccountID, a.PersonID, a.StartsAt.UnixMilli(), a.Minutes, a.Means, strings.TrimSpace(a.Place), strings.TrimSpace(a.Note),
		a.Interpreter.Booking, a.Interpreter.Language, tx.Now().UnixMilli())
	if err != nil {
		return "", err
	}
	return a.ID, a.remind(tx)
}

func (a Appointment) check(now time.Time, bad *db.Invalid) {
	if a.StartsAt.IsZero() {
		bad.Add("starts", "Enter a date and a time")
	} else if a.StartsAt.Before(now) {
		bad.Add("starts", "The date and time must be in the future")
	}
	if a.Minutes < 5 || a.Minutes > 480 {
		bad.Add("minutes", "Enter how long it takes, from 5 to 480 minutes")
	}
	if len([]rune(a.Note)) > 200 {
		bad.Add("bring", "Use 200 characters or fewer")
	}
}

const appointmentColumns = `SELECT id, account_id, person_id, starts_at, minutes, means, place, note, interpreter, interpreter_language, interpreter_ref, state, why, moved, version FROM appointments`

func scanAppointment(s db.Scanner) (a Appointment, err error) {
	err = s.Scan(&a.ID, &a.AccountID, &a.PersonID, db.At(&a.StartsAt), &a.Minutes, &a.Means, &a.Place, &a.Note,
		&a.Interpreter.Booking, &a.Interpreter.Language, &a.Interpreter.Reference, &a.State, &a.Why, &a.Moved, &a.Version)
	return
}

// Planned lists an account's planned appointments up to the end of a day,
// earliest first: those in the past still need a record.
func Planned(r db.Reader, accountID string, upTo dates.Date) ([]Appointment, error) {
	return db.List(r, scanAppointment, appointmentColumns+` WHERE account_id = $1 AND state = 'planned' AND starts_at < $2 ORDER BY starts_at, id`,
		accountID, upTo.AddDays(1).Midnight().UnixMilli())
}

// PlannedFor lists a person's planned appointments, earliest first. The caller
// has checked that its reader may see the person.
func PlannedFor(r db.Reader, personID string) ([]Appointment, error) {
	return db.List(r, scanAppointment, appointmentColumns+` WHERE person_id = $1 AND state = 'planned' ORDER BY starts_at, id`, personID)
}

// Settle marks a person's planned appointment as recorded; db.ErrNotFound if it
// is not theirs or no longer planned.
func Settle(tx *db.Tx, personID, id string) error {
	n, err := tx.Exec(`UPDATE appointments SET state = 'recorded', version = version + 1 WHERE id = $1 AND person_id = $2 AND state = 'planned'`, id, personID)
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	if err != nil {
		return err
	}
	return FinishAbout(tx, id)
}

// CancelAll cancels what is planned with a person, as when a case closes.
func CancelAll(tx *db.Tx, personID string) error {
	if err := giveBackAll(tx, personID); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE appointments SET state = 'cancelled', version = version + 1 WHERE person_id = $1 AND state = 'planned'`, personID)
	return err
}

// LastMissed is the appointment that a person missed last, the zero one for
// none. The caller has checked that its reader may see the person.
func LastMissed(r db.Reader, personID string) (Appointment, error) {
	missed, err := db.List(r, scanAppointment, appointmentColumns+` WHERE person_id = $1 AND state = 'missed' ORDER BY starts_at DESC, id DESC LIMIT 1`, personID)
	if err != nil || len(missed) == 0 {
		return Appointment{}, err
	}
	return missed[0], nil
}
