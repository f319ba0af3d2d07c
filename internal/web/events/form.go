package events

import (
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// days is for how many days the form of an event has room.
const days = 3

func field(i int) string { return "day-" + strconv.Itoa(i+1) }

// typed reads the form of an event. rows says which row of the form each day is from.
func typed(f visit.Fields, bad *db.Invalid) (e events.Event, rows []int) {
	e = events.Event{Title: f.Get("title"), Description: f.Text("description"), Audience: f.Get("audience"), Town: f.Get("town"), Venue: f.Get("venue"), GettingIn: f.Get("getting_in"), StepFree: f.Is("step_free", "yes"),
		Online: f.Get("online"), Capacity: f.Number("capacity"), OpensOn: f.Date("opens", bad), ClosesOn: f.Date("closes", bad), Findings: lines(f.Get("findings")), Version: f.Version()}
	for i := range days {
		name := field(i)
		day, words := f.Date(name, bad), f.Text(name+"-words")
		starts, ends := f.Text(name+"-starts"), f.Text(name+"-ends")
		if day.IsZero() && starts == "" && ends == "" && words == "" {
			continue
		}
		d := events.Day{Words: words}
		if from, ok := clock(starts); ok && !day.IsZero() {
			d.Starts = day.At(from.Hour(), from.Minute())
		}
		if to, ok := clock(ends); ok && !day.IsZero() {
			d.Ends = day.At(to.Hour(), to.Minute())
		}
		if !day.IsZero() && (d.Starts.IsZero() || d.Ends.IsZero()) {
			bad.Add(name, "Enter when the day begins and ends, like 10:00 and 16:00")
		}
		e.Days, rows = append(e.Days, d), append(rows, i)
	}
	return e, rows
}

// clock reads a time of day as people type it: 9:30, 14.00.
func clock(text string) (t time.Time, ok bool) {
	t, err := time.Parse("15:4", strings.ReplaceAll(strings.TrimSpace(text), ".", ":"))
	return t, err == nil
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
	for i, d := range e.Days {
		f.SetDate(field(i), d.Date())
		f.Set(field(i)+"-starts", hour(d.Starts))
		f.Set(field(i)+"-ends", hour(d.Ends))
		f.Set(field(i)+"-words", d.Words)
	}
}

// hour is a time of day as it is typed.
func hour(t time.Time) string {
	midnight := dates.Of(t).Midnight()
	return midnight.Add(t.Sub(midnight)).In(midnight.Location()).Format("15:04")
}

func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(_ *db.Snapshot, s studies.Seat) (visit.View, error) {
		page := instudy.Page(s, "Add an event", label, instudy.Back(s.Study, "Back to knowledge exchange", "/exchange"))
		return v.FormView(page, newBody(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Involve)
}

func add(v *visit.Visit) error {
	bad := new(db.Invalid)
	e, rows := typed(v.Fields, bad)
	e.StudyID = v.Path("study")
	id, err := events.Add(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), e)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, inRows(bad, rows)) })
	}
	return instudy.Done(v, "/exchange/"+id, "Added as a draft. Nobody else sees it before you open it.")
}

func showChange(v *visit.Visit) error { return changeForm(v, true, nil) }

// changeForm shows the form with the event as it is, or else with what was typed.
func changeForm(v *visit.Visit, asItIs bool, bad *db.Invalid) error {
	return with(v, "Change the event", bad, involve, func(_ *db.Snapshot, e event) (visit.View, error) {
		if asItIs {
			fill(v.Fields, e.Event)
		} else {
			e.Version = v.Fields.Version() // the one that was seen
		}
		return visit.View{Body: changeBody(v.Fields, e, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func change(v *visit.Visit) error {
	bad := new(db.Invalid)
	e, rows := typed(v.Fields, bad)
	e.StudyID, e.ID = v.Path("study"), v.Path("exchange")
	err := events.Change(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), e, ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, false, inRows(bad, rows)) })
	}
	return done(v, "", "Saved.", nil)
}

func showProgramme(v *visit.Visit) error { return programmeForm(v, nil) }

func programmeForm(v *visit.Visit, bad *db.Invalid) error {
	return with(v, "Programme", bad, follow, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Programme(r, e.Seat, e.Event)
		return visit.View{Body: programmeBody(v.Fields, e, all, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func addSession(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := events.Session{EventID: v.Path("exchange"), Kind: events.SessionKind(f.Get("kind")), Minutes: f.Number("minutes"), Title: f.Get("title"), Words: f.Get("words"), Speaker: f.Get("speaker"), Affiliation: f.Get("affiliation"), AgreedOn: f.Date("agreed", bad)}
	day, err := dates.Parse(f.Get("day"))
	if at, ok := clock(f.Get("starts")); ok && err == nil {
		x.Starts = day.At(at.Hour(), at.Minute())
	}
	err = events.AddSession(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), x)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return programmeForm(v, bad) })
	}
	return done(v, "/programme", "Added.", nil)
}

func removeSession(v *visit.Visit) error {
	return done(v, "/programme", "Taken out.", events.RemoveSession(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Path("slot")))
}
