package events_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/asking"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
)

// Who has a place is reminded once, checked in each day, and thanked by attendance once.
func whoCameIsKeptAndThanked(t *testing.T, h house) {
	d := h.DB
	h.comes("Ann")
	h.comes("Bo")
	h.comes("Cy")
	h.later(h.the().Starts().Add(-47 * time.Hour).Sub(h.Clock.Now()))
	h.later(time.Hour)
	if m := h.mails("Ann"); len(m) != 3 || m[0].Subject != "An event is near" || len(h.mails("Cy")) != 2 {
		t.Errorf("reminded: %d %+v", len(m), m[0])
	}
	e := h.the()
	for i := range e.Days {
		e.Days[i].Starts, e.Days[i].Ends = e.Days[i].Starts.AddDate(0, 0, 7), e.Days[i].Ends.AddDate(0, 0, 7)
	}
	h.changes(e, false)
	h.later(h.the().Starts().Add(-47 * time.Hour).Sub(h.Clock.Now()))
	if n := len(h.mails("Ann")); n != 4 {
		t.Errorf("%d mails after the day moved", n)
	}
	ann, day := h.delegate("Ann").ID, h.the().Days[0].Date()
	in := func(id string, on int) error {
		return events.CheckIn(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, id, day.AddDays(on))
	}
	castest.Refused(t, in(ann, 0), "day")
	h.begin()
	h.OK(in(ann, 0))
	h.OK(in(ann, 0))
	castest.Refused(t, in(ann, 5), "day")
	castest.Is(t, in("nobody", 0), db.ErrNotFound)
	castest.Is(t, events.CheckIn(h.Context(), d, events.Team(h.Field, h.ID), keyless, h.id, ann, day), db.ErrNotFound)
	walked, err := events.WalkIn(h.Context(), d, events.Team(h.Lead, h.ID), keyless, events.Delegate{EventID: h.id, Name: "Mary-Jo O’Hara", Kind: events.Public}, day)
	h.OK(err)
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.Door(r, events.OfStudy(s), h.the(), day)
		for letters, want := range map[string]int{"": 3, "an": 1, "jo": 1, "HARA": 1, "zz": 0} {
			if found := events.Named(all, letters); len(found) != want {
				t.Errorf("%q finds %d", letters, len(found))
			}
		}
		return err
	})
	castest.Is(t, events.ToOver(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, h.the().Version, ways), db.ErrConflict) // a day is to come
	h.Clock.Advance(24 * time.Hour)
	h.OK(in(walked, 1))
	h.OK(in(ann, 1))
	h.OK(events.CheckOut(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, walked, day))
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.Attendances(r, events.OfStudy(s), h.the())
		if len(all) != 3 || len(events.Present(all)) != 2 {
			t.Errorf("%+v", all)
		}
		return err
	})
	h.OK(events.ToOver(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, h.the().Version, ways))
	h.later(time.Hour)
	h.later(24 * time.Hour)
	for name, want := range map[string]string{"Ann": "Thank you for coming", "Bo": "We missed you", "Cy": "No place became free"} {
		if m := h.mails(name); m[0].Subject != want || len(m) > 5 {
			t.Errorf("%s: %d mails, the latest %q", name, len(m), m[0].Subject)
		}
	}
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		over, err := events.TookPlace(r, s)
		if len(over) == 0 || over[0].Town != "Birmingham" || len(over[0].Days) != 2 {
			t.Errorf("%+v", over)
		}
		return err
	})
}

