package diary

import (
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/teams"
)

// Reservation is a time of a clinic that a practice has taken.
type Reservation struct {
	ID, ClinicID, AccountID, PracticeID string
	StartsAt                            time.Time
	Minutes                             int
	Who                                 string // the name as the practice knows it
	AppointmentID                       string // of somebody who is supported; "" otherwise
	NoteID                              string // desk note about somebody new; "" otherwise
	BookedBy                            string
	GivenBackAt                         time.Time // zero while it is taken
}

// Ends is when the time is over.
func (b Reservation) Ends() time.Time { return b.StartsAt.Add(time.Duration(b.Minutes) * time.Minute) }

const reservationColumns = `SELECT b.id, b.clinic_id, b.account_id, b.practice_id, b.starts_at, b.minutes, b.who, b.appointment_id, b.note_id, b.booked_by, b.given_back_at FROM clinic_bookings b`

func scanReservation(s db.Scanner) (b Reservation, err error) {
	err = s.Scan(&b.ID, &b.ClinicID, &b.AccountID, &b.PracticeID, db.At(&b.StartsAt), &b.Minutes, &b.Who, &b.AppointmentID, &b.NoteID, &b.BookedBy, db.At(&b.GivenBackAt))
	return
}

// atPractice is the condition that a clinic is one of the actor's practice, by
// a worker who still works in its team.
var atPractice = `c.practice_id = $1 AND ` + access.WorkSeenBy("''", "c.practice_id", "$2") + ` AND ` + access.WorksIn("c.account_id", "c.team_id")

// FreeSlots lists the times from now to the end of a day that the actor's
// practice can book, earliest first.
func FreeSlots(r db.Reader, by access.Actor, last dates.Date) (free []Slot, err error) {
	today := dates.Of(r.Now())
	held, err := db.List(r, scanClinic, clinicColumns+` WHERE `+atPractice+` AND c.first_day <= $3 AND (c.last_day IS NULL OR c.last_day >= $4) ORDER BY c.id LIMIT 200`,
		by.PracticeID(), by.AccountID, last, today)
	if err != nil {
		return nil, err
	}
	for _, c := range held {
		slots, err := c.free(r, today, last)
		if err != nil {
			return nil, err
		}
		free = append(free, slots...)
	}
	slices.SortStableFunc(free, func(a, b Slot) int { return a.Starts().Compare(b.Starts()) })
	return free, nil
}

// free lists the times of a clinic that nothing stands against.
func (c Clinic) free(r db.Reader, first, last dates.Date) (free []Slot, err error) {
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return nil, err
	}
	taken, err := busy(r, c.AccountID, first, last)
	if err != nil {
		return nil, err
	}
	for d := first; !d.After(last); d = d.AddDays(1) {
		for _, s := range c.Slots(d, team) {
			if s.Starts().After(r.Now()) && !taken.touch(s.Starts(), s.Ends()) {
				free = append(free, s)
			}
		}
	}
	return free, nil
}

// span is a time that is taken.
type span struct{ from, to time.Time }

type spans []span

func (all spans) touch(from, to time.Time) bool {
	return slices.ContainsFunc(all, func(s span) bool { return s.from.Before(to) && from.Before(s.to) })
}

// busy is when a worker has an appointment, or a booked time, in some days.
func busy(r db.Reader, accountID string, first, last dates.Date) (all spans, err error) {
	const longest = 8 * time.Hour // an appointment is never longer
	from, to := first.Midnight().Add(-longest).UnixMilli(), last.AddDays(1).Midnight().UnixMilli()
	planned, err := db.List(r, scanAppointment, appointmentColumns+` WHERE account_id = $1 AND state = 'planned' AND starts_at > $2 AND starts_at < $3`, accountID, from, to)
	if err != nil {
		return nil, err
	}
	for _, a := range planned {
		all = append(all, span{a.StartsAt, a.Ends()})
	}
	booked, err := db.List(r, scanReservation, reservationColumns+` WHERE b.account_id = $1 AND b.given_back_at IS NULL AND b.starts_at > $2 AND b.starts_at < $3`, accountID, from, to)
	for _, b := range booked {
		all = append(all, span{b.StartsAt, b.Ends()})
	}
	return all, err
}

// TheSlot is a time of the actor's practice that is there, free or not;
// db.ErrNotFound for any other.
func TheSlot(r db.Reader, by access.Actor, clinicID string, day dates.Date, minute int) (Slot, error) {
	c, err := db.One(r, scanClinic, clinicColumns+` WHERE `+atPractice+` AND c.id = $3`, by.PracticeID(), by.AccountID, clinicID)
	if err != nil {
		return Slot{}, err
	}
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return Slot{}, err
	}
	for _, s := range c.Slots(day, team) {
		if s.Minute == minute {
			return s, nil
		}
	}
	return Slot{}, db.ErrNotFound
}

// ErrTaken means that a time has been booked by somebody else meanwhile, or the
// worker has something else then.
var ErrTaken = errors.New("diary: the time is taken")

