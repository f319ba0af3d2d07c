package diary

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
)

// Clinic is when a link worker sits at a practice, so that reception can book
// times: every week on the weekday of the first day, or once.
type Clinic struct {
	ID, TeamID, AccountID, PracticeID string
	Room                              string
	First, Last                       dates.Date // Last is zero for no end, and First for once
	Opens, Closes                     int        // minutes after midnight in London
	Slot                              int        // minutes of one time
	Version                           int
}

// On reports whether the clinic is held on a day: not at weekends and not on
// bank holidays.
func (c Clinic) On(d dates.Date) bool {
	return !d.Before(c.First) && (c.Last.IsZero() || !d.After(c.Last)) && d.Weekday() == c.First.Weekday() && d.Working()
}

// Once reports whether it is held on one day only.
func (c Clinic) Once() bool { return c.First == c.Last }

// Slots are the times of the clinic on a day, earliest first, as far as the
// team works then.
func (c Clinic) Slots(d dates.Date, t teams.Team) (all []Slot) {
	if !c.On(d) {
		return nil
	}
	for minute := c.Opens; minute+c.Slot <= c.Closes; minute += c.Slot {
		if minute >= t.WorksFrom && minute+c.Slot <= t.WorksUntil {
			all = append(all, Slot{c, d, minute})
		}
	}
	return all
}

// Slot is one time of a clinic.
type Slot struct {
	Clinic
	Day    dates.Date
	Minute int // after midnight in London
}

// Starts is when the time begins.
func (s Slot) Starts() time.Time { return s.Day.At(s.Minute/60, s.Minute%60) }

// Ends is when it is over.
func (s Slot) Ends() time.Time {
	return s.Starts().Add(time.Duration(s.Clinic.Slot) * time.Minute)
}

const clinicColumns = `SELECT c.id, c.team_id, c.account_id, c.practice_id, c.room, c.first_day, c.last_day, c.opens, c.closes, c.slot, c.version FROM clinics c`

func scanClinic(s db.Scanner) (c Clinic, err error) {
	err = s.Scan(&c.ID, &c.TeamID, &c.AccountID, &c.PracticeID, &c.Room, &c.First, &c.Last, &c.Opens, &c.Closes, &c.Slot, &c.Version)
	return
}

// Clinics lists those of the teams that the actor manages that are not over,
// the first day first.
func Clinics(r db.Reader, by access.Actor) ([]Clinic, error) {
	return db.List(r, scanClinic, clinicColumns+` WHERE `+access.Supervises("c.team_id", "$1")+` AND (c.last_day IS NULL OR c.last_day >= $2) ORDER BY c.first_day, c.opens, c.id LIMIT 500`,
		by.AccountID, dates.Of(r.Now()))
}

// TheClinic is one of them, over or not, or db.ErrNotFound.
func TheClinic(r db.Reader, by access.Actor, id string) (Clinic, error) {
	return db.One(r, scanClinic, clinicColumns+` WHERE c.id = $1 AND `+access.Supervises("c.team_id", "$2"), id, by.AccountID)
}

// HoldClinic stores a clinic and returns its id. db.ErrNotFound for whoever
// does not manage the team; *db.Invalid for a worker or practice of another
// team, and for times outside the team's hours.
func HoldClinic(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Clinic) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if !by.Manages(c.TeamID) {
				return "", db.ErrNotFound
			}
			if err := c.check(tx); err != nil {
				return "", err
			}
			c.ID = tx.NewID()
			if _, err := tx.Exec(`INSERT INTO clinics (id, team_id, account_id, practice_id, room, first_day, last_day, opens, closes, slot, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
				c.ID, c.TeamID, c.AccountID, c.PracticeID, c.Room, c.First, c.Last, c.Opens, c.Closes, c.Slot, tx.Now().UnixMilli()); err != nil {
				return "", err
			}
			return c.ID, audit.Change(tx, by.Audit(), "clinic.held", "", "clinic", c.ID)
		})
		return err
	})
	return id, err
}

func (c *Clinic) check(r db.Reader) error {
	var bad db.Invalid
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return err
	}
	workers, err := access.InRole(r, access.LinkWorker, c.TeamID)
	if err != nil {
		return err
	}
	if !slices.Contains(workers, c.AccountID) {
		bad.Add("worker", "Choose a link worker of your team")
	}
	if practice, err := teams.ThePractice(r, c.PracticeID); err != nil || practice.TeamID != c.TeamID {
		bad.Add("practice", "Choose a practice of your team")
	}
	if c.Room = strings.TrimSpace(c.Room); len([]rune(c.Room)) > 60 {
		bad.Add("room", "Use 60 characters or fewer")
	}
	today := dates.Of(r.Now())
	switch {
	case c.First.IsZero() || c.First.Before(today):
		bad.Add("first", "Enter the first day, today or later")
	case c.First.Weekday() == time.Saturday || c.First.Weekday() == time.Sunday:
		bad.Add("first", "Choose a Monday to Friday")
	case c.Once() && dates.BankHoliday(c.First) != "":
		bad.Add("first", c.First.Long()+" is a bank holiday: "+dates.BankHoliday(c.First))
	case !c.Last.IsZero() && c.Last.Before(c.First):
		bad.Add("last", "The last day must be the first day or later")
	}
	c.checkTimes(team, &bad)
	return bad.Err()
}

func (c Clinic) checkTimes(t teams.Team, bad *db.Invalid) {
	if c.Slot < 10 || c.Slot > 120 {
		bad.Add("slot", "Enter minutes, from 10 to 120")
	}
	switch {
	case c.Opens < 0 || c.Closes > 24*60 || c.Closes-c.Opens < max(c.Slot, 10):
		bad.Add("closes", "Enter from when to when, with room for one time at least")
	case c.Opens < t.WorksFrom || c.Closes > t.WorksUntil:
		bad.Add("closes", "Your team works from "+clockOf(t.WorksFrom)+" to "+clockOf(t.WorksUntil)+". Change that under How the team works, or choose other times")
	}
}

// clockOf writes minutes after midnight as a time of day.
func clockOf(minutes int) string {
	return dates.Clock(dates.Date{Year: 2026, Month: 1, Day: 5}.At(minutes/60, minutes%60)) // a day without a change of clocks
}

// EndClinic sets the last day of a clinic. Times that are booked after it have
// to be given back first; db.ErrConflict if somebody changed it before.
func EndClinic(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, last dates.Date) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := TheClinic(tx, by, id)
			if err != nil {
				return "", err
			}
			var bad db.Invalid
			if last.IsZero() || last.Before(dates.Of(tx.Now()).AddDays(-1)) {
				bad.Add("last", "Enter the last day, yesterday or later")
				return "", bad.Err()
			}
			later, err := db.List(tx, scanReservation, reservationColumns+` WHERE b.clinic_id = $1 AND b.given_back_at IS NULL AND b.starts_at >= $2`, id, last.AddDays(1).Midnight().UnixMilli())
			if err != nil {
				return "", err
			}
			if len(later) > 0 {
				bad.Add("last", dates.Count(len(later), "time is", "times are")+" booked after that day. Ask the practice to give them back, or choose a later day")
				return "", bad.Err()
			}
			n, err := tx.Exec(`UPDATE clinics SET last_day = $3, version = version + 1 WHERE id = $1 AND version = $2`, c.ID, version, last)
			if err != nil {
				return "", err
			}
			if n == 0 {
				return "", db.ErrConflict
			}
			return id, audit.Change(tx, by.Audit(), "clinic.ended", "", "clinic", id)
		})
		return err
	})
}
