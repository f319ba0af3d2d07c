// Package events is where the team of a study prepares knowledge exchange events, checks
// people in and reads what they made of it.
package events

import (
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Label is the row of the study's menu.
const label = "Knowledge exchange"

// Routes of the place.
func Routes() []visit.Route {
	who, all, at := visit.Anybody, "/studies/{study}/exchange", "/studies/{study}/exchange/{exchange}"
	return []visit.Route{
		{Pattern: "GET " + all, Who: who, Handle: showAll},
		{Pattern: "GET " + all + "/new", Who: who, Handle: showNew},
		{Pattern: "POST " + all + "/new", Who: who, Handle: add},
		{Pattern: "POST " + all + "/sites", Who: who, Handle: allow},
		{Pattern: "POST " + all + "/sites/{site}/remove", Who: who, Handle: disallow},
		{Pattern: "GET " + at, Who: who, Handle: showOne},
		{Pattern: "GET " + at + "/change", Who: who, Handle: showChange},
		{Pattern: "POST " + at + "/change", Who: who, Handle: change},
		{Pattern: "POST " + at + "/open", Who: who, Handle: open},
		{Pattern: "POST " + at + "/close", Who: who, Handle: shut},
		{Pattern: "POST " + at + "/over", Who: who, Handle: over},
		{Pattern: "GET " + at + "/cancel", Who: who, Handle: showCancel},
		{Pattern: "POST " + at + "/cancel", Who: who, Handle: cancel},
		{Pattern: "POST " + at + "/blog", Who: who, Handle: linkBlog},
		{Pattern: "POST " + at + "/blog/{output}/remove", Who: who, Handle: unlinkBlog},
		{Pattern: "GET " + at + "/programme", Who: who, Handle: showProgramme},
		{Pattern: "POST " + at + "/programme", Who: who, Handle: addSession},
		{Pattern: "POST " + at + "/programme/{slot}/remove", Who: who, Handle: removeSession},
		{Pattern: "GET " + at + "/invitations", Who: who, Handle: showInvitations},
		{Pattern: "POST " + at + "/invitations", Who: who, Handle: addInvitees},
		{Pattern: "POST " + at + "/invitations/upload", Who: who, Handle: uploadInvitees},
		{Pattern: "POST " + at + "/invitations/send", Who: who, Handle: invite},
		{Pattern: "GET " + at + "/people", Who: who, Handle: showPeople},
		{Pattern: "GET " + at + "/people/new", Who: who, Handle: showEnter},
		{Pattern: "POST " + at + "/people/new", Who: who, Handle: enter},
		{Pattern: "GET " + at + "/people/{delegate}", Who: who, Handle: showDelegate},
		{Pattern: "POST " + at + "/people/{delegate}/site", Who: who, Handle: setSite},
		{Pattern: "POST " + at + "/people/{delegate}/leave", Who: who, Handle: leave},
		{Pattern: "POST " + at + "/people/{delegate}/link", Who: who, Handle: hand},
		{Pattern: "GET " + at + "/door", Who: who, Handle: showDoor},
		{Pattern: "POST " + at + "/door", Who: who, Handle: find},
		{Pattern: "GET " + at + "/door/new", Who: who, Handle: showWalkIn},
		{Pattern: "POST " + at + "/door/new", Who: who, Handle: walkIn},
		{Pattern: "POST " + at + "/door/{delegate}/in", Who: who, Handle: checkIn},
		{Pattern: "POST " + at + "/door/{delegate}/out", Who: who, Handle: checkOut},
		{Pattern: "GET " + at + "/paper", Who: who, Handle: showPaper},
		{Pattern: "GET " + at + "/attendance", Who: who, Handle: showAttendance},
		{Pattern: "GET " + at + "/attendance/file", Who: who, Handle: attendanceFile},
		{Pattern: "GET " + at + "/feedback", Who: who, Handle: showFeedback},
		{Pattern: "POST " + at + "/feedback", Who: who, Handle: makeFeedback},
		{Pattern: "POST " + at + "/feedback/{said}/themes", Who: who, Handle: putTheme},
		{Pattern: "POST " + at + "/feedback/{said}/themes/{theme}/remove", Who: who, Handle: takeTheme},
		{Pattern: "GET " + at + "/roles", Who: who, Handle: showRoles},
		{Pattern: "POST " + at + "/roles", Who: who, Handle: compare},
		{Pattern: "POST " + at + "/roles/{comparison}/remove", Who: who, Handle: uncompare},
	}
}

func ways(v *visit.Visit) events.Ways { return events.Ways{BaseURL: v.House.BaseURL} }

// event is an event of a study as its reader sees it.
type event struct {
	studies.Seat
	events.Event
	Today dates.Date
}

func (x event) href(below string) string {
	return instudy.Href(x.Study, "/exchange/"+x.Event.ID+below)
}

// runs reports whether the reader runs the study's events.
func (x event) runs() bool { return x.Has(studies.Involve) }

// with shows a page of the event in the address. below is the page under the event's own;
// "" for that itself, which leads back to the list.
func with(v *visit.Visit, title string, bad *db.Invalid, duties []studies.Duty, read func(*db.Snapshot, event) (visit.View, error)) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		e, err := events.Get(r, s, v.Path("exchange"))
		if err != nil {
			return visit.View{}, err
		}
		view, err := read(r, event{s, e, dates.Of(r.Now())})
		if err != nil {
			return view, err
		}
		back := instudy.Back(s.Study, "Back to the event", "/exchange/"+e.ID)
		if title == "" {
			title, back = e.Title, instudy.Back(s.Study, "Back to knowledge exchange", "/exchange")
		}
		return v.FormView(instudy.Page(s, title, label, back), view.Body, bad), nil
	}, duties...)
}

