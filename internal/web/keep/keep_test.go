package keep_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/web/approvals"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/keep"
	"linkwork/internal/web/webtest"
)

const address = "hello@lunch.example"

// house has an entry that is long due to be checked, another organisation's,
// and an administrator.
func house(t *testing.T) (h *housetest.House, site *housetest.Site, asked string) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for i, email := range []string{address, "tools@shed.example"} {
			id := []string{"lunch", "shed"}[i]
			from := func(part string) directory.Origin { return directory.Origin{Source: "council", SourceID: id + part} }
			if _, err := directory.Upsert(tx, directory.Service{ID: id, Name: []string{"Harbour Lunch Club", "Men’s Shed"}[i], Status: directory.Active, Email: email,
				Description: "A hot meal and company. Come as you are.", Phone: "01632 960201", Cost: "£4 a meal", Free: directory.No, AssuredOn: dates.Date{Year: 2025, Month: 11, Day: 3},
				Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of the " + id, Origin: from("org")},
				Locations:    []directory.Location{{ID: "hall-" + id, Name: "Quay Hall", Address: "1 High Street", Postcode: "QX1 1AA", Outcode: "QX1", Kind: "physical", Origin: from("hall")}},
				Schedules:    []directory.Schedule{{Summary: "Sundays and Wednesdays, midday to 2pm", Days: "SU,WE"}}, Origin: from("")}); err != nil {
				return err
			}
		}
		if err := keepers.SaveSettings(tx, keepers.Settings{Asks: true, ADay: 1}); err != nil {
			return err
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	if err := keepers.AskDue(t.Context(), h.DB, h.BaseURL); err != nil {
		t.Fatal(err)
	}
	return h, h.Serve(t, slices.Concat(keep.Routes(), approvals.Routes())), strings.TrimPrefix(newest(t, h).Secret, h.BaseURL)
}

func newest(t *testing.T, h *housetest.House) (e messages.Entry) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		if len(all) > 0 {
			e = all[0]
		}
		return err
	})
	return e
}

func entry(t *testing.T, h *housetest.House, id string) (s directory.Service) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	return s
}

func TestAnOrganisationKeepsItsEntryInABrowser(t *testing.T) {
	h, site, path := house(t)
	browser := webtest.Start(t)
	p := browser.Page(t, site.URL)
	h.Unchanged(t, func() { p.Go(path) })
	p.See("Is this still right?")
	p.Check()
	p.Shot("keep-entry")
	p.Submit("Everything is still right")
	p.See("Thank you")
	p.Check()
	p.Shot("keep-thanks")
	if s := entry(t, h, "lunch"); s.AssuredOn != dates.Of(h.DB.Now()) {
		t.Errorf("%v", s.AssuredOn)
	}
	p.Click("See the entry for Harbour Lunch Club")
	p.Click("Something has changed")
	p.Check()
	p.Shot("keep-change")
	p.Fill("Website", "javascript:alert(1)")
	p.Fill("What it costs", "£5 a meal")
	p.Fill("When", "Sundays and Wednesdays, midday to 2pm\nFridays, 10am to noon")
	p.Choose("There is a waiting list")
	p.Fill("About how many weeks? (optional)", "soon")
	p.Submit("Send")
	p.See("Enter a website, beginning with https://")
	if p.Value("What it costs") != "£5 a meal" {
		t.Error("what was typed is gone")
	}
	p.Check()
	p.Shot("keep-change-fault")
	p.Fill("Website", "https://lunch.example")
	p.Submit("Send")
	p.See("Enter a number of weeks")
	p.Fill("About how many weeks? (optional)", "3")
	p.Submit("Send")
	p.See("We have what you wrote")
	p.Check()
	if s := entry(t, h, "lunch"); s.Cost != "£4 a meal" || s.Capacity.Weeks != 3 {
		t.Errorf("%+v", s)
	}
	p.Click("See the entry for Harbour Lunch Club")
	p.See("You told us today what has changed")
	p.Check()
	p.Shot("keep-waiting")

	admin := browser.Page(t, site.URL)
	admin.Go("/begin/" + h.Stranger.AccountID)
	admin.Go(approvals.Path)
	admin.See("1 change from organisations")
	admin.Check()
	admin.Shot("approvals")
	admin.Click("Harbour Lunch Club")
	admin.See("Read as Friday, 10:00 to 12:00")
	admin.Check()
	admin.Shot("approval")
	admin.Untick("What it costs")
	admin.Submit("Approve what is ticked")
	admin.See("Say why something is left out")
	admin.Check()
	admin.Fill("Why is something left out?", "Your poster says £4")
	admin.Submit("Approve what is ticked")
	admin.See("The entry says it now")
	admin.Check()
	admin.Click("Harbour Lunch Club")
	admin.See("Your poster says £4")
	admin.Check()
	admin.Shot("approval-decided")
	if s := entry(t, h, "lunch"); s.Cost != "£4 a meal" || s.Website != "https://lunch.example" || len(s.Schedules) != 2 {
		t.Errorf("%+v", s)
	}
	if mail := newest(t, h); mail.To != address || !strings.Contains(mail.Text, "Your poster says £4") {
		t.Errorf("%+v", mail)
	}
}

