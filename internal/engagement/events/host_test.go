package events_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/engagement/events"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// club is an entry of the directory and lets its people in. Its address is known to its
// mails.
func (h house) club(t *testing.T) (in events.Entrance, id string) {
	h.Write(func(tx *db.Tx) error {
		id = tx.NewID()
		from := func(part string) directory.Origin { return directory.Origin{Source: "council", SourceID: id + part} }
		_, err := directory.Upsert(tx, directory.Service{ID: id, Name: "Harbour Lunch Club", Status: directory.Active, Email: "hello@lunch.example", Description: "A hot meal and company.",
			Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of the harbour", Origin: from("org")}, Origin: from("")})
		return err
	})
	return func(r db.Reader) (events.Host, error) {
		return events.OfEntry(r, id, audit.Actor{ID: "link:x", Name: "Friends of the harbour", Role: "organisation"})
	}, id
}

// lunches is a session of two weeks that is open.
func (h house) lunches(in events.Entrance) (id string) {
	h.Helper()
	day := h.Today().AddDays(5)
	id, err := events.Add(h.Context(), h.DB, in, keyless, events.Event{Title: "Sunday lunch", Description: "Come and eat with us.", Venue: "Quay Hall", Town: "Saltmere", GettingIn: "Level.", StepFree: true, Capacity: 2,
		Days: []events.Day{{Starts: day.At(12, 0), Ends: day.At(14, 0)}, {Starts: day.AddDays(7).At(12, 0), Ends: day.AddDays(7).At(14, 0)}}})
	h.OK(err)
	h.OK(events.ToOpen(h.Context(), h.DB, in, keyless, id, 1, ways))
	return id
}

// Those who run an entry of the directory hold sessions as a study holds events, and reach
// nobody else's.
func anEntryHoldsSessions(t *testing.T, h house) {
	in, entry := h.club(t)
	others, _ := h.club(t)
	id := h.lunches(in)
	study := h.id
	for _, foreign := range []error{
		events.ToClose(h.Context(), h.DB, others, keyless, id, 2), events.ToClose(h.Context(), h.DB, in, keyless, study, 2), events.ToClose(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, id, 2),
		events.AddSession(h.Context(), h.DB, others, keyless, events.Session{EventID: id}), events.LinkBlog(h.Context(), h.DB, h.Lead, keyless, h.ID, id, "x"),
	} {
		castest.Is(t, foreign, db.ErrNotFound)
	}
	h.id = id
	ann := h.comes("Ann")
	if m := h.mails("Ann")[0]; !strings.Contains(m.Text, "hello@lunch.example") {
		t.Error(m.Text)
	}
	h.Clock.Set(h.Today().AddDays(5).At(12, 1))
	if o := h.own(ann); o.By.Name != "Harbour Lunch Club" || o.Exchanges(h.Clock.Now()) || o.Kind != events.Public {
		t.Errorf("%+v", o)
	}
	bo := h.comes("Bo") // from the second week on
	h.later(5*24*time.Hour + time.Hour)
	if m := h.mails("Bo"); m[0].Subject != "An event is near" {
		t.Errorf("%+v", m[0])
	}
	h.later(24*time.Hour + time.Minute)
	h.stands(bo, events.Coming)
	var e events.Event
	h.Read(func(r *db.Snapshot) error {
		host, _ := in(r)
		var err error
		e, err = events.Get(r, host, id)
		h.OK(err)
		all, err := events.Delegates(r, host, e)
		h.OK(err)
		if len(all) != 2 || e.EntryID != entry || e.StudyID != "" {
			t.Errorf("%+v", all)
		}
		theirs, _ := others(r)
		_, err = events.Delegates(r, theirs, e)
		castest.Is(t, err, db.ErrNotFound)
		_, err = events.Attendances(r, theirs, e)
		castest.Is(t, err, db.ErrNotFound)
		ann = all[0].ID
		shown, err := events.ThePage(r, id)
		if shown.By.Name != "Harbour Lunch Club" {
			t.Errorf("%+v", shown.By)
		}
		return err
	})
	h.OK(events.CheckIn(h.Context(), h.DB, in, keyless, id, ann, e.Days[0].Date()))
	h.Write(func(tx *db.Tx) error {
		return directory.SetPrivacy(tx, directory.By{ID: "a", Name: "Ada"}, entry, directory.Privacy{Published: false, Why: "A refuge"})
	})
	h.Read(func(r *db.Snapshot) error {
		_, err := events.ThePage(r, id)
		castest.Is(t, err, db.ErrNotFound)
		return nil
	})
}

// Those who came to a session are asked what they made of it once it is over; it is said
// that this is no research, and the form stands in no list of the area's.
func anEntryAsksForFeedback(t *testing.T, h house) {
	in, _ := h.club(t)
	others, _ := h.club(t)
	h.id = h.lunches(in)
	ann, bo := h.comes("Ann"), h.comes("Bo")
	make := func(in events.Entrance, p events.Purpose) error {
		return events.MakeFeedback(h.Context(), h.DB, in, keyless, h.id, 2, p)
	}
	castest.Refused(t, make(in, events.Research), "purpose")
	castest.Is(t, make(others, events.Evaluation), db.ErrNotFound)
	h.OK(make(in, events.Evaluation))
	e := h.held(in)
	h.Read(func(r *db.Snapshot) error {
		_, err := forms.Get(r, h.Admin, e.FormID)
		castest.Is(t, err, db.ErrNotFound)
		all, err := forms.List(r, h.Admin)
		h.OK(err)
		usable, err := forms.InUse(r)
		h.OK(err)
		if slices.ContainsFunc(all, func(f forms.Entry) bool { return f.ID == e.FormID }) || slices.ContainsFunc(usable, func(f forms.Edition) bool { return f.FormID == e.FormID }) {
			t.Error("the form is listed")
		}
		x, err := forms.GetEdition(r, e.FormID, e.Edition)
		if intro := x.Form.Intro["en"]; !strings.Contains(intro, "feedback to Harbour Lunch Club") || !strings.Contains(intro, "not research") {
			t.Error(intro)
		}
		return err
	})
	h.Clock.Set(e.Days[0].Starts)
	h.OK(events.CheckIn(h.Context(), h.DB, in, keyless, h.id, h.own(ann).ID, e.Days[0].Date()))
	begin := func(token string) (string, error) {
		return events.Begin(h.Context(), h.DB, keyless, token)
	}
	_, err := begin(ann)
	castest.Is(t, err, db.ErrConflict) // there is another week
	h.Clock.Set(e.Ends())
	_, err = begin(bo)
	castest.Is(t, err, db.ErrConflict) // they did not come
	h.OK(events.ToOver(h.Context(), h.DB, in, keyless, h.id, 3, ways))
	h.later(time.Minute)
	if m := h.mails("Ann")[0].Text; !strings.Contains(m, "tell Harbour Lunch Club what you made of it") || !strings.Contains(m, "not research") {
		t.Error(m)
	}
	token, err := begin(ann)
	h.OK(err)
	h.answers(token, map[string]form.Given{"useful": {Values: []string{"4"}}, "better": {Values: []string{"More soup"}}})
	h.Read(func(r *db.Snapshot) error {
		host, _ := in(r)
		all, err := events.AllFeedback(r, host, e)
		if len(all) != 1 || all[0].Answers["better"].Text != "More soup" {
			t.Errorf("%+v", all)
		}
		h.OK(err)
		e.ID = all[0].ID
		theirs, _ := others(r)
		_, err = events.AllFeedback(r, theirs, h.held(in))
		castest.Is(t, err, db.ErrNotFound)
		return nil
	})
	castest.Is(t, events.PutTheme(h.Context(), h.DB, others, keyless, h.id, e.ID, "Food"), db.ErrNotFound)
	h.OK(events.PutTheme(h.Context(), h.DB, in, keyless, h.id, e.ID, "Food"))
}

// When two entries are found to be one, the events of that which gives way are held by that
// which stays, until they are taken apart.
func eventsGoWithTheEntryThatStays(t *testing.T, h house) {
	gone, goneID := h.club(t)
	stays, staysID := h.club(t)
	h.id = h.lunches(gone)
	ids := func(in events.Entrance) (all []string) {
		h.Read(func(r *db.Snapshot) error {
			host, err := in(r)
			h.OK(err)
			found, err := events.List(r, host)
			for _, e := range found {
				all = append(all, e.ID)
			}
			return err
		})
		return all
	}
	by := directory.By{ID: "a", Name: "Ada"}
	h.Write(func(tx *db.Tx) error { // the one that gives way is seen by nobody any more
		h.OK(directory.SetPrivacy(tx, by, goneID, directory.Privacy{Published: false, Why: "Twice"}))
		return directory.Link(tx, by, staysID, goneID, "one club")
	})
	own := h.lunches(stays)
	if got := ids(stays); len(got) != 2 || !slices.Contains(got, h.id) {
		t.Errorf("%v", got)
	}
	h.Read(func(r *db.Snapshot) error {
		shown, err := events.ThePage(r, h.id)
		if shown.By.Name != "Harbour Lunch Club" {
			t.Errorf("%+v", shown.By)
		}
		return err
	})
	h.comes("Ann")
	h.OK(events.ToClose(h.Context(), h.DB, stays, keyless, h.id, 2))
	if e := h.held(stays); e.State != events.Closed {
		t.Errorf("%+v", e)
	}
	h.Write(func(tx *db.Tx) error { return directory.Unlink(tx, by, "council", goneID, "two clubs") })
	if got := ids(stays); !slices.Equal(got, []string{own}) {
		t.Errorf("taken apart, the other holds %v", got)
	}
	if got := ids(gone); !slices.Equal(got, []string{h.id}) {
		t.Errorf("taken apart, its own are %v", got)
	}
}

// held is the event as an entry holds it.
func (h house) held(in events.Entrance) (e events.Event) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		host, err := in(r)
		h.OK(err)
		e, err = events.Get(r, host, h.id)
		return err
	})
	return e
}

