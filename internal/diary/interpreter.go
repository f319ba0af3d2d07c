package diary

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Booking says how far an interpreter for an appointment has got.
type Booking string

// The states of a booking.
const (
	NotNeeded Booking = ""
	Needed    Booking = "needed"
	Booked    Booking = "booked"
	Confirmed Booking = "confirmed"
	Absent    Booking = "absent" // did not come
)

// Bookings are the states in the order of the page.
var Bookings = []Booking{Needed, Booked, Confirmed, Absent, NotNeeded}

// Words says a state.
func (b Booking) Words() string {
	return map[Booking]string{NotNeeded: "not needed", Needed: "needed, not booked yet", Booked: "booked, not confirmed yet", Confirmed: "confirmed", Absent: "did not come"}[b]
}

// Interpreter is who helps two people understand each other: a spoken language
// or British Sign Language.
type Interpreter struct {
	Booking
	Language  string // code of vocabulary.Languages
	Reference string // the agency's
}

// Note says what to have ready: "Interpreter: Polish, confirmed, AB 123".
func (i Interpreter) Note() string {
	if i.Booking == NotNeeded {
		return ""
	}
	note := "Interpreter: " + cmp.Or(vocabulary.Languages.Label(i.Language), "language not known") + ", " + i.Words()
	if i.Reference != "" {
		note += ", " + i.Reference
	}
	return note
}

// confirmBy is how many working days before the appointment an interpreter
// should be confirmed: later, an agency can hardly find another.
const confirmBy = 2

// BookInterpreter writes down how far the interpreter of a person's planned
// appointment has got. Until it is confirmed, a task two working days before
// says so.
func BookInterpreter(tx *db.Tx, personID, id string, i Interpreter) error {
	a, err := TheAppointment(tx, personID, id)
	if err != nil {
		return err
	}
	if a.State != StatePlanned {
		return db.ErrConflict
	}
	if err := i.check(); err != nil {
		return err
	}
	a.Interpreter = i
	if _, err := tx.Exec(`UPDATE appointments SET interpreter = $2, interpreter_language = $3, interpreter_ref = $4, version = version + 1 WHERE id = $1`,
		id, i.Booking, i.Language, i.Reference); err != nil {
		return err
	}
	return a.remind(tx)
}

func (i *Interpreter) check() error {
	var bad db.Invalid
	switch i.Booking {
	case NotNeeded:
		*i = Interpreter{}
		return nil
	case Needed, Booked, Confirmed, Absent:
	default:
		bad.Add("booking", "Choose how far it has got")
	}
	if !vocabulary.Languages.Has(i.Language) {
		bad.Add("language", "Choose a language")
	}
	if i.Reference = strings.TrimSpace(i.Reference); utf8.RuneCountInString(i.Reference) > 100 {
		bad.Add("reference", "The reference must be 100 characters or fewer")
	}
	return bad.Err()
}

// remind replaces the task to see that the interpreter is confirmed.
func (a Appointment) remind(tx *db.Tx) error {
	if err := FinishAbout(tx, a.ID); err != nil {
		return err
	}
	if a.Interpreter.Booking != Needed && a.Interpreter.Booking != Booked {
		return nil
	}
	due, today := workingDaysBefore(dates.Of(a.StartsAt), confirmBy), dates.Of(tx.Now())
	if due.Before(today) {
		due = today
	}
	_, err := Add(tx, Task{AccountID: a.AccountID, PersonID: a.PersonID, Kind: Confirm, AboutID: a.ID,
		Title: "Confirm the interpreter for " + dates.Of(a.StartsAt).Short(), Due: due, Urgent: due == today})
	return err
}

func workingDaysBefore(d dates.Date, n int) dates.Date {
	for n > 0 {
		if d = d.AddDays(-1); d.NextWorkingDay() == d {
			n--
		}
	}
	return d
}