func TestTheyNoLongerDoIt(t *testing.T) {
	h, site, path := house(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Go(path)
	p.Click("We no longer do this")
	p.Fill("Anything that we should know (optional)", "The hall was sold")
	p.Submit("Yes, we no longer do this")
	p.See("We have noted that you no longer do this")
	p.NoTroubles()
	if entry(t, h, "lunch").Status != directory.Active {
		t.Error("closed before anybody looked")
	}
	b := site.As(h.Stranger)
	b.Get(approvals.Path).Is(t, 200, "They no longer do this")
}

func TestALastingLinkByAddress(t *testing.T) {
	h, site, _ := house(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(keep.AskPath)
	p.Check()
	p.Shot("keep-ask-for-link")
	p.Fill("The email address of your organisation", "nobody@")
	p.Submit("Send me a link")
	p.See("Enter an email address")
	p.Check()
	asked := newest(t, h).ID
	p.Fill("The email address of your organisation", "stranger@person.example")
	p.Submit("Send me a link")
	p.See("Look at your mail")
	if newest(t, h).ID != asked {
		t.Error("a link was sent to a stranger")
	}
	p.Go(keep.AskPath)
	p.Fill("The email address of your organisation", address)
	p.Submit("Send me a link")
	p.See("Look at your mail")
	p.Check()
	p.Shot("keep-link-sent")
	p.Go(strings.TrimPrefix(newest(t, h).Secret, h.BaseURL))
	p.DontSee("Harbour Lunch Club")
	p.Check()
	p.Submit("Send me a code")
	p.Fill("Code", newest(t, h).Secret)
	p.Check()
	p.Submit("Continue")
	p.See("Is this still right?")
	p.Click("All entries of your address, and mails from us")
	p.See("Your entries")
	p.Check()
	p.Shot("keep-entries")
	p.Submit("Send me no such mails")
	p.See("We send you no more of these mails")
	p.Check()
	p.Submit("Send them again")
	p.See("We ask you again when an entry is due")
}

func TestLinksThatOpenNothing(t *testing.T) {
	h, site, path := house(t)
	b := site.Browser()
	link := strings.TrimSuffix(path, "/lunch")
	acts := []string{"", "/change", "/closed"}
	var other links.Link
	dbtest.Write(t, h.DB, func(tx *db.Tx) (err error) {
		other, err = links.Create(tx, links.Spec{Purpose: "measures", SubjectID: h.PersonID, Expires: tx.Now().Add(time.Hour)})
		return err
	})
	h.Unchanged(t, func() {
		for _, foreign := range []string{link + "/shed", link + "/nobody", "/keep/guess/lunch", "/keep/" + other.Token + "/lunch"} {
			for _, below := range acts {
				b.Get(foreign+below).Is(t, 404)
				b.Post(foreign+below, "phone", "1").Is(t, 404)
			}
			b.Get(foreign+"/thanks").Is(t, 404)
		}
		b.Get("/keep-stop/"+strings.TrimPrefix(link, "/keep/")).Is(t, 404)
		b.Post("/keep-stop/"+strings.TrimPrefix(link, "/keep/")).Is(t, 404)
		b.Get(path+"/thanks").Leads(t, path)
	})
	dbtest.ClockOf(h.DB).Advance(61 * 24 * time.Hour)
	h.Unchanged(t, func() {
		b.Get(path).Is(t, 410, "This link has ended")
		for _, below := range acts {
			b.Post(path+below, "phone", "1").Is(t, 410, "This link has ended")
		}
	})
}

func TestWithoutTheCodeALastingLinkShowsNothing(t *testing.T) {
	h, site, _ := house(t)
	b := site.Browser()
	b.Post(keep.AskPath, "email", address).Leads(t, keep.AskPath+"/sent")
	link := strings.TrimPrefix(newest(t, h).Secret, h.BaseURL)
	h.Unchanged(t, func() {
		b.Get(link).Is(t, 200, "Send me a code", "!Lunch")
		for _, below := range []string{"/lunch", "/lunch/change", "/lunch/closed", "/lunch/thanks"} {
			b.Get(link+below).Leads(t, link)
		}
		for _, below := range []string{"/lunch", "/lunch/change", "/lunch/closed", "/asks"} {
			b.Post(link+below, "phone", "1").Leads(t, link)
		}
	})
	b.Post(link+"/confirm", "code", "12").Is(t, 422, "Enter the 6 numbers", `value="12"`)
}

func TestAMailIsStoppedByItsWayOut(t *testing.T) {
	h, site, _ := house(t)
	way := strings.TrimPrefix(newest(t, h).WayOut, h.BaseURL)
	b := site.Browser()
	h.Unchanged(t, func() { b.Get(way).Is(t, 200, "Stop these mails", "!Lunch") })
	b.Post(way).Is(t, 200, "The mails have stopped")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		k, err := keepers.At(r, address)
		if !k.Stopped() {
			t.Error("it goes on")
		}
		return err
	})
	b.Get(keep.AskPath).Is(t, 200)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(way)
	p.Check()
	p.Shot("keep-stop")
	p.Submit("Stop these mails")
	p.Check()
}
