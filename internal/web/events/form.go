package events

import (
	"errors"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// typed reads the form of an event. rows says which row of the form each day is from.
func typed(f visit.Fields, bad *db.Invalid) (e events.Event, rows []int) {
	e = events.Event{Title: f.Get("title"), Description: f.Text("description"), Audience: f.Get("audience"), Town: f.Get("town"), Venue: f.Get("venue"), GettingIn: f.Get("getting_in"), StepFree: f.Is("step_free", "yes"),
		Online: f.Get("online"), Capacity: f.Number("capacity"), OpensOn: f.Date("opens", bad), ClosesOn: f.Date("closes", bad), Findings: lines(f.Get("findings")), KeepMonths: f.Number("keep"), Version: f.Version()}
	e.Days, rows = typedDays(f, bad)
	return e, rows
}

// inRows puts the faults of days to the rows of the form from which they are.
func inRows(bad *db.Invalid, rows []int) *db.Invalid {
	for i, f := range bad.Fields {
		for n, row := range rows {
			if f.Field == field(n) {
				bad.Fields[i].Field = field(row)
				break
			}
		}
		if f.Field == "days" {
			bad.Fields[i].Field = field(0)
		}
	}
	return bad
}

// fill fills the form with an event as it is.
func fill(f visit.Fields, e events.Event) {
	for name, value := range map[string]string{"title": e.Title, "description": e.Description, "audience": e.Audience, "town": e.Town, "venue": e.Venue, "getting_in": e.GettingIn, "online": e.Online, "findings": strings.Join(e.Findings, "\n")} {
		f.Set(name, value)
	}
	f.SetNumber("capacity", e.Capacity)
	if e.StepFree {
		f.Set("step_free", "yes")
	}
	f.SetDate("opens", e.OpensOn)
	f.SetDate("closes", e.ClosesOn)
	f.SetNumber("keep", e.KeepMonths)
	fillDays(f, e.Days)
}

// hour is a time of day as it is typed.
func hour(t time.Time) string {
	midnight := dates.Of(t).Midnight()
	return midnight.Add(t.Sub(midnight)).In(midnight.Location()).Format("15:04")
}

// showNew shows the form of a new event, with the place of the entry. Where it has several,
// it asks which first.
func showNew(v *visit.Visit, p place) error {
	bad := notChosen(v.Fields)
	return show(v, p, bad, involve, func(_ *db.Snapshot, x reader) (visit.View, error) {
		at, asks := x.taken(v.Fields.Get("place"))
		if asks {
			return visit.View{Page: newFrame(p, x), Body: whichPlaceBody(x, visit.Faults(bad))}, nil
		}
		if at != nil {
			takeOver(v.Fields, *at)
		}
		return visit.View{Page: newFrame(p, x), Body: newBody(v.Fields, x, at, visit.NewToken(), nil)}, nil
	})
}

func newFrame(p place, x reader) shell.Page {
	return p.frame(x, "Add an event", &ui.Link{Text: "Back to " + strings.ToLower(x.title()), Href: x.base})
}

// newForm shows the form of a new event again, with what was typed.
func newForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return show(v, p, bad, involve, func(_ *db.Snapshot, x reader) (visit.View, error) {
		return visit.View{Page: newFrame(p, x), Body: newBody(v.Fields, x, nil, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func add(v *visit.Visit, p place) error {
	bad := new(db.Invalid)
	if moreDays(v.Fields, bad) {
		return newForm(v, p, none(bad))
	}
	e, rows := typed(v.Fields, bad)
	id, err := events.Add(studies.WithFaults(v.Context(), bad), v.House.DB, p.in(), v.Once(), e)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, p, inRows(bad, rows)) })
	}
	return p.done(p.at()+"/"+id, "Added as a draft. Nobody else sees it before you open it.")
}

// none is nil for no faults.
func none(bad *db.Invalid) *db.Invalid {
	if bad.Err() == nil {
		return nil
	}
	return bad
}

func showChange(v *visit.Visit, p place) error { return changeForm(v, p, true, nil) }

// changeForm shows the form with the event as it is, or else with what was typed.
func changeForm(v *visit.Visit, p place, asItIs bool, bad *db.Invalid) error {
	return with(v, p, "Change the event", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		if asItIs {
			fill(v.Fields, e.Event)
			v.Fields.Set("tell", "yes")
		} else {
			e.Version = v.Fields.Version() // the one that was seen
		}
		return changeView(r, v, e, bad)
	})
}

func changeView(r *db.Snapshot, v *visit.Visit, e event, bad *db.Invalid) (visit.View, error) {
	delegates, err := events.Delegates(r, e.Host, e.Event)
	return visit.View{Body: changeBody(v.Fields, one{event: e, Delegates: delegates}, visit.NewToken(), visit.Faults(bad))}, err
}

func change(v *visit.Visit, p place) error {
	bad := new(db.Invalid)
	if moreDays(v.Fields, bad) {
		return changeForm(v, p, false, none(bad))
	}
	e, rows := typed(v.Fields, bad)
	e.ID = v.Path("exchange")
	told, err := events.Change(studies.WithFaults(v.Context(), bad), v.House.DB, p.in(), v.Once(), e, v.Fields.Is("tell", "yes"), ways(v))
	if errors.Is(err, db.ErrConflict) {
		return overtakenForm(v, p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, p, false, inRows(bad, rows)) })
	}
	words := "Saved."
	if told > 0 {
		words += " " + people(told) + " " + isAre(told) + " told by email."
	}
	return done(v, p, "", words, nil)
}

// overtakenForm gives back all that was typed when somebody else saved first, ready to be
// saved over what they did once that was looked at; db.ErrConflict for an event that is over
// or cancelled.
func overtakenForm(v *visit.Visit, p place) error {
	bad := new(db.Invalid)
	bad.Add("title", "Somebody else changed this event while you did. Yours is not saved: look at the event as it is now, put in below what they changed, then save")
	return with(v, p, "Change the event", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		if e.State == events.Over || e.State == events.Cancelled {
			return visit.View{}, db.ErrConflict
		}
		return changeView(r, v, e, bad)
	})
}

func showProgramme(v *visit.Visit, p place) error { return programmeForm(v, p, nil) }

func programmeForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Programme", bad, follow, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Programme(r, e.Host, e.Event)
		return visit.View{Body: programmeBody(v.Fields, e, all, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func addSession(v *visit.Visit, p place) error {
	f, bad := v.Fields, new(db.Invalid)
	x := events.Session{EventID: v.Path("exchange"), Kind: events.SessionKind(f.Get("kind")), Minutes: f.Number("minutes"), Title: f.Get("title"), Words: f.Get("words"), Speaker: f.Get("speaker"), Affiliation: f.Get("affiliation"), AgreedOn: f.Date("agreed", bad)}
	day, err := dates.Parse(f.Get("day"))
	if hour, minute, ok := f.Clock("starts", bad); ok && err == nil {
		x.Starts = day.At(hour, minute)
	}
	err = events.AddSession(studies.WithFaults(v.Context(), bad), v.House.DB, p.in(), v.Once(), x)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return programmeForm(v, p, bad) })
	}
	return done(v, p, "/programme", "Added.", nil)
}

func removeSession(v *visit.Visit, p place) error {
	return done(v, p, "/programme", "Taken out.", events.RemoveSession(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("slot")))
}
