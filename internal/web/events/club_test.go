package events_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/identity"
	"linkwork/internal/keepers"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/attend"
	webevents "linkwork/internal/web/events"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/keep"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

// clubs are two organisations of the directory and the pages at which they hold sessions.
type clubs struct {
	*castest.Cast
	site *housetest.Site
	base string
}

func newClubs(t *testing.T) clubs {
	c := castest.New(t, dbtest.SQLite(t))
	who, err := identity.New(c.DB, "http://127.0.0.1:8080")
	c.OK(err)
	h := clubs{Cast: c, base: "http://127.0.0.1:8080"}
	pages := &housetest.House{House: &visit.House{DB: c.DB, Identity: who, BaseURL: h.base}}
	h.site = pages.Serve(t, slices.Concat(webevents.Routes(), attend.Routes(), keep.Routes(), asked.Routes()))
	c.Write(func(tx *db.Tx) error {
		for _, id := range []string{"quay", "shed"} {
			from := func(part string) directory.Origin { return directory.Origin{Source: "council", SourceID: id + part} }
			places := []directory.Location{{ID: id + "-hall", Name: id + " hall", Kind: "physical", Address: "1 High Street", Accessibility: "Level from the street.", StepFree: directory.Yes, Origin: from("hall")}}
			if id == "quay" {
				places = append(places, directory.Location{ID: "boat", Name: "The boat", Kind: "physical", Address: "Pier 2", Origin: from("boat")}, directory.Location{ID: "zoom", Name: "Zoom", Kind: "virtual", Origin: from("zoom")})
			}
			if _, err := directory.Upsert(tx, directory.Service{ID: id, Locations: places, Name: "Harbour " + id, Status: directory.Active, Email: "hello@" + id + ".example", Description: "Come as you are.",
				Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of the " + id, Origin: from("org")}, Origin: from("")}); err != nil {
				return err
			}
		}
		return nil
	})
	return h
}

// lasting is the path of a link that an organisation asked for.
func (h clubs) lasting(address string) string {
	h.Helper()
	h.Write(func(tx *db.Tx) error { return keepers.SendLink(tx, address, h.base) })
	return h.latest(address)
}

// latest is the path or code in the latest mail to an address.
func (h clubs) latest(address string) (secret string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		box, err := messages.Outbox(r, messages.Entry{}, 100)
		for _, m := range box {
			if m.To == address && secret == "" {
				secret = strings.TrimPrefix(m.Secret, h.base)
			}
		}
		return err
	})
	return secret
}

// enters is a browser behind the link of an organisation, and the address of its events.
func (h clubs) enters(service string) (*housetest.Browser, string) {
	h.Helper()
	address := "hello@" + service + ".example"
	b, link := h.site.Browser(), h.lasting(address)
	at := link + "/" + service + "/events"
	b.Get(at).Leads(h, link)
	b.Post(link + "/code")
	b.Post(link+"/confirm", "code", h.latest(address)).Leads(h, link)
	return b, at
}