var involve, follow = []studies.Duty{studies.Involve}, []studies.Duty{studies.Follow}

// done leads back to a page of the event after an act, or answers why it did not happen.
func done(v *visit.Visit, below, words string, err error) error {
	if err != nil {
		return err
	}
	return instudy.Done(v, "/exchange/"+v.Path("exchange")+below, words)
}

// list is the page of all events of a study.
type list struct {
	studies.Seat
	Events  []events.Event
	Allowed []events.Permission
	Sites   []ui.Choice
	Names   map[string]string
}

func showAll(v *visit.Visit) error { return allForm(v, nil) }

func allForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := list{Seat: s}
		var err error
		if x.Events, err = events.List(r, s); err != nil {
			return visit.View{}, err
		}
		if x.Allowed, err = events.Permissions(r, s); err != nil {
			return visit.View{}, err
		}
		if x.Names, err = s.SiteNames(r); err != nil {
			return visit.View{}, err
		}
		x.Sites, err = sites(r, s)
		return v.FormView(instudy.Page(s, label, label, nil), allBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func sites(r db.Reader, s studies.Seat) (all []ui.Choice, err error) {
	found, err := s.AllSites(r)
	for _, x := range found {
		all = append(all, ui.Choice{Value: x.ID, Text: x.Pseudonym})
	}
	return all, err
}

func allow(v *visit.Visit) error {
	bad := new(db.Invalid)
	p := events.Permission{SiteID: v.Fields.Get("site"), GivenOn: v.Fields.Date("given", bad), Words: v.Fields.Get("words")}
	err := events.Allow(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), p)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return allForm(v, bad) })
	}
	return instudy.Done(v, "/exchange", "Noted.")
}

func disallow(v *visit.Visit) error {
	if err := events.Disallow(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site")); err != nil {
		return err
	}
	return instudy.Done(v, "/exchange", "Taken back.")
}

// one is the page of an event, with what is in it as far as the reader's duties reach.
type one struct {
	event
	Delegates []events.Delegate // for whoever runs it
	There     []events.Attendance
	Reactions []events.Reaction
	Blogs     []events.Blog
	Others    []ui.Choice // blogs that are not linked
}

// standing counts the delegates who stand somewhere.
func (x one) standing(s events.Standing) (n int) {
	for _, d := range x.Delegates {
		if d.State == s {
			n++
		}
	}
	return n
}

func showOne(v *visit.Visit) error { return oneForm(v, nil) }

func oneForm(v *visit.Visit, bad *db.Invalid) error {
	return with(v, "", bad, follow, func(r *db.Snapshot, e event) (visit.View, error) {
		x, err := readOne(r, e)
		return visit.View{Body: oneBody(x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func readOne(r db.Reader, e event) (x one, err error) {
	x.event = e
	if e.runs() {
		if x.Delegates, err = events.Delegates(r, e.Seat, e.Event); err != nil {
			return x, err
		}
	}
	if x.There, err = events.Attendances(r, e.Seat, e.Event); err != nil {
		return x, err
	}
	if x.Reactions, err = events.Reactions(r, e.Seat, e.Event); err != nil {
		return x, err
	}
	if x.Blogs, err = events.Blogs(r, e.Seat, e.Event); err != nil {
		return x, err
	}
	all, err := outputs.List(r, e.Seat)
	for _, o := range all {
		if o.Kind == outputs.Blog && !slices.ContainsFunc(x.Blogs, func(b events.Blog) bool { return b.ID == o.ID }) {
			x.Others = append(x.Others, ui.Choice{Value: o.ID, Text: o.Title})
		}
	}
	return x, err
}

func open(v *visit.Visit) error {
	err := events.ToOpen(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Version(), ways(v))
	if err != nil { // what is missing is told where it can be written
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, true, inRows(bad, nil)) })
	}
	return done(v, "", "The event is open.", nil)
}

func shut(v *visit.Visit) error {
	return done(v, "", "Registration is closed.", events.ToClose(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Version()))
}

func over(v *visit.Visit) error {
	return done(v, "", "The event is over. Those who came are thanked by email.", events.ToOver(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Version(), ways(v)))
}

func showCancel(v *visit.Visit) error { return cancelForm(v, nil) }

func cancelForm(v *visit.Visit, bad *db.Invalid) error {
	return with(v, "Cancel the event", bad, involve, func(_ *db.Snapshot, e event) (visit.View, error) {
		return visit.View{Body: cancelBody(v.Fields, e, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func cancel(v *visit.Visit) error {
	err := events.Cancel(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Version(), v.Fields.Get("why"), ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return cancelForm(v, bad) })
	}
	return done(v, "", "The event is cancelled. Everybody who registered is told by email.", nil)
}

func linkBlog(v *visit.Visit) error {
	err := events.LinkBlog(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Get("blog"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return oneForm(v, bad) })
	}
	return done(v, "", "Linked.", nil)
}

func unlinkBlog(v *visit.Visit) error {
	return done(v, "", "Taken away.", events.UnlinkBlog(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Path("output")))
}

// lines are the lines of a text that have something in them.
func lines(text string) (all []string) {
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) != "" {
			all = append(all, line)
		}
	}
	return all
}