// Reserve takes a time of a clinic and returns the booking's id; ErrTaken if it is
// not free. The caller has found the slot with TheSlot.
func Reserve(tx *db.Tx, s Slot, b Reservation) (id string, err error) {
	taken, err := busy(tx, s.AccountID, s.Day, s.Day)
	if err != nil {
		return "", err
	}
	if !s.Starts().After(tx.Now()) || taken.touch(s.Starts(), s.Ends()) {
		return "", ErrTaken
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO clinic_bookings (id, clinic_id, account_id, practice_id, starts_at, minutes, who, appointment_id, note_id, booked_by, booked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, s.ID, s.AccountID, s.PracticeID, s.Starts().UnixMilli(), s.Clinic.Slot, b.Who, b.AppointmentID, b.NoteID, b.BookedBy, tx.Now().UnixMilli())
	if errors.Is(err, db.ErrDuplicate) {
		return "", ErrTaken
	}
	return id, err
}

// Holds says for what a booked time is held, once that is made.
func Holds(tx *db.Tx, id, appointmentID, noteID string) error {
	_, err := tx.Exec(`UPDATE clinic_bookings SET appointment_id = $2, note_id = $3 WHERE id = $1`, id, appointmentID, noteID)
	return err
}

// Reservations lists what the actor's practice has booked from today on, earliest
// first.
func Reservations(r db.Reader, by access.Actor) ([]Reservation, error) {
	return db.List(r, scanReservation, reservationColumns+` WHERE b.practice_id = $1 AND b.given_back_at IS NULL AND b.starts_at >= $3 AND `+access.WorkSeenBy("''", "b.practice_id", "$2")+` ORDER BY b.starts_at, b.id LIMIT 200`,
		by.PracticeID(), by.AccountID, dates.Of(r.Now()).Midnight().UnixMilli())
}

// TheReservation is one that the actor's practice has made, or db.ErrNotFound.
func TheReservation(r db.Reader, by access.Actor, id string) (Reservation, error) {
	return db.One(r, scanReservation, reservationColumns+` WHERE b.id = $3 AND b.practice_id = $1 AND `+access.WorkSeenBy("''", "b.practice_id", "$2"), by.PracticeID(), by.AccountID, id)
}

// GiveBack frees a booked time; db.ErrConflict if it was given back before.
func GiveBack(tx *db.Tx, id string) error {
	n, err := tx.Exec(`UPDATE clinic_bookings SET given_back_at = $2 WHERE id = $1 AND given_back_at IS NULL`, id, tx.Now().UnixMilli())
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

// CancelAtPractice cancels the appointment of a booked time, which frees it;
// db.ErrConflict if it is not planned any more.
func CancelAtPractice(tx *db.Tx, appointmentID string) (Appointment, error) {
	a, err := db.One(tx, scanAppointment, appointmentColumns+` WHERE id = $1`, appointmentID)
	if err != nil {
		return a, err
	}
	return EndBecause(tx, a.PersonID, a.ID, StateCancelled, "They told their practice")
}

// giveBackOf frees the time of an appointment that is not held then any more.
func giveBackOf(tx *db.Tx, appointmentID string) error {
	_, err := tx.Exec(`UPDATE clinic_bookings SET given_back_at = $2 WHERE appointment_id = $1 AND appointment_id <> '' AND given_back_at IS NULL`, appointmentID, tx.Now().UnixMilli())
	return err
}

// giveBackAll frees the times of all planned appointments of a person.
func giveBackAll(tx *db.Tx, personID string) error {
	planned, err := PlannedFor(tx, personID)
	if err != nil {
		return err
	}
	for _, a := range planned {
		if err := giveBackOf(tx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// Session is one day of a clinic in its worker's calendar.
type Session struct {
	Clinic
	Day    dates.Date
	Slots  int
	Booked []Reservation // earliest first
}

// Sessions lists the clinics of some days of the actor, or of everybody whose
// diary they may see, by day.
func Sessions(r db.Reader, by access.Actor, first, last dates.Date, team bool) (map[dates.Date][]Session, error) {
	condition := access.WorkerSeenBy("c.account_id", "$1")
	if !team {
		condition = `c.account_id = $1`
	}
	held, err := db.List(r, scanClinic, clinicColumns+` WHERE `+condition+` AND c.first_day <= $3 AND (c.last_day IS NULL OR c.last_day >= $2) ORDER BY c.opens, c.id LIMIT 500`, by.AccountID, first, last)
	if err != nil {
		return nil, err
	}
	byDay := make(map[dates.Date][]Session)
	for _, c := range held {
		t, err := teams.TheTeam(r, c.TeamID)
		if err != nil {
			return nil, err
		}
		booked, err := db.List(r, scanReservation, reservationColumns+` WHERE b.clinic_id = $1 AND b.given_back_at IS NULL AND b.starts_at >= $2 AND b.starts_at < $3 ORDER BY b.starts_at`,
			c.ID, first.Midnight().UnixMilli(), last.AddDays(1).Midnight().UnixMilli())
		if err != nil {
			return nil, err
		}
		for d := first; !d.After(last); d = d.AddDays(1) {
			if !c.On(d) {
				continue
			}
			s := Session{Clinic: c, Day: d, Slots: len(c.Slots(d, t))}
			for _, b := range booked {
				if dates.Of(b.StartsAt) == d {
					s.Booked = append(s.Booked, b)
				}
			}
			byDay[d] = append(byDay[d], s)
		}
	}
	return byDay, nil
}