// A lunch club adds a session for several weeks by its link, somebody registers without an
// account and is checked in, and hears of another place.
func TestALunchClubHoldsASession(t *testing.T) {
	h := newClubs(t)
	browser := webtest.Start(t)
	p := browser.Page(t, h.site.URL)
	p.Width(320)
	p.Go(h.lasting("hello@quay.example"))
	p.Submit("Send me a code")
	p.Fill("Code", h.latest("hello@quay.example"))
	p.Submit("Continue")
	p.Click("Events for which people can register")
	p.See("No event is planned")
	p.Check()
	p.Click("Add an event")
	p.DontSee("Zoom")
	p.Check()
	p.Submit("Continue")
	p.See("Choose where it is")
	p.Choose("quay hall, 1 High Street")
	p.Check()
	p.Submit("Continue")
	p.Fill("Title", "Sunday lunch")
	p.Fill("What is it?", "A hot meal and company.")
	if p.Value("Place and address (optional)") != "quay hall, 1 High Street" || p.Value("How do people get in? (optional)") != "Level from the street." {
		t.Error("the place of the entry is not taken over")
	}
	p.Fill("How many can come?", "30")
	day := h.Today().AddDays(3)
	fillDate(p, "day-1", day)
	p.Fill("Begins (first day)", "midday")
	p.Fill("Ends (first day)", "2pm")
	p.Submit("Add a day for each week")
	p.See("Enter a day after the last one in the form")
	p.Check()
	until := day.AddDays(15)
	fillDate(p, "until", until)
	p.Submit("Add a day for each week")
	if p.Value("Begins (day 3)") != "midday" {
		t.Error("the day is not repeated")
	}
	p.Submit("Add another day")
	p.Check()
	p.Submit("Add as a draft")
	p.See("Done")
	at, _, _ := strings.Cut(p.Path(), "?")
	p.Submit("Open the event")
	p.See("Thursday 10 December 2026")
	p.Check()

	guest := browser.Page(t, h.site.URL)
	guest.Width(320)
	guest.Go("/events")
	guest.See("Held by Harbour quay")
	guest.Check()
	guest.Click("Sunday lunch")
	guest.Click("Register")
	guest.See("2 months after the last day")
	guest.DontSee("What are you?")
	guest.Fill("Name", "Ann Marsh")
	guest.Fill("Email address", "ann@people.example")
	guest.Check()
	guest.Submit("Register")
	guest.Go(h.latest("ann@people.example"))
	guest.Submit("Yes, I want to come")
	guest.See("You have a place")
	guest.Check()

	p.Go(at + "/change")
	p.See("1 person with a place")
	p.Fill("Place and address (optional)", "The library")
	p.Choose("Take day 3 out when I save")
	p.Check()
	p.Submit("Save")
	guest.Go(h.latest("ann@people.example"))
	guest.See("The library")
	p.Go(at + "/door")
	p.See("Check in begins on " + day.WithDay())
	p.DontSee("Ann Marsh")
	p.Check()
	h.Clock.Set(day.At(12, 5))
	p.Go(at + "/door")
	p.Submit("Ann Marsh is here")
	p.See("1 person here")
	p.Check()
	p.Go(at + "/feedback")
	p.See("feedback to you and not research")
	p.Check()
	p.Submit("Make the questions")
	p.See("0 people answered")
	p.Go(at)
	p.DontSee("It took place") // there are days to come
	h.Clock.Set(day.AddDays(14).At(13, 0))
	p.Go(at)
	p.See("They are thanked by email at once")
	p.Check()
	p.Submit("It took place")
	guest.Go(h.latest("ann@people.example"))
	guest.See("This is feedback to Harbour quay")
	guest.See("not research")
	guest.Check()
	guest.Submit("Give feedback")
	guest.See("Feedback: Sunday lunch")
	guest.See("We do not ask your name")
	guest.Submit("Start")
	guest.See("How did you like it?")
	guest.Choose("5")
	guest.Submit("Continue")
	guest.Fill("What was good about it?", "The company")
	guest.Submit("Continue")
	guest.Submit("Continue")
	guest.Submit("Send my answers")
	guest.See("Your answers reach Harbour quay without your name")
	p.Go(at + "/feedback")
	p.See("5 of 5: 1")
	p.See("What was good: The company")
	p.Click("Put a theme on no. 1")
	p.Fill("Theme", "Company")
	p.Check()
	p.Submit("Put it on no. 1")
	p.See("Company: no. 1")
	for _, below := range []string{"/people", "/people/new", "/programme", "/invitations", "/attendance", "/paper", "/door/new", "/cancel"} {
		p.Go(at + below)
		p.Check()
	}
	p.NoTroubles()
	guest.NoTroubles()
}

func fillDate(p *webtest.Page, name string, d dates.Date) {
	p.Fill(name+"-day", strconv.Itoa(d.Day))
	p.Fill(name+"-month", strconv.Itoa(int(d.Month)))
	p.Fill(name+"-year", strconv.Itoa(d.Year))
}

