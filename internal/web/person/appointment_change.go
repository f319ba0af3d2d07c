package person

import (
	"context"
	"strings"
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// planned reads the appointment of the address, while it is planned.
func planned(r db.Reader, v *visit.Visit) (diary.Appointment, error) {
	a, err := diary.TheAppointment(r, v.Path("person"), v.Path("appointment"))
	if err == nil && a.State != diary.StatePlanned {
		return a, db.ErrConflict
	}
	return a, err
}

func showMoveAppointment(v *visit.Visit) error { return moveAppointmentForm(v, nil) }

func moveAppointmentForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Move an appointment", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		a, err := planned(r, v)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.SetDate("starts", dates.Of(a.StartsAt))
			v.Fields.Set("time", dates.Clock(a.StartsAt))
			v.Fields.SetNumber("minutes", a.Minutes)
		}
		return moveAppointmentPage(v.Fields, s, a, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func moveAppointment(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	starts := startsAt(f, bad)
	err := bad.Err()
	if err == nil {
		err = casework.MoveAppointment(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("appointment"), starts, f.Number("minutes"), f.Text("why"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return moveAppointmentForm(v, bad) })
	}
	return nowAt(v, "Appointment moved to ", starts, f.Number("minutes"))
}

// nowAt says when it is, and if the worker has something else at the time.
func nowAt(v *visit.Visit, what string, starts time.Time, minutes int) error {
	notice := what + dates.Moment(starts) + "."
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		clashes, err := casework.Clashes(r, v.Actor, v.Path("person"), starts, minutes)
		if clashes {
			notice += " It overlaps with another appointment in the same diary."
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.Done(href(v, ""), notice)
}

// calledOff is a way in which an appointment does not take place.
type calledOff struct {
	Title, Ask, Button, Hint string
	Below                    string // of the address
	Reasons                  []string
	done                     string
	act                      func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, why string) error
}

var cancelling = calledOff{Title: "Cancel an appointment", Ask: "Why is it cancelled?", Button: "Cancel appointment", Below: "cancel", Reasons: diary.CancelWhy,
	done: "Appointment cancelled.", act: casework.CancelAppointment, Hint: "Nothing is sent. If they do not know yet, tell them."}

var missing = calledOff{Title: "We missed each other", Ask: "Why did they miss it?", Button: "Save", Below: "missed", Reasons: diary.MissedWhy,
	done: "Saved.", act: casework.MissedAppointment, Hint: "Ask before you assume. If you have not been able to ask, it becomes a task for the next working day."}

func (e calledOff) show(v *visit.Visit) error { return e.form(v, nil) }

func (e calledOff) form(v *visit.Visit, bad *db.Invalid) error {
	return form(v, e.Title, "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		a, err := planned(r, v)
		if err != nil {
			return nil, err
		}
		return endAppointmentPage(v.Fields, s, a, e, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func (e calledOff) save(v *visit.Visit) error {
	if err := e.act(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("appointment"), strings.TrimSpace(v.Fields.Get("why"))); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return e.form(v, bad) })
	}
	return v.Done(href(v, ""), e.done)
}
