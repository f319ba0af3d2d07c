package events

import (
	"net/http"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/keepers"
	"linkwork/internal/studies"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// place is where the pages of events stand for one visit: in a study, or behind the link of
// an organisation.
type place interface {
	at() string          // the address of the list
	in() events.Entrance // for whoever runs the events
	come(r db.Reader, duties []studies.Duty) (reader, error)
	frame(x reader, title string, back *ui.Link) shell.Page
	done(path, words string) error // leads on after an act and says what was done
}

// reader is who reads the pages, and whose events they are.
type reader struct {
	studies.Seat // of a study's
	Host         events.Host
	Whose        string
	Places       []keepers.PlaceAccess // of the entry, for a new event
	base         string
}

// study reports whether the events are those of a study.
func (x reader) study() bool { return x.Study.ID != "" }

// runs reports whether the reader runs the events.
func (x reader) runs() bool { return x.Host.Runs() }

// below is an address below the list of events.
func (x reader) below(path string) string { return x.base + path }

// title is that of the list.
func (x reader) title() string {
	if x.study() {
		return label
	}
	return "Your events"
}

// team is a study as the place.
type team struct{ v *visit.Visit }

func (t team) at() string { return "/studies/" + t.v.Path("study") + "/exchange" }

func (t team) in() events.Entrance { return events.Team(t.v.Actor, t.v.Path("study")) }

func (t team) come(r db.Reader, duties []studies.Duty) (reader, error) {
	s, err := studies.Enter(r, t.v.Actor, t.v.Path("study"), duties...)
	return reader{Seat: s, Host: events.OfStudy(s), Whose: s.Study.Name, base: t.at()}, err
}

func (t team) frame(x reader, title string, back *ui.Link) shell.Page {
	return instudy.Page(x.Seat, title, label, back)
}

func (t team) done(path, words string) error { return t.v.Done(path, words) }

// club is an organisation behind its link as the place.
type club struct {
	v *visit.Visit
	c caller
}

// caller is somebody of an organisation who came by its link.
type caller struct{ bylink.Visitor }

func readCaller(r *db.Snapshot, v *visit.Visit) (c caller, err error) {
	c.Visitor, err = bylink.Keep.Visitor(r, v)
	return c, err
}

func (b club) at() string { return b.c.Href + "/" + b.v.Path("service") + "/events" }

func (b club) in() events.Entrance { return keepers.Events(b.c.Link, b.v.Path("service")) }

func (b club) come(r db.Reader, _ []studies.Duty) (x reader, err error) {
	x.base = b.at()
	if x.Host, err = b.in()(r); err != nil {
		return x, err
	}
	k, err := keepers.Get(r, b.c.Link.SubjectID)
	if err != nil {
		return x, err
	}
	entry, err := keepers.GetEntry(r, k, b.v.Path("service"))
	x.Whose, x.Places = entry.Name, keepers.AccessOf(entry.Service)
	return x, err
}

// did is in the address of a page to which an act led back.
const did = "done"

func (b club) frame(_ reader, title string, back *ui.Link) shell.Page {
	if back == nil {
		back = &ui.Link{Text: "Back to your entry", Href: strings.TrimSuffix(b.at(), "/events")}
	}
	p := shell.Page{Title: title, Public: visit.ForOrganisations(b.c.Area), Back: back}
	if b.v.Fields.Is(did, "yes") && b.v.R.Method == http.MethodGet {
		p.Notice = &ui.NotificationBanner{Heading: "Done", Success: true}
	}
	return p
}

func (b club) done(path, _ string) error {
	mark := "?"
	if strings.Contains(path, mark) {
		mark = "&"
	}
	return b.v.Go(path + mark + did + "=yes")
}

// handler is a page or an act of events, wherever they stand.
type handler func(*visit.Visit, place) error

func inStudy(handle handler) visit.Handler {
	return func(v *visit.Visit) error { return handle(v, team{v}) }
}

// byLink lets organisations in whose browser has given its proof. By a link that asks for
// none they are told how they get one that does.
func byLink(handle handler) visit.Handler {
	return bylink.Enter(readCaller, bylink.Proven(func(v *visit.Visit, c caller) error {
		if !keepers.MayHoldEvents(c.Link) {
			return c.Page(v, "Your events", http.StatusOK, needsOwnLink(c.Area))
		}
		return handle(v, club{v, c})
	}))
}

// show shows a page to a reader who carries one of the duties, or whose organisation it is.
func show(v *visit.Visit, p place, bad *db.Invalid, duties []studies.Duty, read func(*db.Snapshot, reader) (visit.View, error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		x, err := p.come(r, duties)
		if err != nil {
			return visit.View{}, err
		}
		view, err := read(r, x)
		if err != nil {
			return view, err
		}
		return v.FormView(view.Page, view.Body, bad), nil
	})
}

// event is an event as its reader sees it.
type event struct {
	reader
	events.Event
	Now time.Time
}

func (x event) today() dates.Date { return dates.Of(x.Now) }

func (x event) href(below string) string { return x.below("/" + x.Event.ID + below) }

// with shows a page of the event in the address. title is that of the page under the
// event's own; "" for that itself, which leads back to the list.
func with(v *visit.Visit, p place, title string, bad *db.Invalid, duties []studies.Duty, read func(*db.Snapshot, event) (visit.View, error)) error {
	return show(v, p, bad, duties, func(r *db.Snapshot, x reader) (visit.View, error) {
		e, err := events.Get(r, x.Host, v.Path("exchange"))
		if err != nil {
			return visit.View{}, err
		}
		view, err := read(r, event{x, e, r.Now()})
		back := &ui.Link{Text: "Back to the event", Href: x.below("/" + e.ID)}
		if title == "" {
			title, back = e.Title, &ui.Link{Text: "Back to " + strings.ToLower(x.title()), Href: x.base}
		}
		view.Page = p.frame(x, title, back)
		return view, err
	})
}

// done leads back to a page of the event after an act, or answers why it did not happen.
func done(v *visit.Visit, p place, below, words string, err error) error {
	if err != nil {
		return err
	}
	return p.done(p.at()+"/"+v.Path("exchange")+below, words)
}