// A site that did not allow it is not told of whoever comes from it.
func aSiteIsToldOnlyWithItsPermission(t *testing.T, h house) {
	d := h.DB
	h.comes("Ann")
	h.begin()
	ann := h.delegate("Ann").ID
	castest.Refused(t, events.From(h.Context(), d, h.Lead, keyless, h.ID, h.id, ann, "elsewhere"), "site")
	h.OK(events.From(h.Context(), d, h.Lead, keyless, h.ID, h.id, ann, h.A))
	h.OK(events.CheckIn(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, ann, h.Today()))
	site := func(want string) {
		t.Helper()
		if x := h.delegate("Ann"); x.SiteID != want || !x.FromSite {
			t.Errorf("the delegate is from %q", x.SiteID)
		}
		h.in(func(r *db.Snapshot, s studies.Seat) error {
			all, err := events.Attendances(r, events.OfStudy(s), h.the())
			if len(all) != 1 || all[0].SiteID != want || !all[0].FromSite {
				t.Errorf("%+v", all)
			}
			return err
		})
	}
	site("")
	castest.Refused(t, events.Allow(h.Context(), d, h.Lead, keyless, h.ID, events.Permission{SiteID: h.A, GivenOn: h.Today()}), "words")
	h.OK(events.Allow(h.Context(), d, h.Lead, keyless, h.ID, events.Permission{SiteID: h.A, GivenOn: h.Today(), Words: "The manager, by email"}))
	site(h.A)
	h.OK(events.Disallow(h.Context(), d, h.Lead, keyless, h.ID, h.A))
	site("")
}

// Feedback says first what it is for, has no name, and asks about each finding.
func feedbackOnFindings(t *testing.T, h house) {
	d := h.DB
	ann := h.comes("Ann")
	make := func(p events.Purpose) error {
		return events.MakeFeedback(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, h.the().Version, p)
	}
	castest.Refused(t, make("marketing"), "purpose")
	h.OK(make(events.Evaluation))
	castest.Is(t, make(events.Research), db.ErrConflict)
	e := h.the()
	e.Findings = []string{"Another"}
	castest.Refused(t, h.change(e, false), "findings")
	_, err := events.Begin(h.Context(), d, keyless, ann)
	castest.Is(t, err, db.ErrConflict) // nothing has been shown yet
	h.begin()
	token, err := events.Begin(h.Context(), d, keyless, ann)
	h.OK(err)
	_, err = events.Begin(h.Context(), d, keyless, ann)
	castest.Is(t, err, events.ErrAsked)
	h.Read(func(r *db.Snapshot) error {
		link, err := links.Find(r, token)
		h.OK(err)
		a, err := asking.OfLink(r, link.ID)
		h.OK(err)
		x, err := forms.Of(r, a)
		if !strings.Contains(x.Edition.Form.Intro["en"], "This is evaluation, not research") {
			t.Error(x.Edition.Form.Intro)
		}
		return err
	})
	h.answers(token, map[string]form.Given{"useful": {Values: []string{"5"}}, "finding_1": {Values: []string{"agrees"}}, "why_1": {Values: []string{"I do it daily"}}, "finding_2": {Values: []string{"challenges"}}})
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.AllFeedback(r, events.OfStudy(s), h.the())
		h.OK(err)
		reactions, err := events.Reactions(r, s, h.the())
		if len(all) != 1 || len(reactions) != 2 || reactions[0].Answer != events.Agrees || reactions[0].Words != "I do it daily" || reactions[1].Finding != "Rules are bent kindly" {
			t.Errorf("%+v %+v", all, reactions)
		}
		e.ID = all[0].ID
		return err
	})
	put := func(theme string) error {
		return events.PutTheme(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, e.ID, theme)
	}
	castest.Refused(t, put(" "), "theme")
	castest.Is(t, events.PutTheme(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, "nothing", "Time"), db.ErrNotFound)
	h.OK(put("Time to talk"))
	h.OK(put("time to talk"))
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.FeedbackThemes(r, events.OfStudy(s), h.the())
		if len(all) != 1 || all[0].Theme != "Time to talk" {
			t.Errorf("%+v", all)
		}
		return err
	})
}

func (h house) answers(token string, given map[string]form.Given) {
	h.Helper()
	var link links.Link
	h.Read(func(r *db.Snapshot) (err error) { link, err = links.Find(r, token); return })
	h.OK(forms.TakeAll(h.Context(), h.DB, link.ID, given))
	h.OK(forms.Finish(h.Context(), h.DB, link.ID))
}

