package answer_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

func TestAGroupSeesAllItsReferrals(t *testing.T) {
	h, site, path, first := referred(t)
	_, second := refer(t, h)
	b := site.Browser()
	b.Get(path+"/referrals").Leads(t, path)
	b.Get(path+"/referrals/"+second).Leads(t, path)
	b.Get(path+"/room/lunch").Leads(t, path)
	b.Post(path+"/room/lunch", "state", "full").Leads(t, path)
	b = proved(t, h, site, path)
	h.Unchanged(t, func() {
		b.Get(path+"/referrals").Is(t, 200, "Waiting for your answer", "Dee Marsh", "A new referral", "Harbour Lunch Club", "!07700 900 111", "!1948")
		b.Get(path+"/referrals/"+second).Is(t, 200, "Open the referral", "!Marsh")
		for _, foreign := range []string{"/referrals/nothing", "/room/nothing"} {
			b.Get(path+foreign).Is(t, 404, "Page not found")
			b.Post(path+foreign, "state", "full", "answer", "accepted").Is(t, 404)
		}
	})
	b.Post(path+"/referrals/"+second, "answer", "accepted").Leads(t, path+"/referrals/"+second)
	b.Post(path+"/referrals/"+second+"/open").Leads(t, path+"/referrals/"+second)
	b.Post(path+"/referrals/"+second, "answer", "accepted").Leads(t, path+"/referrals/"+second+"/thanks")
	b.Get(path+"/referrals").Is(t, 200, "Answered", "!Did they come?")
	b.Get(path+"/referrals/"+second).Is(t, 200, "Dee Marsh", "!Did they come?")
	dbtest.ClockOf(h.DB).Advance(2 * 24 * time.Hour) // the day after the lunch
	b = proved(t, h, site, path)
	b.Get(path+"/referrals").Is(t, 200, "Answered", "Did they come?")
	b.Get(path+"/referrals/"+second).Is(t, 200, "Did they come?")
	b.Post(path+"/referrals/"+second+"/came", "came", "yes").Leads(t, path+"/referrals?done=came")
	if c := connection(t, h, second); c.Outcome != "started" || c.Came != connections.CameYes {
		t.Errorf("%+v", c)
	}
	if err := connections.WriteDownAnswer(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, first, connections.Reply{State: connections.Accepted}); err != nil {
		t.Fatal(err)
	}
	b.Get(path).Is(t, 200, "Amina Yusuf wrote down on 25 November 2026 that you said: yes.", "Not right? Change it below")
	b.Post(path, "answer", "waiting-list").Leads(t, path+"/thanks")
	b.Get(path).Is(t, 200, "!wrote down on")
}

func TestAGroupSaysWhetherThereIsRoom(t *testing.T) {
	h, site, path, _ := referred(t)
	b := proved(t, h, site, path)
	room := path + "/room/lunch"
	b.Get(room).Is(t, 200, "Is there room for new people?")
	b.Post(room, "a_month", "3").Is(t, 422, "Choose whether there is room", `value="3"`)
	b.Post(room, "state", "full", "full-until-day", "31", "full-until-month", "2", "full-until-year", "2027").Is(t, 422, "Enter a real date", `value="31"`)
	b.Post(room, "state", "paused", "paused-until-day", "1", "paused-until-month", "1", "paused-until-year", "2026").Is(t, 422, "after today", `href="#paused-until"`)
	b.Post(room, "state", "full", "full-until-day", "12", "full-until-month", "1", "full-until-year", "2027", "a_month", "3").Leads(t, path+"/referrals?done=room")
	b.Get(path+"/referrals").Is(t, 200, "Full until 12 January 2027, seen 23 November 2026 by Harbour Lunch", "At most 3 referrals a month, please. There was 1 referral this month", "Take new referrals again")
	b.Get(room).Is(t, 200, `value="full" checked`, `value="12"`, `value="3"`)
	b.Post(room, "state", "places", "a_month", "3").Leads(t, path+"/referrals?done=room")
	b.Get(path+"/referrals").Is(t, 200, "Has places", "!Take new referrals again", "At most 3 referrals")
}

