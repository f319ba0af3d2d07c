package events_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

var ways = events.Ways{BaseURL: "https://linkwork.example"}

// house is a study with an event of two days in ten days' time, open to two people.
type house struct {
	*studytest.Study
	id string
}

func open(t *testing.T, d *db.DB) house {
	return house{Study: studytest.New(castest.New(t, d))}.another(t)
}

// another is the same study with another event, for one part of a test.
func (h house) another(t *testing.T) house {
	cast, study := *h.Cast, *h.Study
	cast.TB, study.Cast = t, &cast
	h.Study = &study
	id, err := events.Add(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, h.event())
	h.OK(err)
	h.id = id
	h.OK(events.ToOpen(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, id, 1, ways))
	return h
}

// TestEvents tries each part on an event of its own, in one database.
func TestEvents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		for _, part := range []struct {
			name string
			try  func(*testing.T, house)
		}{
			{"an event is made and opened", anEventIsMadeAndOpened},
			{"a speaker is named only with their agreement", aSpeakerIsNamedOnlyWithTheirAgreement},
			{"people are invited from a list", peopleAreInvitedFromAList},
			{"the places of an event", thePlacesOfAnEvent},
			{"an address is told by mail alone", anAddressIsToldByMailAlone},
			{"names and addresses are one line", namesAndAddressesAreOneLine},
			{"who came is kept and thanked", whoCameIsKeptAndThanked},
			{"a site is told only with its permission", aSiteIsToldOnlyWithItsPermission},
			{"feedback on findings", feedbackOnFindings},
			{"contact is exchanged by both", contactIsExchangedByBoth},
			{"delegates compare their roles", delegatesCompareTheirRoles},
			{"a blog is linked", aBlogIsLinked},
			{"an entry holds sessions", anEntryHoldsSessions},
			{"an entry asks for feedback", anEntryAsksForFeedback},
			{"events go with the entry that stays", eventsGoWithTheEntryThatStays},
			{"who comes is told of a change", whoComesIsToldOfAChange},
			{"a calendar loses what is taken out", aCalendarLosesWhatIsTakenOut},
			{"names end", namesEnd},
			{"an event asks so many in an hour", anEventAsksSoManyInAnHour},
			{"who registered is told that it is cancelled", whoRegisteredIsToldThatItIsCancelled},
			{"a place is offered until the last hour", aPlaceIsOfferedUntilTheLastHour},
		} {
			t.Run(part.name, func(t *testing.T) { part.try(t, h.another(t)) })
		}
	})
}

// address is one that nobody of another event has.
func (h house) address(name string) string {
	return strings.ToLower(name + "@" + h.id + ".example")
}

func (h house) event() events.Event {
	day := h.Today().AddDays(10)
	return events.Event{Title: "What we learnt about holding", Description: "Hear what the study found, and say what you make of it.", Audience: "Everybody", Town: "Birmingham",
		Venue: "Canal Rooms, Birmingham", GettingIn: "Level from the street.", StepFree: true, Online: "https://meet.example/holding", Capacity: 2, Findings: []string{"Holding takes time", "Rules are bent kindly"},
		Days: []events.Day{{Starts: day.At(10, 0), Ends: day.At(16, 0)}, {Starts: day.AddDays(1).At(9, 30), Ends: day.AddDays(1).At(15, 0), Words: "For link workers"}}}
}

func (h house) the() (e events.Event) {
	h.Helper()
	h.in(func(r *db.Snapshot, s studies.Seat) (err error) {
		e, err = events.Get(r, events.OfStudy(s), h.id)
		return
	})
	return e
}

// change saves an event as it is given.
func (h house) change(e events.Event, tell bool) error {
	_, err := events.Change(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, e, tell, ways)
	return err
}

func (h house) changes(e events.Event, tell bool) {
	h.Helper()
	h.OK(h.change(e, tell))
}

// in reads with the seat of the study's lead.
func (h house) in(act func(*db.Snapshot, studies.Seat) error) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Involve)
		h.OK(err)
		return act(r, s)
	})
}

