// Package events is where the team of a study prepares knowledge exchange events, checks
// people in and reads what they made of it.
package events

import (
	"slices"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Label is the row of the study's menu.
const label = "Knowledge exchange"

// page is a page or an act below the list of events.
type page struct {
	method, below string
	handle        handler
}

// everywhere are those of each host, and ofStudies those at which knowledge is exchanged.
var everywhere = []page{
	{"GET", "", showAll},
	{"GET", "/new", showNew},
	{"POST", "/new", add},
	{"GET", "/{exchange}", showOne},
	{"GET", "/{exchange}/change", showChange},
	{"POST", "/{exchange}/change", change},
	{"POST", "/{exchange}/open", open},
	{"POST", "/{exchange}/close", shut},
	{"POST", "/{exchange}/over", over},
	{"GET", "/{exchange}/cancel", showCancel},
	{"POST", "/{exchange}/cancel", cancel},
	{"GET", "/{exchange}/programme", showProgramme},
	{"POST", "/{exchange}/programme", addSession},
	{"POST", "/{exchange}/programme/{slot}/remove", removeSession},
	{"GET", "/{exchange}/invitations", showInvitations},
	{"POST", "/{exchange}/invitations", addInvitees},
	{"POST", "/{exchange}/invitations/upload", uploadInvitees},
	{"POST", "/{exchange}/invitations/send", invite},
	{"GET", "/{exchange}/people", showPeople},
	{"GET", "/{exchange}/people/new", showEnter},
	{"POST", "/{exchange}/people/new", enter},
	{"GET", "/{exchange}/people/{delegate}", showDelegate},
	{"POST", "/{exchange}/people/{delegate}/leave", leave},
	{"POST", "/{exchange}/people/{delegate}/link", hand},
	{"GET", "/{exchange}/door", showDoor},
	{"POST", "/{exchange}/door", find},
	{"GET", "/{exchange}/door/new", showWalkIn},
	{"POST", "/{exchange}/door/new", walkIn},
	{"POST", "/{exchange}/door/{delegate}/in", checkIn},
	{"POST", "/{exchange}/door/{delegate}/out", checkOut},
	{"GET", "/{exchange}/paper", showPaper},
	{"GET", "/{exchange}/attendance", showAttendance},
	{"GET", "/{exchange}/attendance/file", attendanceFile},
	{"GET", "/{exchange}/feedback", showFeedback},
	{"POST", "/{exchange}/feedback", makeFeedback},
	{"POST", "/{exchange}/feedback/{said}/themes", putTheme},
	{"POST", "/{exchange}/feedback/{said}/themes/{theme}/remove", takeTheme},
}

var ofStudies = []page{
	{"POST", "/sites", allow},
	{"POST", "/sites/{site}/remove", disallow},
	{"POST", "/{exchange}/blog", linkBlog},
	{"POST", "/{exchange}/blog/{output}/remove", unlinkBlog},
	{"POST", "/{exchange}/people/{delegate}/site", setSite},
	{"GET", "/{exchange}/roles", showRoles},
	{"POST", "/{exchange}/roles", compare},
	{"POST", "/{exchange}/roles/{comparison}/remove", uncompare},
}

// Routes of the place: in a study, and behind the link of an organisation.
func Routes() (all []visit.Route) {
	for _, p := range slices.Concat(everywhere, ofStudies) {
		all = append(all, visit.Route{Pattern: p.method + " /studies/{study}/exchange" + p.below, Who: visit.Anybody, Handle: inStudy(p.handle)})
	}
	for _, p := range everywhere {
		all = append(all, visit.Route{Pattern: p.method + " " + bylink.Keep.Path + "/{token}/{service}/events" + p.below, Who: visit.Public, Handle: byLink(p.handle)})
	}
	return all
}

func ways(v *visit.Visit) events.Ways { return events.Ways{BaseURL: v.House.BaseURL} }

var involve, follow = []studies.Duty{studies.Involve}, []studies.Duty{studies.Follow}

// list is the page of all events of a host.
type list struct {
	reader
	Events  []events.Event
	Allowed []events.Permission
	Sites   []ui.Choice
	Names   map[string]string
}

func showAll(v *visit.Visit, p place) error { return allForm(v, p, nil) }

func allForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return show(v, p, bad, follow, func(r *db.Snapshot, reader reader) (visit.View, error) {
		x, err := readAll(r, reader)
		return visit.View{Page: p.frame(reader, x.title(), nil), Body: allBody(v.Fields, x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func readAll(r db.Reader, reader reader) (x list, err error) {
	x.reader = reader
	if x.Events, err = events.List(r, x.Host); err != nil || !x.study() {
		return x, err
	}
	if x.Allowed, err = events.Permissions(r, x.Seat); err != nil {
		return x, err
	}
	if x.Names, err = x.SiteNames(r); err != nil {
		return x, err
	}
	x.Sites, err = sites(r, x.Seat)
	return x, err
}

func sites(r db.Reader, s studies.Seat) (all []ui.Choice, err error) {
	found, err := s.AllSites(r)
	for _, x := range found {
		all = append(all, ui.Choice{Value: x.ID, Text: x.Pseudonym})
	}
	return all, err
}

func allow(v *visit.Visit, p place) error {
	bad := new(db.Invalid)
	given := events.Permission{SiteID: v.Fields.Get("site"), GivenOn: v.Fields.Date("given", bad), Words: v.Fields.Get("words")}
	err := events.Allow(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), given)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return allForm(v, p, bad) })
	}
	return p.done(p.at(), "Noted.")
}

func disallow(v *visit.Visit, p place) error {
	if err := events.Disallow(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site")); err != nil {
		return err
	}
	return p.done(p.at(), "Taken back.")
}

// one is the page of an event, with what is in it as far as the reader's duties reach.
type one struct {
	event
	Delegates []events.Delegate // for whoever runs it
	There     []events.Attendance
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

// concerned are those who have a place or wait for one: who can be told by mail, and who
// has no address.
func (x one) concerned() (told, unreached []events.Delegate) {
	for _, d := range x.Delegates {
		switch {
		case !slices.Contains([]events.Standing{events.Coming, events.Offered, events.Waiting}, d.State):
		case d.Email != "":
			told = append(told, d)
		case x.ForgottenAt.IsZero():
			unreached = append(unreached, d)
		}
	}
	return told, unreached
}

func showOne(v *visit.Visit, p place) error { return oneForm(v, p, nil) }

func oneForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "", bad, follow, func(r *db.Snapshot, e event) (visit.View, error) {
		x, err := readOne(r, e)
		return visit.View{Body: oneBody(x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func readOne(r db.Reader, e event) (x one, err error) {
	x.event = e
	if e.runs() {
		if x.Delegates, err = events.Delegates(r, e.Host, e.Event); err != nil {
			return x, err
		}
	}
	if x.There, err = events.Attendances(r, e.Host, e.Event); err != nil {
		return x, err
	}
	if !x.study() {
		return x, nil
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

func open(v *visit.Visit, p place) error {
	err := events.ToOpen(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Version(), ways(v))
	if err != nil { // what is missing is told where it can be written
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, p, true, inRows(bad, nil)) })
	}
	return done(v, p, "", "The event is open.", nil)
}

func shut(v *visit.Visit, p place) error {
	return done(v, p, "", "Registration is closed.", events.ToClose(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Version()))
}

func over(v *visit.Visit, p place) error {
	return done(v, p, "", "The event is over. Those who came are thanked by email.", events.ToOver(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Version(), ways(v)))
}

func showCancel(v *visit.Visit, p place) error { return cancelForm(v, p, nil) }

func cancelForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Cancel the event", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		delegates, err := events.Delegates(r, e.Host, e.Event)
		return visit.View{Body: cancelBody(v.Fields, one{event: e, Delegates: delegates}, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func cancel(v *visit.Visit, p place) error {
	err := events.Cancel(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Version(), v.Fields.Get("why"), ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return cancelForm(v, p, bad) })
	}
	return done(v, p, "", "The event is cancelled.", nil)
}

func linkBlog(v *visit.Visit, p place) error {
	err := events.LinkBlog(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Fields.Get("blog"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return oneForm(v, p, bad) })
	}
	return done(v, p, "", "Linked.", nil)
}

func unlinkBlog(v *visit.Visit, p place) error {
	return done(v, p, "", "Taken away.", events.UnlinkBlog(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Path("output")))
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
