package casework

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// AgreeAppointment puts a time agreed with a person into the diary of the
// worker of their open case. bring says what to have along, "" for nothing.
func AgreeAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, starts time.Time, minutes int, means, place, bring string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		var bad db.Invalid
		if !vocabulary.ContactMeans.Has(means) {
			bad.Add("means", "Choose how you will meet")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		interpreter, err := interpreterFor(tx, personID, means)
		if err != nil {
			return err
		}
		id, err := diary.Agree(tx, diary.Appointment{AccountID: c.WorkerID, PersonID: personID, StartsAt: starts, Minutes: minutes, Means: means, Place: place, Note: bring, Interpreter: interpreter})
		if err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.agreed", personID, "appointment", id)
	})
}

// AgreeAtPractice puts a time at their practice that reception has booked for a
// person into the diary of the worker of their open case, and returns the
// appointment's id. The caller has checked that it may: reception does not see
// the case.
func AgreeAtPractice(tx *db.Tx, c Case, starts time.Time, minutes int, place string) (string, error) {
	interpreter, err := interpreterFor(tx, c.PersonID, "practice")
	if err != nil {
		return "", err
	}
	return diary.Agree(tx, diary.Appointment{AccountID: c.WorkerID, PersonID: c.PersonID, StartsAt: starts, Minutes: minutes, Means: "practice", Place: place, Interpreter: interpreter})
}

// written are the means for which nobody needs an interpreter at a time.
var written = []string{"text", "email", "letter"}

// interpreterFor says that one is needed where the person's details say so.
func interpreterFor(r db.Reader, personID, means string) (diary.Interpreter, error) {
	p, err := people.Unscoped(r, personID)
	if err != nil || !p.Interpreter || slices.Contains(written, means) {
		return diary.Interpreter{}, err
	}
	return diary.Interpreter{Booking: diary.Needed, Language: p.Language}, nil
}

// BookInterpreter writes down how far the interpreter of a planned appointment
// has got.
func BookInterpreter(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, i diary.Interpreter) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if err := diary.BookInterpreter(tx, personID, id, i); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.interpreter", personID, "appointment", id)
	})
}

// MoveAppointment moves a planned appointment of a person to another time, with
// the reason.
func MoveAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, starts time.Time, minutes int, why string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if _, err := diary.Reschedule(tx, personID, id, starts, minutes, why); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.moved", personID, "appointment", id)
	})
}

// CancelAppointment cancels a planned appointment of a person, with the reason.
func CancelAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, why string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		if _, err := diary.EndBecause(tx, personID, id, diary.StateCancelled, why); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "appointment.cancelled", personID, "appointment", id)
	})
}

// MissedAppointment writes down that the person was not there and why. While
// nobody knows why, asking is a task for the next working day.
func MissedAppointment(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, why string) error {
	return act(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		a, err := diary.EndBecause(tx, personID, id, diary.StateMissed, why)
		if err != nil {
			return err
		}
		if a.Why == diary.NotAsked {
			if _, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: personID, Kind: diary.FollowUp, AboutID: id,
				Title: "Ask why we missed each other on " + dates.Of(a.StartsAt).Short(), Due: dates.Of(tx.Now()).AddDays(1).NextWorkingDay()}); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "appointment.missed", personID, "appointment", id)
	})
}

// Clashes says whether the worker of a person's open case has two appointments
// in the time from starts on.
func Clashes(r db.Reader, by access.Actor, personID string, starts time.Time, minutes int) (bool, error) {
	c, err := openCase(r, by, personID)
	if err != nil {
		return false, err
	}
	n, err := diary.Within(r, c.WorkerID, starts, starts.Add(time.Duration(minutes)*time.Minute))
	return n > 1, err
}