// Two learn each other's address when both wish it, and only as long as they do.
func contactIsExchangedByBoth(t *testing.T, h house) {
	d := h.DB
	ann, bo := h.comes("Ann"), h.comes("Bo")
	join := func(token string, yes bool) error {
		return events.JoinExchange(h.Context(), d, keyless, token, yes)
	}
	castest.Is(t, join(ann, true), db.ErrConflict)
	h.begin()
	h.OK(join(ann, true))
	wish := func(token, name string) error {
		return events.Wish(h.Context(), d, keyless, token, h.delegate(name).ID, true, ways)
	}
	castest.Is(t, wish(ann, "Bo"), db.ErrNotFound)
	h.OK(join(bo, true))
	sees := func(token, want string) {
		t.Helper()
		h.Read(func(r *db.Snapshot) error {
			o, err := events.OfLink(r, token)
			h.OK(err)
			all, err := o.Acquaintances(r)
			if len(all) != 1 || all[0].Email != want {
				t.Errorf("%+v, want %q", all, want)
			}
			return err
		})
	}
	h.OK(wish(ann, "Bo"))
	sees(bo, "")
	h.OK(wish(bo, "Ann"))
	sees(ann, h.address("bo"))
	sees(bo, h.address("ann"))
	if m := h.mails("Ann")[0]; !strings.Contains(m.Subject, "keep in contact") || strings.Contains(m.Text, "bo@") {
		t.Errorf("%+v", m)
	}
	h.OK(join(ann, false))
	h.OK(join(ann, true))
	sees(bo, "")
}

func delegatesCompareTheirRoles(t *testing.T, h house) {
	d := h.DB
	ann, bo := h.comes("Ann"), h.comes("Bo")
	h.begin()
	c := events.Comparison{Topic: "How people are referred", Network: "A coastal network", Here: "GPs, mostly", Compared: events.Similar}
	h.OK(events.Compare(h.Context(), d, keyless, ann, c))
	castest.Refused(t, events.Compare(h.Context(), d, keyless, bo, events.Comparison{Topic: "x", Network: "y"}), "here")
	var all []events.Comparison
	h.Read(func(r *db.Snapshot) error {
		o, err := events.OfLink(r, bo)
		h.OK(err)
		all, err = o.Comparisons(r)
		return err
	})
	if len(all) != 1 || all[0].Here != "GPs, mostly" {
		t.Fatalf("%+v", all)
	}
	castest.Is(t, events.RemoveComparison(h.Context(), d, keyless, bo, all[0].ID), db.ErrNotFound)
	h.OK(events.RemoveComparison(h.Context(), d, keyless, ann, all[0].ID))
}

func aBlogIsLinked(t *testing.T, h house) {
	d := h.DB
	add := func(kind outputs.Kind) string {
		id, err := outputs.Add(h.Context(), d, h.Lead, keyless, outputs.Output{StudyID: h.ID, Kind: kind, Title: "Two days", CameOut: h.Today(), Venue: "The study’s blog"})
		h.OK(err)
		return id
	}
	link := func(id string) error { return events.LinkBlog(h.Context(), d, h.Lead, keyless, h.ID, h.id, id) }
	castest.Refused(t, link(add(outputs.Paper)), "blog")
	blog := add(outputs.Blog)
	h.OK(link(blog))
	h.OK(link(blog))
	h.in(func(r *db.Snapshot, s studies.Seat) error {
		all, err := events.Blogs(r, s, h.the())
		if len(all) != 1 || all[0].Title != "Two days" {
			t.Errorf("%+v", all)
		}
		return err
	})
}

func whoRegisteredIsToldThatItIsCancelled(t *testing.T, h house) {
	d := h.DB
	ann := h.comes("Ann")
	castest.Refused(t, events.Cancel(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, 2, "", ways), "why")
	h.OK(events.Cancel(h.Context(), d, events.Team(h.Lead, h.ID), keyless, h.id, 2, "The hall is flooded", ways))
	h.later(time.Hour)
	h.later(20 * 24 * time.Hour)
	if m := h.mails("Ann"); len(m) != 3 || m[0].Subject != "An event is cancelled" {
		t.Errorf("%d %+v", len(m), m[0])
	}
	if o := h.own(ann); o.Event.Why == "" || o.Event.Online != "" {
		t.Errorf("%+v", o.Event)
	}
	castest.Is(t, events.Leave(h.Context(), d, keyless, ann, ways), db.ErrConflict)
	text := h.the().Calendar(h.Clock.Now(), "https://linkwork.example/events/x")
	if strings.Count(text, "BEGIN:VEVENT") != 2 || !strings.Contains(text, "CANCELLED") {
		t.Error(text)
	}
}
