package lonework

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/vocabulary"
)

// Plan is what a worker says before a visit.
type Plan struct {
	PersonID, AppointmentID string
	BackBy                  time.Time // when they expect to have left
	How                     string    // code of vocabulary.TravelWays
}

// longest is how long after the appointment a worker can expect to have left.
const longest = 8 * time.Hour

// SetTimer plans a visit for an appointment at the home of a person, or plans
// it anew, and returns its id. Only the worker whose appointment it is does
// so: for others it is db.ErrNotFound. db.ErrConflict while the worker is out, or when
// the appointment is not planned any more.
func SetTimer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Plan) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return setTimer(tx, by, p) })
		return err
	})
	return id, err
}

func setTimer(tx *db.Tx, by access.Actor, p Plan) (string, error) {
	team, err := access.CaringTeam(tx, by, p.PersonID)
	if err != nil {
		return "", err
	}
	a, err := diary.TheAppointment(tx, p.PersonID, p.AppointmentID)
	if err != nil {
		return "", err
	}
	if a.AccountID != by.AccountID || a.Means != "home" {
		return "", db.ErrNotFound
	}
	if a.State != diary.StatePlanned {
		return "", db.ErrConflict
	}
	if err := p.check(tx, by, a); err != nil {
		return "", err
	}
	v, there, err := Of(tx, p.PersonID, p.AppointmentID)
	if err != nil {
		return "", err
	}
	if there && v.State != Planned && !v.State.Over() {
		return "", db.ErrConflict
	}
	there = there && !v.State.Over() // back, and going in again
	if !there {
		v = Visit{ID: tx.NewID(), AppointmentID: a.ID, PersonID: p.PersonID, TeamID: team, AccountID: by.AccountID, Name: by.Name, State: Planned, Version: 1}
		if _, err := tx.Exec(`INSERT INTO home_visits (id, appointment_id, person_id, team_id, account_id, name, how, back_by, after_minutes, state, turn, reminded, help, passed, owner_id, owner_name, outcome)
			VALUES ($1, $2, $3, $4, $5, $6, '', 0, 0, 'planned', 0, FALSE, FALSE, 0, '', '', '')`, v.ID, v.AppointmentID, v.PersonID, v.TeamID, v.AccountID, v.Name); err != nil {
			return "", err
		}
	}
	v.How, v.BackBy, v.reminded = p.How, p.BackBy, false
	v.after = int(v.BackBy.Sub(a.Ends()) / time.Minute)
	if err := v.save(tx, v.BackBy); err != nil {
		return "", err
	}
	return v.ID, v.happened(tx, by.Audit(), "planned", "Timer set", "")
}

func (p Plan) check(r db.Reader, by access.Actor, a diary.Appointment) error {
	mine, err := DetailsOf(r, by.AccountID)
	if err != nil {
		return err
	}
	var bad db.Invalid
	switch {
	case p.BackBy.IsZero():
		bad.Add("back_by", "Enter the time by which you will have left, like 3:30pm")
	case !p.BackBy.After(a.StartsAt) || !p.BackBy.After(r.Now()):
		bad.Add("back_by", "The time must be after the visit begins, and in the future")
	case p.BackBy.After(a.Ends().Add(longest)):
		bad.Add("back_by", "The time must be within 8 hours after the visit")
	}
	if !vocabulary.TravelWays.Has(p.How) {
		bad.Add("how", "Choose how you get there")
	}
	if mine.Version == 0 {
		bad.Add("details", "First say how you are reached on the way, and your code word")
	} else if p.How == "car" && mine.Car == "" {
		bad.Add("how", "Add your car to your details, so that it can be found")
	}
	return bad.Err()
}