// Who has a place or waits is told once of another day, time or place, if whoever saves
// wishes it, and of nothing else; a calendar takes the newer file.
func whoComesIsToldOfAChange(t *testing.T, h house) {
	h.comes("Ann")
	h.comes("Bo")
	h.comes("Cy")
	gone := h.comes("Di")
	h.OK(events.Leave(h.Context(), h.DB, keyless, gone, ways))
	before := h.the().Calendar(h.Clock.Now(), "")
	e := h.the()
	e.Audience = "Everybody who is curious"
	h.changes(e, true)
	e = h.the()
	e.Venue = "Steel Yard"
	h.changes(e, false)
	if n := len(h.mails("Ann")); n != 2 {
		t.Errorf("%d mails", n)
	}
	e = h.the()
	e.Venue, e.Days[0].Starts = "Castle Hall", e.Days[0].Starts.Add(time.Hour)
	told, err := events.Change(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, e, true, ways)
	if err != nil || told != 3 {
		t.Errorf("%d told, %v", told, err)
	}
	castest.Is(t, h.change(e, true), db.ErrConflict)
	for name, want := range map[string]int{"Ann": 3, "Cy": 3, "Di": 3} {
		if m := h.mails(name); len(m) != want || (m[0].Subject == "An event has changed") == (name == "Di") {
			t.Errorf("%s: %d mails, %+v", name, len(m), m[0].Subject)
		}
	}
	days := h.the().Days
	first, second := days[0], days[1].Date()
	says := func(want ...string) {
		t.Helper()
		_, text, _ := strings.Cut(h.mails("Ann")[0].Text, h.the().Title+"”\n\n")
		if text, _, _ = strings.Cut(text, "\n\n"); text != strings.Join(want, "\n") {
			t.Errorf("%q, want %q", text, want)
		}
	}
	says("On "+first.Date().WithDay()+" it is now from 11am to 4pm instead of 10am to 4pm.", "It is now at Castle Hall instead of at Steel Yard.")
	if after := h.the().Calendar(h.Clock.Now(), ""); !strings.Contains(before, "SEQUENCE:1") || !strings.Contains(after, "SEQUENCE:4") {
		t.Error(after)
	}
	e = h.the()
	e.Venue, e.Online = "", "https://meet.example/elsewhere"
	e.Days[1].Starts, e.Days[1].Ends = e.Days[1].Starts.AddDate(0, 0, 7), e.Days[1].Ends.AddDate(0, 0, 7)
	h.changes(e, true)
	says("There is nothing on "+second.WithDay()+".", "It is also on "+second.AddDays(7).WithDay()+", 9:30am to 3pm.", "It is now online instead of at Castle Hall.",
		"The address online is another. Those who have a place find it on their own page.")
	e = h.the()
	e.Online, e.Venue, e.Days = "", "Castle Hall", []events.Day{{Starts: first.Starts.AddDate(0, 0, 1), Ends: first.Ends.AddDate(0, 0, 1)}}
	h.changes(e, true)
	says("There is nothing on "+first.Date().WithDay()+".", "There is nothing on "+second.AddDays(7).WithDay()+".", "It is now on "+second.WithDay()+", 11am to 4pm.", "It is now at Castle Hall instead of online.", "It is not online any more.")
}

