package events

import (
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/web/visit"
)

// door is the page on which people are checked in on a day.
type door struct {
	event
	Day     dates.Date
	Here    int // checked in
	Letters string
	Found   []events.Expected
	Looked  bool              // somebody typed letters
	Waits   []events.Delegate // of that name on the waiting list
}

// day is the day in the address or the form, else today, else the first of the event.
// db.ErrNotFound for one that is no day of the event, unless that is the fault that is shown.
func (x event) day(f visit.Fields, bad *db.Invalid) (dates.Date, error) {
	text := f.Get("day")
	if d, err := dates.Parse(text); err == nil {
		if _, is := x.On(d); is {
			return d, nil
		}
	}
	if text != "" && bad == nil {
		return dates.Date{}, db.ErrNotFound
	}
	if _, is := x.On(x.today()); is || len(x.Days) == 0 {
		return x.today(), nil
	}
	return x.Days[0].Date(), nil
}

// shut says why nobody is checked in on the day yet, or at all; "" when people are.
func (x door) shut() string {
	switch {
	case len(x.Days) == 0:
		return "The event has no day yet."
	case x.State == events.Draft:
		return "Check in begins when the event is open."
	case x.State == events.Cancelled:
		return "The event is cancelled."
	case x.today().Before(x.Day):
		return "Check in begins on " + x.Day.WithDay() + "."
	}
	return ""
}

func showDoor(v *visit.Visit, p place) error { return doorForm(v, p, "", false, nil) }

// find looks for people by letters, which travel by POST: names stand in no address.
func find(v *visit.Visit, p place) error { return doorForm(v, p, v.Fields.Get("letters"), true, nil) }

func doorForm(v *visit.Visit, p place, letters string, looked bool, bad *db.Invalid) error {
	return with(v, p, "Check in", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		day, err := e.day(v.Fields, bad)
		if err != nil {
			return visit.View{}, err
		}
		x := door{event: e, Day: day, Letters: letters, Looked: looked}
		all, err := events.Door(r, e.Host, e.Event, x.Day)
		if err != nil {
			return visit.View{}, err
		}
		for _, d := range all {
			if !d.CameAt.IsZero() {
				x.Here++
			}
		}
		x.Found = events.Named(all, letters)
		if looked {
			x.Waits, err = events.Waits(r, e.Host, e.Event, letters)
		}
		return visit.View{Body: doorBody(x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

// begun are the days on which people can be checked in.
func (x door) begun() (days []events.Day) {
	for _, d := range x.Days {
		if !x.today().Before(d.Date()) {
			days = append(days, d)
		}
	}
	return days
}

func (x door) at(below string) string { return x.href("/door" + below) }

func backToDoor(v *visit.Visit, p place, words string, err error) error {
	return v.Again(done(v, p, "/door?day="+dayOf(v).String(), words, err), func(bad *db.Invalid) error { return doorForm(v, p, "", false, bad) })
}

func dayOf(v *visit.Visit) dates.Date {
	day, err := dates.Parse(v.Fields.Get("day"))
	if err != nil {
		return dates.Date{}
	}
	return day
}

func checkIn(v *visit.Visit, p place) error {
	err := events.CheckIn(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("delegate"), dayOf(v))
	return backToDoor(v, p, "Checked in.", err)
}

func checkOut(v *visit.Visit, p place) error {
	err := events.CheckOut(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("delegate"), dayOf(v))
	return backToDoor(v, p, "Taken back.", err)
}

func showWalkIn(v *visit.Visit, p place) error { return walkInForm(v, p, nil) }

func walkInForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Somebody who did not register", bad, involve, func(_ *db.Snapshot, e event) (visit.View, error) {
		day, err := e.day(v.Fields, bad)
		return visit.View{Body: walkInBody(v.Fields, door{event: e, Day: day}, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func walkIn(v *visit.Visit, p place) error {
	if _, err := events.WalkIn(v.Context(), v.House.DB, p.in(), v.Once(), said(v), dayOf(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return walkInForm(v, p, theirs(bad)) })
	}
	return done(v, p, "/door?day="+dayOf(v).String(), "Checked in.", nil)
}

func showPaper(v *visit.Visit, p place) error {
	return with(v, p, "List for the door", nil, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		day, err := e.day(v.Fields, nil)
		if err != nil {
			return visit.View{}, err
		}
		x := door{event: e, Day: day}
		x.Found, err = events.Door(r, e.Host, e.Event, x.Day)
		return visit.View{Body: paperBody(x)}, err
	})
}

// tally is how many of a kind were there, with their rows.
type tally struct {
	Kind events.Kind
	Rows []events.Attendance
}

func tallies(all []events.Attendance) (by []tally) {
	for _, k := range events.Kinds {
		t := tally{Kind: k}
		for _, a := range all {
			if a.Kind == k {
				t.Rows = append(t.Rows, a)
			}
		}
		if len(t.Rows) > 0 {
			by = append(by, t)
		}
	}
	return by
}

func showAttendance(v *visit.Visit, p place) error {
	return with(v, p, "Who came", nil, follow, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Attendances(r, e.Host, e.Event)
		if err != nil {
			return visit.View{}, err
		}
		var names map[string]string
		if e.study() {
			names, err = e.SiteNames(r)
		}
		return visit.View{Body: attendanceBody(e, all, tallies(events.Present(all)), names)}, err
	})
}

// attendanceFile is who came as a file for a spreadsheet: with names, for whoever runs the
// event.
func attendanceFile(v *visit.Visit, p place) error {
	var rows [][]string
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		x, err := p.come(r, involve)
		if err != nil {
			return err
		}
		e, err := events.Get(r, x.Host, v.Path("exchange"))
		if err != nil {
			return err
		}
		delegates, err := events.Delegates(r, x.Host, e)
		if err != nil {
			return err
		}
		there, err := events.Attendances(r, x.Host, e)
		came := make(map[string][]string)
		for _, a := range there {
			came[a.DelegateID] = append(came[a.DelegateID], a.Day.String())
		}
		rows = [][]string{{"name", "kind", "organisation", "standing", "came"}}
		for _, d := range delegates {
			rows = append(rows, []string{d.Name, d.Kind.Words(), d.Organisation, d.State.Words(), strings.Join(came[d.ID], " ")})
		}
		return err
	}); err != nil {
		return err
	}
	return v.SendCSV("attendance.csv", rows)
}
