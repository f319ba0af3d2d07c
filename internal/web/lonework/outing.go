package lonework

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/lonework"
	"linkwork/internal/people"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// outing is one visit as its worker sees it, or whoever answers its alarm.
type outing struct {
	lonework.Visit
	Entries  []lonework.Entry
	Own      bool // the reader is on the visit
	Owner    bool // the reader answers the alarm
	Now      time.Time
	Rules    lonework.Rules
	Worker   lonework.Details  // for whoever answers, while it rings
	Where    string            // likewise: the address
	Place    diary.Appointment // likewise
	SeesName bool              // the reader may see the person
	Person   people.Person
}

func showOuting(v *visit.Visit) error { return outingForm(v, nil) }

// outingForm shows a visit. The address of a person is a look at their record.
func outingForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "visit at home", func(r *db.Snapshot) (visit.View, error) {
		o, err := readOuting(r, v.Actor, v.Path("outing"))
		if err != nil {
			return visit.View{}, err
		}
		if o.Where != "" || o.SeesName {
			subject = o.PersonID
		}
		page := shell.Page{Title: o.title(), Section: section(v.Actor), Wide: true, Back: backToVisits()}
		return v.FormView(page, outingPage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readOuting(r *db.Snapshot, by access.Actor, id string) (o outing, err error) {
	if o.Visit, err = lonework.The(r, by, id); err != nil {
		return o, err
	}
	o.Own, o.Owner, o.Now = o.AccountID == by.AccountID, o.OwnerID == by.AccountID, r.Now()
	if o.Entries, err = lonework.Entries(r, id); err != nil {
		return o, err
	}
	if o.Rules, err = lonework.RulesOf(r, o.TeamID); err != nil {
		return o, err
	}
	if o.SeesName, err = access.Sees(r, by, o.PersonID); err != nil {
		return o, err
	}
	if o.Person, err = people.Unscoped(r, o.PersonID); err != nil {
		return o, err
	}
	if o.Own || !o.State.Ringing() {
		return o, nil
	}
	if o.Worker, err = lonework.DetailsOf(r, o.AccountID); err != nil {
		return o, err
	}
	if o.Place, err = diary.TheAppointment(r, o.PersonID, o.AppointmentID); err != nil {
		return o, err
	}
	o.Where = address(o.Person, o.Place)
	return o, nil
}

func (o outing) title() string {
	if o.Own {
		return "Your visit"
	}
	return "Visit of " + o.Name
}

// act does something on the visit of the address and leads back to it.
func act(v *visit.Visit, done string, do func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error) error {
	id := v.Path("outing")
	if err := do(v.Context(), v.House.DB, v.Actor, v.Once(), id); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return outingForm(v, bad) })
	}
	return v.Done("/visits/"+id, done)
}

func setOut(v *visit.Visit) error {
	return act(v, "You are on the visit. Check out here when you have left.", lonework.SetOut)
}

func checkOut(v *visit.Visit) error {
	return act(v, "You have checked out. Nobody is told.", lonework.CheckOut)
}

func callOff(v *visit.Visit) error { return act(v, "The timer is off.", lonework.CallOff) }

func answer(v *visit.Visit) error {
	return act(v, "You are on it. Nobody else is told.", lonework.Answer)
}

func takeLonger(v *visit.Visit) error {
	return act(v, "You have longer.", func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
		return lonework.TakeLonger(ctx, d, by, key, id, v.Fields.Number("minutes"))
	})
}

func askForHelp(v *visit.Visit) error {
	return act(v, "Your team is told now. If you are in danger, call 999.", func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
		return lonework.AskForHelp(ctx, d, by, key, id, v.House.Texts)
	})
}

func finish(v *visit.Visit) error {
	return act(v, "The alarm has ended.", func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
		return lonework.Finish(ctx, d, by, key, id, v.Fields.Get("outcome"), v.Fields.Get("words"))
	})
}
