package person

import (
	"time"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

func showAppointmentForm(v *visit.Visit) error { return appointmentForm(v, nil) }

func appointmentForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Agree an appointment", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		return appointmentPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func agreeAppointment(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	starts := startsAt(f, bad)
	err := bad.Err()
	if err == nil {
		err = casework.AgreeAppointment(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), starts, f.Number("minutes"), f.Get("means"), f.Get("place"), f.Text("bring"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return appointmentForm(v, bad) })
	}
	return nowAt(v, "Appointment agreed for ", starts, f.Number("minutes"))
}

// startsAt reads a date and a time like 2pm, 2:30pm or 14:30.
func startsAt(f visit.Fields, bad *db.Invalid) time.Time {
	day := f.Date("starts", bad)
	if day.IsZero() && bad.Err() == nil {
		bad.Add("starts", "Enter a date")
	}
	hour, minute, ok := f.Clock("time", bad)
	if !ok || day.IsZero() {
		return time.Time{}
	}
	return day.At(hour, minute)
}