func TestADeviceIsRememberedAndForgotten(t *testing.T) {
	h, site, path, _ := referred(t)
	b := site.Browser()
	b.Post(path + "/code")
	if got := b.Post(path+"/confirm", "code", newest(t, h).Secret, "remember", "yes").Cookies[0]; got.MaxAge != 90*24*3600 {
		t.Errorf("%+v", got)
	}
	dbtest.ClockOf(h.DB).Advance(89 * 24 * time.Hour)
	b.Get(path).Is(t, 200, "Dee Marsh")
	b.Post(path+"/forget", "which", "this").Leads(t, path+"/forgotten")
	b.Get(path+"/forgotten").Is(t, 200, "This device is forgotten")
	b.Get(path).Is(t, 200, "Send me a code", "!Marsh")

	one, two := proved(t, h, site, path), proved(t, h, site, path)
	one.Post(path+"/forget", "which", "all").Leads(t, path+"/forgotten")
	two.Get(path).Is(t, 200, "Send me a code", "!Marsh")

	// One that was not to be remembered is known for a sitting.
	short := proved(t, h, site, path)
	short.Get(path).Is(t, 200, "Dee Marsh")
	dbtest.ClockOf(h.DB).Advance(5 * time.Hour)
	short.Get(path).Is(t, 200, "Send me a code")

	three := proved(t, h, site, path)
	move := func(to string) {
		dbtest.Write(t, h.DB, func(tx *db.Tx) error { return directory.SetReferralContact(tx, "lunch", directory.Yes, to, "") })
	}
	move("new@lunch.example")
	for _, below := range []string{"", "/referrals", "/room/lunch"} {
		three.Get(path+below).Is(t, 410, "This link has ended", "!Marsh")
	}
	move(address) // which may be somebody else's mailbox by now
	three.Get(path).Is(t, 200, "Send me a code", "!Marsh")
	three.Get(path+"/referrals").Leads(t, path)
}

func TestAskingForOnesReferrals(t *testing.T) {
	h, site, _, _ := referred(t)
	b := site.Browser()
	b.Get("/see-your-referrals").Is(t, 200, "Email address")
	b.Post("/see-your-referrals", "email", "lunch").Is(t, 422, "Enter an email address", `value="lunch"`)
	before := newest(t, h).ID
	b.Post("/see-your-referrals", "email", "stranger@else.example").Leads(t, "/see-your-referrals/sent")
	if newest(t, h).ID != before {
		t.Error("a stranger gets mail")
	}
	b.Post("/see-your-referrals", "email", "HELLO@lunch.example").Leads(t, "/see-your-referrals/sent")
	b.Get("/see-your-referrals/sent").Is(t, 200, "If referrals go to the address that you entered")
	path := strings.TrimPrefix(newest(t, h).Secret, h.BaseURL)
	b.Get(path).Is(t, 200, "Your referrals", "Send me a code", "!Marsh")
	b = proved(t, h, site, path)
	b.Get(path).Leads(t, path+"/referrals")
	b.Get(path+"/referrals").Is(t, 200, "A new referral", "!Marsh")
	b.Post(path+"/reminders", "reminders", "none").Leads(t, path+"/referrals?done=reminders")
	b.Get(path+"/referrals").Is(t, 200, "You get no reminders")
}

// TestListInABrowser looks at the pages of a group.
func TestListInABrowser(t *testing.T) {
	h, site, path, _ := referred(t)
	refer(t, h)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/see-your-referrals")
	p.Check()
	p.Go(path)
	p.Submit("Send me a code")
	p.Fill("Code", newest(t, h).Secret)
	p.Choose("Remember this device for 90 days")
	p.Check()
	p.Submit("Continue")
	p.Click("Your referrals, places and waiting")
	p.See("Waiting for your answer")
	p.Click("Change places and waiting of Harbour Lunch Club")
	p.Choose("Full")
	p.Check()
	p.Shot("group-room")
	p.Submit("Save")
	p.See("Thank you. Link workers see this")
	p.Check()
	p.Shot("group-list")
}

