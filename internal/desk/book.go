package desk

import (
	"context"
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// Wanted is a time at a clinic that a practice's reception books.
type Wanted struct {
	ClinicID   string
	Day        dates.Date
	Minute     int    // after midnight in London
	ReferralID string // of the practice's own, or
	Who        string // the name as somebody gave it
	CallBack   string
}

// Book takes a time of a clinic at the acting practice, and returns its id. For
// somebody who is supported already it becomes an appointment with their link
// worker; for anybody else a note to the worker of the clinic. A time that is
// taken is a fault of the field slot; one that there is not is db.ErrNotFound.
func Book(ctx context.Context, d *db.DB, by access.Actor, key once.Key, w Wanted) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return book(tx, by, w) })
		return err
	})
	return id, err
}

func book(tx *db.Tx, by access.Actor, w Wanted) (string, error) {
	slot, err := diary.TheSlot(tx, by, w.ClinicID, w.Day, w.Minute)
	if err != nil {
		return "", err
	}
	n := Note{TeamID: slot.TeamID, PracticeID: slot.PracticeID, About: "appointment", Who: w.Who, CallBack: w.CallBack, CameBy: "desk", LeftName: by.Name, State: New}
	c, err := n.theirs(tx, by, w.ReferralID)
	if err != nil {
		return "", err
	}
	if err := n.check(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	if c.WorkerID != "" && c.WorkerID != slot.AccountID {
		var bad db.Invalid
		bad.Add("referral", "Their link worker is "+n.OwnerName+". Choose one of "+n.OwnerName+"’s times")
		return "", bad.Err()
	}
	id, err := diary.Reserve(tx, slot, diary.Reservation{Who: n.Who, BookedBy: by.Name})
	if errors.Is(err, diary.ErrTaken) {
		var bad db.Invalid
		bad.Add("slot", "Somebody has just taken this time. Choose another")
		return "", bad.Err()
	}
	if err != nil {
		return "", err
	}
	if err := n.hold(tx, id, slot, c); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "clinic.booked", c.PersonID, "clinic-booking", id)
}

// theirs finds the open case of a referral of the practice's own; none for
// somebody who is not supported, or not known.
func (n *Note) theirs(tx *db.Tx, by access.Actor, referralID string) (c casework.Case, err error) {
	if referralID == "" {
		return c, nil
	}
	r, err := referrals.Get(tx, by, referralID)
	if err != nil {
		return c, err
	}
	if r.PracticeID != n.PracticeID {
		return c, db.ErrNotFound
	}
	n.Who = r.FullName()
	if n.CallBack == "" {
		n.CallBack = r.Phone
	}
	if r.PersonID == "" {
		return c, nil
	}
	c, open, err := casework.OpenOf(tx, r.PersonID)
	if err != nil || !open || c.WorkerID == "" {
		return casework.Case{}, err
	}
	worker, err := identity.Get(tx, c.WorkerID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return c, err
	}
	n.OwnerName = worker.Name
	return c, nil
}

// hold makes what the time is held for: an appointment, or a note to the worker
// of the clinic.
func (n *Note) hold(tx *db.Tx, reservation string, s diary.Slot, c casework.Case) error {
	practice, err := teams.ThePractice(tx, s.PracticeID)
	if err != nil {
		return err
	}
	place := strings.TrimSuffix(practice.Name+", "+s.Room, ", ")
	if c.ID != "" {
		appointment, err := casework.AgreeAtPractice(tx, c, s.Starts(), s.Clinic.Slot, place)
		if err != nil {
			return err
		}
		return diary.Holds(tx, reservation, appointment, "")
	}
	worker, err := identity.Get(tx, s.AccountID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	n.OwnerID, n.OwnerName = s.AccountID, worker.Name
	n.Words = "Booked: " + dates.Moment(s.Starts()) + ", " + place
	if err := n.insert(tx); err != nil {
		return err
	}
	return diary.Holds(tx, reservation, "", n.ID)
}

// GiveBack frees a time that the acting practice has booked and that has not
// begun, and tells the worker. db.ErrConflict if it was given back before.
func GiveBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			b, err := diary.TheReservation(tx, by, id)
			if err != nil {
				return "", err
			}
			if !b.GivenBackAt.IsZero() || !b.StartsAt.After(tx.Now()) {
				return "", db.ErrConflict
			}
			if err := tellGivenBack(tx, by, b); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "clinic.given-back", "", "clinic-booking", id)
		})
		return err
	})
}

func tellGivenBack(tx *db.Tx, by access.Actor, b diary.Reservation) error {
	practice, err := teams.ThePractice(tx, b.PracticeID)
	if err != nil {
		return err
	}
	worker, err := identity.Get(tx, b.AccountID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	n := Note{TeamID: practice.TeamID, PracticeID: practice.ID, About: "appointment", Who: b.Who, CameBy: "desk", LeftName: by.Name, State: New, OwnerID: b.AccountID, OwnerName: worker.Name,
		Words: "Not coming: " + dates.Moment(b.StartsAt) + ", given back by " + practice.Name}
	if b.AppointmentID != "" {
		a, err := diary.CancelAtPractice(tx, b.AppointmentID)
		if err != nil {
			return err
		}
		n.PersonID, n.Who = a.PersonID, ""
	}
	if b.NoteID != "" {
		if _, err := tx.Exec(`UPDATE desk_notes SET state = 'closed', reply = 'Given back', state_at = $2, version = version + 1 WHERE id = $1 AND state IN ('new', 'taken')`, b.NoteID, tx.Now().UnixMilli()); err != nil {
			return err
		}
	}
	if err := diary.GiveBack(tx, b.ID); err != nil && !errors.Is(err, db.ErrConflict) {
		return err
	}
	return n.insert(tx)
}
