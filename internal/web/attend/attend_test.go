package attend_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/engagement/events"
	"linkwork/internal/web/webtest"
)

// Somebody registers, confirms and waits in a browser, leaves the list; on the day they are
// checked in, give feedback, compare roles and keep in contact.
func TestSomebodyComesToAnEvent(t *testing.T) {
	h := open(t, 1)
	ann := h.comes("Ann")
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Width(320)
	p.Go(events.PublicPath)
	p.See("All places are taken")
	p.Check()
	p.Click("What we learnt about holding")
	p.See("Step-free")
	p.DontSee("meet.example")
	p.Check()
	p.Click("Join the waiting list")
	p.Submit("Join the waiting list")
	p.See("Enter your name")
	p.See("Choose what you are")
	p.Fill("Name", "Bo Marsh")
	p.Fill("Email address", "bo@people.example")
	p.Choose("Commissioner")
	p.Fill("What do you need to take part? (optional)", "A seat near the door")
	p.Check()
	p.Submit("Join the waiting list")
	p.See("Look at your email")
	p.Check()
	bo := h.link("bo@people.example")
	p.Go(bo)
	p.See("Do you want to come?")
	p.Submit("Yes, I want to come")
	p.See("You are next in line")
	p.DontSee("A seat near the door") // a link can be passed on
	p.Check()
	p.Submit("Leave the waiting list")
	p.See("You are not coming")
	p.Check()
	p.Submit("I would like to come after all")
	p.See("You are on the waiting list")
	p.Go(ann)
	p.See("meet.example")
	p.Click("Change what you told us")
	p.Fill("Organisation (optional)", "Harbour network")
	p.Check()
	p.Submit("Save")
	p.See("This cannot be undone")
	p.Submit("Give my place to somebody else")
	p.Go(bo)
	p.See("A place is kept for you")
	p.Check()
	p.Submit("Take the place")
	p.See("You have a place")

	h.begin()
	p.Go(bo)
	p.See("This is evaluation, not research")
	p.Check()
	p.Submit("Give feedback")
	p.See("We do not ask your name")
	p.Check()
	p.Submit("Start")
	p.Choose("5")
	p.Submit("Continue")
	p.See("What do you take away")
	p.Submit("Continue")
	p.See("Holding takes time")
	p.Choose("It does not fit what I know")
	p.Submit("Continue")
	p.Submit("Continue")
	p.Submit("Continue")
	p.Submit("Send my answers")
	p.See("Your answers reach the team without your name")
	p.Go(bo)
	p.See("You opened the questions")
	p.Click("What is it like where you work?")
	p.Submit("Add")
	p.See("Say what you compare")
	p.Fill("What do you compare?", "How people are referred")
	p.Fill("Where is that?", "A network on the coast")
	p.Fill("What is it like there?", "GPs, by a form")
	p.Choose("similar")
	p.Submit("Add")
	p.See("GPs, by a form")
	p.Check()
	p.Go(bo + "/contacts")
	p.Submit("Join")
	p.See("Nobody else has joined yet")
	p.Check()
	p.NoTroubles()
}

// Thirty people are checked in on a phone, found by a few letters.
func TestThirtyPeopleAreCheckedInOnAPhone(t *testing.T) {
	h := open(t, 40)
	for i := range 30 {
		_, err := events.Enter(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, events.Delegate{EventID: h.id, Name: fmt.Sprintf("Person%02d Marsh", i), Kind: events.Kinds[i%len(events.Kinds)]}, h.ways())
		h.OK(err)
	}
	h.begin()
	h.as(h.Lead)
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Width(320)
	p.Go("/begin/" + h.Lead.AccountID)
	p.Go(h.team + "/door")
	p.Check()
	for i := range 30 {
		name := fmt.Sprintf("Person%02d", i)
		if i%10 == 0 {
			p.Fill("First letters of a name", strings.ToLower(name))
			p.Submit("Find")
			p.DontSee(fmt.Sprintf("Person%02d", (i+1)%30))
		}
		p.Submit(name + " Marsh is here")
	}
	p.See("30 people here")
	p.Click("Somebody who did not register")
	p.Submit("Check in")
	p.See("Enter their name")
	p.Fill("Name", "Walter In")
	p.Select("What are they?", "Member of the public")
	p.Check()
	p.Submit("Check in")
	p.See("31 people here")
	p.Go(h.team + "/attendance")
	p.See("31 people on 1 day")
	p.Check()
	p.Go(h.team + "/paper")
	p.Print(true)
	p.See("Walter In")
	p.Print(false)
	p.NoTroubles()
}

