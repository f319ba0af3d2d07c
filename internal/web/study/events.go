package study

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// log is what went otherwise than approved, and what was hard.
type log struct {
	studies.Seat
	Events []approvals.Event
	Sites  []studies.Site
	Mine   []studies.Site // whose file the reader keeps
	Today  dates.Date
	One    approvals.Event // on its own page
}

func (l *log) read(r *db.Snapshot, s studies.Seat) (err error) {
	l.Seat, l.Today = s, dates.Of(r.Now())
	if l.Sites, err = s.AllSites(r); err != nil {
		return err
	}
	l.Mine = slices.DeleteFunc(slices.Clone(l.Sites), func(x studies.Site) bool { return !s.At(studies.Report, x.ID) })
	l.Events, err = approvals.Events(r, s)
	return err
}

func showEvents(v *visit.Visit) error { return eventsPage(v, nil) }

func eventsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var l log
		err := l.read(r, s)
		return v.FormView(instudy.Page(s, "Difficulties log", "Difficulties log", nil), eventsBody(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func eventOf(v *visit.Visit, bad *db.Invalid) approvals.Event {
	f := v.Fields
	return approvals.Event{ID: v.Path("event"), StudyID: v.Path("study"), SiteID: f.Get("site"), Version: f.Version(), Kind: approvals.EventKind(f.Get("kind")), Day: f.Date("day", bad), FoundOn: f.Date("found", bad),
		Words: f.Get("words"), Done: f.Get("done"), ReportedOn: f.Date("reported", bad), ReportedTo: f.Get("reported_to"), ClosedOn: f.Date("closed", bad)}
}

func noteEvent(v *visit.Visit) error {
	bad := new(db.Invalid)
	e := eventOf(v, bad)
	_, err := approvals.NoteEvent(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), e)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return eventsPage(v, bad) })
	}
	return instudy.Done(v, "/events", "Noted.")
}

func showEvent(v *visit.Visit) error { return eventPage(v, nil) }

func eventPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var l log
		if err := l.read(r, s); err != nil {
			return visit.View{}, err
		}
		i := slices.IndexFunc(l.Events, func(e approvals.Event) bool { return e.ID == v.Path("event") })
		if i < 0 {
			return visit.View{}, db.ErrNotFound
		}
		l.One = l.Events[i]
		if bad == nil {
			fillEvent(v.Fields, l.One)
		}
		page := instudy.Page(s, l.One.Kind.Words(), "", instudy.Back(s.Study, "Back to the difficulties log", "/events"))
		return v.FormView(page, eventBody(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Follow)
}

func fillEvent(f visit.Fields, e approvals.Event) {
	for name, value := range map[string]string{"kind": string(e.Kind), "site": e.SiteID, "words": e.Words, "done": e.Done, "reported_to": e.ReportedTo} {
		f.Set(name, value)
	}
	for name, day := range map[string]dates.Date{"day": e.Day, "found": e.FoundOn, "reported": e.ReportedOn, "closed": e.ClosedOn} {
		f.SetDate(name, day)
	}
}

func changeEvent(v *visit.Visit) error {
	bad := new(db.Invalid)
	e := eventOf(v, bad)
	err := approvals.ChangeEvent(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), e)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return eventPage(v, bad) })
	}
	return instudy.Done(v, "/events", "Saved.")
}