// By one organisation's link nobody reaches another's events, and a link that asks for no
// proof shows none.
func TestAnOrganisationReachesItsOwnEventsOnly(t *testing.T) {
	h := newClubs(t)
	lunch, at := h.enters("quay")
	lunch.Post(at+"/new", "title", "Sunday lunch", "capacity", "9")
	var id string
	h.Read(func(r *db.Snapshot) error { return r.QueryRow(`SELECT id FROM events`).Scan(&id) })
	lunch.Get(at+"/"+id).Is(t, 200, "Sunday lunch")
	lunch.Get(strings.Replace(at, "/quay/", "/shed/", 1)).Is(t, 404)
	lunch.Get(at+"/new").Is(t, 200, "The boat", "Somewhere else", "!Title")
	lunch.Get(at+"/new?place=2").Is(t, 200, "Title", `value="The boat, Pier 2"`, "does not say whether it is step-free", "!how people get in stand here")
	lunch.Get(at+"/new?place=elsewhere").Is(t, 200, "Title", "!The boat", "!in your entry")
	shed, theirs := h.enters("shed")
	shed.Get(theirs+"/new").Is(t, 200, "Title", `value="shed hall, 1 High Street"`, "Level from the street.", `value="yes" checked`)
	h.Write(func(tx *db.Tx) error {
		return directory.SetPrivacy(tx, directory.By{ID: "a", Name: "Ada"}, "shed", directory.Privacy{Published: true, HidePlace: true, Why: "A refuge"})
	})
	shed.Get(theirs+"/new").Is(t, 200, "Title", "!shed hall", "!in your entry")
	shed.Get(theirs).Is(t, 200, "No event is planned")
	shed.Get(theirs+"/"+id).Is(t, 404)
	shed.Get(theirs+"/"+id+"/people").Is(t, 404)
	shed.Post(theirs+"/"+id+"/cancel", "why", "No reason").Is(t, 404)
	shed.Post(theirs+"/"+id+"/people/new", "name", "Eve").Is(t, 404)
	shed.Get(theirs+"/"+id+"/feedback").Is(t, 404)
	shed.Post(theirs+"/"+id+"/feedback", "purpose", "evaluation").Is(t, 404)
	for _, ofStudies := range []string{"/roles", "/blog", "/sites"} {
		lunch.Get(at+"/"+id+ofStudies).Is(t, 404)
	}

	shed.Send(theirs+"/"+id+"/invitations/upload", "file", []byte("kit@people.example")).Is(t, 404)
	lunch.Send(at+"/"+id+"/invitations/upload", "file", []byte("nobody")).Is(t, 422, "No name and email address can be read on line 1")
	lunch.Send(at+"/"+id+"/invitations/upload", "file", []byte("Name;Email\nKit Lowe;kit@people.example\n")).Leads(t, at+"/"+id+"/invitations?done=yes")
	lunch.Get(at+"/"+id+"/invitations").Is(t, 200, "Kit Lowe")

	day := h.Today().AddDays(3)
	lunch.Post(at+"/"+id+"/change", "_version", "1", "title", "Sunday lunch", "description", "A hot meal.", "capacity", "1", "venue", "The quay", "getting_in", "Level.",
		"rows", "1", "day-1-day", strconv.Itoa(day.Day), "day-1-month", strconv.Itoa(int(day.Month)), "day-1-year", strconv.Itoa(day.Year), "day-1-starts", "12.00", "day-1-ends", "2.30 PM").Leads(t, at+"/"+id+"?done=yes")
	late := lunch.Post(at+"/"+id+"/change", "_version", "1", "title", "Sunday supper", "capacity", "12").Is(t, 422, "Somebody else changed this event", "Sunday supper", `value="12"`)
	if late.Field("_version") != "2" {
		t.Error("what was typed cannot be saved after looking at what another saved first")
	}
	lunch.Get(at+"/"+id).Is(t, 200, "Sunday lunch", "!Sunday supper")
	lunch.Post(at+"/"+id+"/open", "_version", "2").Leads(t, at+"/"+id+"?done=yes")
	lunch.Post(at+"/"+id+"/people/new", "name", "Kit Lowe", "email", "kit@people.example").Leads(t, at+"/"+id+"/people?done=yes")
	lunch.Post(at+"/"+id+"/people/new", "name", "Ann Marsh").Leads(t, at+"/"+id+"/people?done=yes") // waits
	lunch.Get(at+"/"+id+"/cancel").Is(t, 200, "1 person with a place or on the waiting list is told by email", "please ring or tell them yourself", "Ann Marsh", "!Kit Lowe")
	lunch.Post(at+"/"+id+"/cancel", "_version", "3", "why", "The boat sank").Leads(t, at+"/"+id+"?done=yes")
	lunch.Get(at+"/"+id).Is(t, 200, "1 person with a place or on the waiting list was told by email", "please ring or tell them yourself", "Ann Marsh", "!Kit Lowe")

	var ask links.Link
	h.Write(func(tx *db.Tx) error {
		k, err := keepers.At(tx, "hello@quay.example")
		if err != nil {
			return err
		}
		ask, err = links.Create(tx, links.Spec{Purpose: keepers.LinkPurpose, SubjectID: k.ID, Expires: tx.Now().AddDate(0, 1, 0)})
		return err
	})
	h.site.Browser().Get("/keep/"+ask.Token+"/quay/events/"+id).Is(t, 200, "Ask for a link", "!Sunday lunch")
}
