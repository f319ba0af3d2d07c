package events_test

import (
	"slices"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/attend"
	webevents "linkwork/internal/web/events"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/study"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// The team of a study makes an event in a browser, opens it, invites and registers people,
// and reads what came of it; faults keep what was typed.
func TestATeamRunsAnEvent(t *testing.T) {
	s := studytest.New(castest.New(t, dbtest.SQLite(t)))
	who, err := identity.New(s.DB, "http://127.0.0.1:8080")
	s.OK(err)
	pages := &housetest.House{House: &visit.House{DB: s.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	site := pages.Serve(t, slices.Concat(webevents.Routes(), attend.Routes(), study.Routes()))
	s.OK(who.SetPassword(s.Context(), s.Admin.Audit(), s.Lead.AccountID, "a lantern over grey harbours"))
	_, err = outputs.Add(s.Context(), s.DB, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Blog, Title: "A day together", CameOut: s.Today(), Venue: "Our blog"})
	s.OK(err)
	site.As(s.Lead)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(320)
	p.Go("/begin/" + s.Lead.AccountID)
	p.Go("/studies/" + s.ID + "/exchange")
	p.See("No event is planned")
	p.Check()
	p.Submit("Note it")
	p.See("Enter the day on which it was given")
	p.Check()

	p.Go("/studies/" + s.ID + "/exchange/new")
	p.Fill("Title", "What we learnt about holding")
	p.Fill("Who is it for?", "Everybody")
	p.Submit("Add as a draft")
	p.See("Enter how many can come")
	p.Fill("How many can come?", "2")
	p.Check()
	p.Submit("Add as a draft")
	at := p.Path()
	p.See("Added as a draft")
	p.Check()
	p.Submit("Open the event")
	p.See("Say what the event is, so that people can decide")
	p.See("Enter the day on which it is")
	p.Check()
	p.Fill("What is it?", "Hear what the study found.")
	p.Fill("Place and address (optional)", "Canal Rooms")
	p.Fill("How do people get in? (optional)", "Level from the street.")
	p.Fill("Findings that are shown (optional)", "Holding takes time")
	p.Fill("day-1-day", "14")
	p.Fill("day-1-month", "12")
	p.Fill("day-1-year", "2026")
	p.Fill("Begins (first day)", "10:00")
	p.Submit("Save")
	p.See("Enter a time, like 10:30am or 14:30")
	p.Check()
	p.Fill("Ends (first day)", "4")
	p.Submit("Save")
	p.See("Say whether it is in the morning or the afternoon: 4am or 4pm")
	p.Fill("Ends (first day)", "4 PM")
	p.Submit("Save")
	p.Submit("Open the event")
	p.See("The event is open")

	p.Click("Programme")
	p.Submit("Add")
	p.See("Enter a time, like 10:30am or 14:30")
	p.Fill("Begins", "10.00")
	p.Fill("Minutes", "45")
	p.Fill("Title", "What we found")
	p.Fill("Speaker (optional)", "Ola Quiet")
	p.Submit("Add")
	p.See("not named publicly")
	p.Check()
	p.Go(at + "/invitations")
	p.Fill("Names and email addresses", "Kit Lowe, kit@people.example\nnobody")
	p.Submit("Add")
	p.See("on line 2")
	p.Fill("Names and email addresses", "Kit Lowe, kit@people.example")
	p.Submit("Add")
	p.Submit("Invite 1 person")
	p.See("The invitations are on their way")
	p.Go(at + "/people/new")
	p.Fill("Name", "Ann Marsh")
	p.Select("What are they?", "Link worker")
	p.Submit("Register")
	p.Click("Ann Marsh")
	p.Select("They come from", "Site A")
	p.Submit("Save the site")
	p.See("Which one is not shown without its permission")
	p.Submit("Show a link to their page")
	p.See("It is shown once")
	p.Check()
	p.Go(at + "/feedback")
	p.Submit("Make the questions")
	p.See("Choose whether it is evaluation or research")
	p.Choose("Evaluation")
	p.Submit("Make the questions")
	p.Go(at)
	p.Select("Blog", "A day together")
	p.Submit("Link it")
	p.See("A day together")

	said(s, at[len(at)-36:])
	p.Go("/begin/" + s.Lead.AccountID) // weeks have passed
	p.Go(at + "/feedback")
	p.See("It fits what I know: 1")
	p.Click("Put a theme on no. 1")
	p.Submit("Put it on no. 1")
	p.See("Enter a theme")
	p.Fill("Theme", "Time to talk")
	p.Check()
	p.Submit("Put it on no. 1")
	p.See("Time to talk: no. 1")
	p.Go(at + "/roles")
	p.Fill("Topic", "How people are referred")
	p.Fill("Network", "On the coast")
	p.Fill("What is it like there?", "By GPs")
	p.Submit("Add")
	p.See("By GPs")
	p.Check()
	p.NoTroubles()
}

// said is that the day came and the first delegate gave feedback.
func said(s *studytest.Study, id string) {
	s.Helper()
	s.Clock.Set(s.Today().AddDays(21).At(11, 0))
	var delegate string
	s.Read(func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT id FROM event_delegates WHERE event_id = $1`, id).Scan(&delegate)
	})
	token, err := events.Hand(s.Context(), s.DB, events.Team(s.Lead, s.ID), keyless, id, delegate)
	s.OK(err)
	questions, err := events.Begin(s.Context(), s.DB, keyless, token)
	s.OK(err)
	var link links.Link
	s.Read(func(r *db.Snapshot) (err error) { link, err = links.Find(r, questions); return })
	s.OK(forms.TakeAll(s.Context(), s.DB, link.ID, map[string]form.Given{"finding_1": {Values: []string{"agrees"}}}))
	s.OK(forms.Finish(s.Context(), s.DB, link.ID))
}