func (h house) somebody(name string) events.Delegate {
	return events.Delegate{Name: name, Email: h.address(name), Kind: events.LinkWorker}
}

func (h house) register(name string) error {
	x := h.somebody(name)
	x.EventID = h.id
	return events.Register(h.Context(), h.DB, keyless, x, "", ways)
}

// mails are those to somebody, the latest first.
func (h house) mails(name string) (all []messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		box, err := messages.Outbox(r, messages.Entry{}, 500)
		for _, m := range box {
			if m.To == h.address(name) {
				all = append(all, m)
			}
		}
		return err
	})
	return all
}

// token is that of the latest mail to somebody.
func (h house) token(name string) string {
	h.Helper()
	all := h.mails(name)
	if len(all) == 0 {
		h.Fatalf("no mail to %s", name)
	}
	return all[0].Secret[strings.LastIndex(all[0].Secret, "/")+1:]
}

// comes registers somebody and confirms it.
func (h house) comes(name string) (token string) {
	h.Helper()
	h.OK(h.register(name))
	token = h.token(name)
	h.OK(events.Confirm(h.Context(), h.DB, keyless, token, ways))
	return token
}

func (h house) own(token string) (o events.Own) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) { o, err = events.OfLink(r, token); return })
	return o
}

func (h house) stands(token string, want events.Standing) {
	h.Helper()
	if got := h.own(token).State; got != want {
		h.Errorf("stands %q, want %q", got, want)
	}
}

// later moves the clock and does the jobs that became due.
func (h house) later(d time.Duration) {
	h.Helper()
	h.Clock.Advance(d)
	h.OK(jobs.NewRunner(h.DB, events.Handlers(h.DB)).Drain(h.Context()))
}

func (h house) delegate(name string) (x events.Delegate) {
	h.Helper()
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.Delegates(r, events.OfStudy(s), h.the())
		for _, d := range all {
			if d.Name == name {
				x = d
			}
		}
		return err
	})
	return x
}

// begin takes the clock to the morning of the first day.
func (h house) begin() { h.Clock.Set(h.the().Starts().Add(time.Minute)) }

func anEventIsMadeAndOpened(t *testing.T, h house) {
	d := h.DB
	add := func(change func(*events.Event)) error {
		e := h.event()
		change(&e)
		_, err := events.Add(h.Context(), d, events.Team(h.Lead, h.ID), keyless, e)
		return err
	}
	for field, change := range map[string]func(*events.Event){
		"title": func(e *events.Event) { e.Title = " " }, "capacity": func(e *events.Event) { e.Capacity = 0 },
		"online": func(e *events.Event) { e.Online = "javascript:alert(1)" }, "day-2": func(e *events.Event) { e.Days[1].Ends = e.Days[1].Starts },
		"opens":  func(e *events.Event) { e.OpensOn = e.Days[1].Date().AddDays(1) },
		"closes": func(e *events.Event) { e.OpensOn, e.ClosesOn = h.Today(), h.Today().AddDays(-1) }, "findings": func(e *events.Event) { e.Findings = []string{strings.Repeat("a", 301)} },
	} {
		castest.Refused(t, add(change), field)
	}
	e := h.event()
	e.Description, e.Venue, e.Online, e.Days = "", "", "", nil
	id, err := events.Add(h.Context(), d, events.Team(h.Lead, h.ID), keyless, e)
	h.OK(err)
	err = events.ToOpen(h.Context(), d, events.Team(h.Lead, h.ID), keyless, id, 1, ways)
	for _, field := range []string{"description", "venue", "days"} {
		castest.Refused(t, err, field)
	}
	h.Read(func(r *db.Snapshot) error {
		ahead, err := events.Ahead(r)
		if len(ahead) == 0 || ahead[0].Online != "" || ahead[0].Free != 2 {
			t.Errorf("everybody sees %+v", ahead)
		}
		_, hidden := events.ThePage(r, id)
		castest.Is(t, hidden, db.ErrNotFound)
		return err
	})
	castest.Is(t, events.ToOver(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, 2, ways), db.ErrConflict)
	castest.Is(t, events.ToClose(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, 1), db.ErrConflict)
	castest.Is(t, events.ToClose(h.Context(), d, events.Team(h.Field, h.ID), keyless, h.id, 2), db.ErrNotFound)
	h.OK(events.ToClose(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, 2))
	castest.Is(t, h.register("Dee"), events.ErrShut)
}