// No page tells a stranger whether an address is registered: both look the same to the
// letter, and only the mails differ.
func TestNoPageTellsWhoIsRegistered(t *testing.T) {
	h := open(t, 5)
	h.comes("Ann")
	b := h.site.Browser()
	send := func(token, email string) (where, page string) {
		r := b.Post(h.at+"/register", "_once", token, "name", "Dee", "email", email, "kind", "public")
		r.Leads(t, h.at+"/sent")
		return h.at + "/sent", b.Get(h.at + "/sent").Raw
	}
	_, known := send("a", "ann@people.example")
	_, unknown := send("b", "new@people.example")
	if known != unknown {
		t.Error("the pages differ")
	}
	if h.mails("ann@people.example")[0].Subject == h.mails("new@people.example")[0].Subject {
		t.Error("the mails do not")
	}
}

// Opening a link by a scanner changes nothing; a link of one kind opens nothing of another;
// nothing leads elsewhere.
func TestLinksOfEvents(t *testing.T) {
	h := open(t, 5)
	_, err := events.AddInvitees(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, h.id, "dee@people.example")
	h.OK(err)
	ann := h.comes("Ann")
	token := strings.TrimPrefix(ann, events.Path+"/")
	b := h.site.Browser()
	h.OK(events.Register(h.Context(), h.DB, keyless, events.Delegate{EventID: h.id, Name: "Cy", Email: "cy@people.example", Kind: events.Public}, "", h.ways()))
	cy := h.link("cy@people.example")
	h.pages.Unchanged(t, func() {
		for _, path := range []string{events.PublicPath, h.at, h.at + "/register", h.at + "/calendar", h.at + "/sent", ann, ann + "/change", ann + "/calendar", cy} {
			b.Get(path).Is(t, http.StatusOK)
		}
		for _, path := range []string{events.InvitedPath + "/" + token, events.Path + "/guess", events.InvitedPath + "/guess", "/questions/" + token, h.at + "x", ann + "/roles", ann + "/contacts"} {
			b.Get(path).Is(t, http.StatusNotFound)
		}
	})
	b.Post(cy+"/confirm?next=//evil.example", "_once", "c", "next", "//evil.example").Leads(t, cy)
	b.Get(ann+"/calendar").Is(t, http.StatusOK, "meet.example", "VEVENT")
	b.Get(h.at+"/calendar").Is(t, http.StatusOK, "!meet.example")
	b.Post(h.at+"/register", "_once", "d", "name", "Dee\r\nBcc: all@people.example", "email", "dee@people.example", "kind", "public").Is(t, http.StatusUnprocessableEntity, "Write it on one line")
}

// What delegates are called cannot act in a spreadsheet; pages of the team are the team's.
func TestWhoCameAsAFileAndForWhom(t *testing.T) {
	h := open(t, 5)
	for _, hostile := range []string{"=1+1", "+1", "-1", "@x", "Dee, \"Marsh\""} {
		_, err := events.Enter(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, events.Delegate{EventID: h.id, Name: hostile, Organisation: hostile, Kind: events.Public}, h.ways())
		h.OK(err)
	}
	lead := h.as(h.Lead)
	got := lead.Get(h.team + "/attendance/file").Raw
	for _, line := range strings.Split(strings.TrimSpace(got), "\n")[1:] {
		if strings.ContainsAny(line[:1], "=+-@") {
			t.Errorf("a row begins as a formula: %q", line)
		}
	}
	if strings.Count(got, "'") != 8 {
		t.Errorf("the file is %q", got)
	}
	csv := "Name,Email\nKit Lowe,kit@people.example\n"
	lead.Send(h.team+"/invitations/upload", "file", []byte("nobody"), "_once", "u").Is(t, http.StatusUnprocessableEntity, "No name and email address can be read on line 1")
	lead.Send(h.team+"/invitations/upload", "file", []byte(csv), "_once", "v").Leads(t, h.team+"/invitations")
	lead.Get(h.team+"/invitations").Is(t, http.StatusOK, "Kit Lowe", "kit@people.example")
	h.as(h.Field).Get(h.team).Is(t, http.StatusOK, "!People who registered")
	for _, below := range []string{"/people", "/door", "/paper", "/invitations", "/attendance/file", "/change"} {
		h.as(h.Field).Get(h.team+below).Is(t, http.StatusNotFound)
	}
	for _, stranger := range []access.Actor{h.Admin, h.Harbour.Manager, h.Harbour.First} {
		for _, below := range []string{"", "/people", "/feedback", "/attendance"} {
			h.as(stranger).Get(h.team+below).Is(t, http.StatusNotFound)
		}
	}
}