// A calendar that has a day which is taken out is told so, until the day is in again; and
// that all are when the event is cancelled.
func aCalendarLosesWhatIsTakenOut(t *testing.T, h house) {
	e := h.the()
	first, second := e.Days[0], e.Days[1]
	entry := func(d events.Day, sequence int, cancelled bool) {
		t.Helper()
		_, text, found := strings.Cut(h.the().Calendar(h.Clock.Now(), ""), "UID:"+h.id+"-"+d.Date().String())
		text, _, _ = strings.Cut(text, "END:VEVENT")
		if !found || !strings.Contains(text, "SEQUENCE:"+strconv.Itoa(sequence)+"\r\n") || strings.Contains(text, "STATUS:CANCELLED") != cancelled {
			t.Errorf("%s: %s", d.Date(), text)
		}
	}
	e.Days = []events.Day{first}
	h.changes(e, false)
	entry(first, 2, false)
	entry(second, 2, true)
	e = h.the()
	e.Days = append(e.Days, second)
	h.changes(e, false)
	entry(second, 3, false)
	e = h.the()
	e.Days = []events.Day{first}
	h.changes(e, false)
	h.OK(events.Cancel(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, h.id, 5, "The hall is flooded", ways))
	entry(first, 5, true)
	entry(second, 5, true)
}