func aSpeakerIsNamedOnlyWithTheirAgreement(t *testing.T, h house) {
	d := h.DB
	starts := h.the().Starts()
	add := func(s events.Session) error {
		s.EventID, s.Kind, s.Minutes, s.Title = h.id, events.Talk, 30, "Holding"
		return events.AddSession(h.Context(), d, events.Team(h.Lead, h.ID), keyless, s)
	}
	castest.Refused(t, add(events.Session{Starts: starts.AddDate(0, 0, 7)}), "starts")
	castest.Refused(t, add(events.Session{Starts: starts, AgreedOn: h.Today()}), "speaker")
	h.OK(add(events.Session{Starts: starts, Speaker: "Ola Quiet"}))
	h.OK(add(events.Session{Starts: starts.Add(time.Hour), Speaker: "Ida Loud", AgreedOn: h.Today()}))
	h.Read(func(r *db.Snapshot) error {
		x, err := events.ThePage(r, h.id)
		for who, want := range map[*access.Actor]string{&h.Lead: "Ola Quiet", &h.Field: ""} {
			s, err := studies.Enter(r, *who, h.ID, studies.Follow)
			h.OK(err)
			all, err := events.Programme(r, events.OfStudy(s), h.the())
			if err != nil || len(all) != 2 || all[0].Speaker != want {
				t.Errorf("%s sees %+v, %v", who.Name, all, err)
			}
		}
		if len(x.Programme) != 2 || x.Programme[0].Speaker != "" || x.Programme[1].Speaker != "Ida Loud" {
			t.Errorf("%+v", x.Programme)
		}
		return err
	})
}

func peopleAreInvitedFromAList(t *testing.T, h house) {
	d := h.DB
	add := func(text string) (int, error) {
		return events.AddInvitees(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, text)
	}
	_, err := add("Dee, dee@people.example\nno address here")
	castest.Refused(t, err, "list")
	if !strings.Contains(err.Error(), "line 2 (“no address here”)") {
		t.Error(err)
	}
	_, err = add("nothing to write to, and a great deal of words")
	if err == nil || !strings.Contains(err.Error(), "line 1 (“nothing to write to, and a gre…”)") {
		t.Error(err)
	}
	_, err = add("Jo Name, jo.mail.example") // no heading: an address that is wrong
	castest.Refused(t, err, "list")
	n, err := add("\nFull name,Email\r\n\"Marsh, Dee\"," + strings.ToUpper(h.address("dee")) + "\r\nKit <" + h.address("kit") + ">\r\n" + h.address("ann") + ";Ann\r\n" + h.address("dee"))
	if err != nil || n != 3 {
		t.Fatal(n, err)
	}
	h.OK(events.Invite(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, ways))
	h.later(0)
	h.OK(events.StopMail(h.Context(), d, keyless, h.token("Ann")))
	invitation := h.token("Dee")
	x := events.Delegate{EventID: h.id, Name: "Dee", Email: h.address("other"), Kind: events.Public}
	h.OK(events.Register(h.Context(), d, keyless, x, invitation, ways))
	h.OK(events.Confirm(h.Context(), d, keyless, h.token("Other"), ways))
	h.OK(events.Invite(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, ways))
	h.later(0)
	if len(h.mails("Kit")) != 1 || len(h.mails("Dee")) != 1 {
		t.Error("invited twice")
	}
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.Invitees(r, events.OfStudy(s), h.the())
		if len(all) != 3 || all[0].StoppedAt.IsZero() || all[1].Name != "Marsh, Dee" || !all[1].Registered || all[2].Registered {
			t.Errorf("%+v", all)
		}
		return err
	})
	castest.Is(t, events.Confirm(h.Context(), d, keyless, invitation, ways), db.ErrNotFound) // a link opens its own door
}