func TestWhatWasAnsweredByPhoneIsNotNew(t *testing.T) {
	h, site, path, id := referred(t)
	list := newestLink(t, h, site)
	if err := connections.WriteDownAnswer(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, id, connections.Reply{State: connections.Accepted}); err != nil {
		t.Fatal(err)
	}
	b := proved(t, h, site, list)
	h.Unchanged(t, func() {
		b.Get(list+"/referrals").Is(t, 200, "Answered", "A referral that you answered by phone", "Amina Yusuf wrote down on 23 November 2026 that you said: yes.", "!A new referral", "!Open the referral", "!Marsh")
		b.Get(list+"/referrals/"+id).Is(t, 200, "A referral that you answered by phone", "that you said: yes", "See whom it is about", "!new referral", "!Marsh")
	})
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(path)
	p.Submit("Send me a code")
	p.Fill("Code", newest(t, h).Secret)
	p.Submit("Continue")
	p.See("Dee Marsh")
	_, other := refer(t, h)
	if err := connections.WriteDownAnswer(t.Context(), h.DB, h.Worker, once.Key{}, h.PersonID, other, connections.Reply{State: connections.Accepted}); err != nil {
		t.Fatal(err)
	}
	p.Go(path + "/referrals")
	p.Check()
	p.Shot("group-by-phone")
	p.Submit("See whom it is about sent 23 November 2026")
	p.See("that you said: yes")
	p.Check()
}

// newestLink asks for a link to everything that was sent to the lunch club.
func newestLink(t *testing.T, h *housetest.House, site *housetest.Site) (path string) {
	site.Browser().Post("/see-your-referrals", "email", address).Leads(t, "/see-your-referrals/sent")
	return strings.TrimPrefix(newest(t, h).Secret, h.BaseURL)
}

// The link at the end of a reminder stops them, and does nothing else.
func TestRemindersAreStoppedByTheirLink(t *testing.T) {
	h, site, path, _ := referred(t)
	clock := dbtest.ClockOf(h.DB)
	clock.Set(dates.Of(h.DB.Now()).AddDays(7).At(9, 0))
	if err := connections.Chase(t.Context(), h.DB, h.BaseURL); err != nil {
		t.Fatal(err)
	}
	reminder := newest(t, h)
	way := strings.TrimPrefix(reminder.WayOut, h.BaseURL)
	if !strings.HasPrefix(way, "/no-reminders/") {
		t.Fatalf("%+v", reminder)
	}
	quiet := func() (quiet bool) {
		dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
			quiet, err = connections.Quiet(r, address)
			return err
		})
		return quiet
	}
	b := site.Browser()
	h.Unchanged(t, func() {
		b.Get(way).Is(t, 200, "Stop reminders", "New referrals still come", "!Marsh", "!Lunch")
		for _, foreign := range []string{"/no-reminders/guess", "/no-reminders/" + strings.TrimPrefix(path, "/answer/")} {
			b.Get(foreign).Is(t, 404, "Page not found")
			b.Post(foreign).Is(t, 404)
		}
	})
	if quiet() {
		t.Error("looking at the page stops reminders")
	}
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(way)
	p.Check()
	p.Shot("no-reminders")
	p.Submit("Stop reminders")
	p.See("Reminders have stopped")
	p.Check()
	if !quiet() {
		t.Error("they go on")
	}
	b.Post(way).Is(t, 200, "Reminders have stopped") // a second press says the same
	clock.Set(dates.Of(h.DB.Now()).AddDays(7).At(9, 0))
	before := newest(t, h).ID
	if err := connections.Chase(t.Context(), h.DB, h.BaseURL); err != nil {
		t.Fatal(err)
	}
	if newest(t, h).ID != before {
		t.Error("reminded all the same")
	}
	clock.Advance(connections.LinkLasts)
	h.Unchanged(t, func() {
		b.Get(way).Is(t, 410, "This link has ended")
		b.Post(way).Is(t, 410, "This link has ended")
	})
}