// Names, addresses and what people told of themselves end; how many came as what stays.
func namesEnd(t *testing.T, h house) {
	e := h.the()
	e.KeepMonths = 13
	castest.Refused(t, h.change(e, false), "keep")
	e.KeepMonths = 1
	h.changes(e, false)
	x := h.somebody("Ann")
	x.EventID, x.Needs, x.Food, x.Organisation, x.Photos = h.id, "A ramp", "Vegan", "A charity", true
	h.OK(events.Register(h.Context(), h.DB, keyless, x, "", ways))
	h.OK(events.Confirm(h.Context(), h.DB, keyless, h.token("Ann"), ways))
	_, err := events.AddInvitees(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, h.id, "Kit, "+h.address("Kit"))
	h.OK(err)
	h.begin()
	h.OK(events.CheckIn(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, h.id, h.delegate("Ann").ID, h.Today()))
	h.Write(events.Plan)
	h.later(29 * 24 * time.Hour)
	if h.delegate("Ann").Needs == "" {
		t.Error("names ended before their time")
	}
	h.later(3 * 24 * time.Hour)
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		e := h.the()
		all, err := events.Delegates(r, events.OfStudy(s), e)
		h.OK(err)
		if x := all[0]; len(all) != 1 || x.Name+x.Email+x.Needs+x.Food+x.Organisation != "" || x.Photos || x.Kind != events.LinkWorker || e.ForgottenAt.IsZero() {
			t.Errorf("%+v", x)
		}
		there, err := events.Attendances(r, events.OfStudy(s), e)
		h.OK(err)
		if len(there) != 1 || there[0].Kind != events.LinkWorker {
			t.Errorf("%+v", there)
		}
		invited, err := events.Invitees(r, events.OfStudy(s), e)
		h.OK(err)
		box, err := messages.Outbox(r, messages.Entry{}, 500)
		for _, m := range box {
			if len(invited) > 0 || strings.Contains(m.To+m.Text, h.address("")) {
				t.Errorf("%+v %+v", invited, m)
			}
		}
		return err
	})
}
