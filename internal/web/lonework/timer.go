package lonework

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/circle"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/lonework"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// timer is what to know before a visit, and the timer of it.
type timer struct {
	about.Subject
	Appointment diary.Appointment
	Visit       lonework.Visit // the zero one if no timer is set
	Note        circle.Note    // what is known of the home
	Mates       []circle.Housemate
	Me          lonework.Details
	Own         bool // the appointment is the reader's
	Now         time.Time
}

func showTimer(v *visit.Visit) error { return timerForm(v, nil) }

func timerForm(v *visit.Visit, bad *db.Invalid) error {
	subject := v.Path("person")
	return v.ShowPersonOf(&subject, "visit at home", func(r *db.Snapshot) (visit.View, error) {
		t, err := readTimer(r, v.Actor, v.Path("person"), v.Path("appointment"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("back_by", dates.Clock(t.backBy()))
			v.Fields.Set("how", t.Visit.How)
		}
		page := shell.Page{Title: "Visit at home: " + t.FullName()}
		t.Furnish(&page, "")
		return v.FormView(page, timerPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readTimer(r *db.Snapshot, by access.Actor, person, appointment string) (t timer, err error) {
	t.Now = r.Now()
	if t.Subject, err = about.Of(r, by, person); err != nil {
		return t, err
	}
	if t.Appointment, err = diary.TheAppointment(r, person, appointment); err != nil {
		return t, err
	}
	if t.Appointment.Means != "home" {
		return t, db.ErrNotFound
	}
	t.Own = t.Appointment.AccountID == by.AccountID
	if t.Visit, _, err = lonework.Of(r, person, appointment); err != nil {
		return t, err
	}
	if t.Mates, t.Note, err = circle.Household(r, by, person); err != nil {
		return t, err
	}
	t.Me, err = lonework.DetailsOf(r, by.AccountID)
	return t, err
}

// backBy is the time of the timer, or 15 minutes after the appointment.
func (t timer) backBy() time.Time {
	if t.planned() {
		return t.Visit.BackBy
	}
	return t.Appointment.Ends().Add(15 * time.Minute)
}

func setTimer(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	var a diary.Appointment
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if err := access.SeePerson(r, v.Actor, v.Path("person")); err != nil {
			return err
		}
		a, err = diary.TheAppointment(r, v.Path("person"), v.Path("appointment"))
		return err
	})
	if err != nil {
		return err
	}
	p := lonework.Plan{PersonID: v.Path("person"), AppointmentID: v.Path("appointment"), How: f.Get("how")}
	if hour, minute, ok := f.Clock("back_by", bad); ok {
		p.BackBy = dates.Of(a.StartsAt).At(hour, minute)
	}
	if err = bad.Err(); err == nil {
		_, err = lonework.SetTimer(v.Context(), v.House.DB, v.Actor, v.Once(), p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return timerForm(v, bad) })
	}
	return v.Done("/people/"+p.PersonID+"/appointments/"+p.AppointmentID+"/visit", "The timer is set. Check out when you have left.")
}
