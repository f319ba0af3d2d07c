package find_test

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/web/webtest"
)

// A worker finds out at a door that an entry is wrong, says so, and a colleague
// puts it right.
func TestTheDirectoryIsKeptTrue(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services/lunch")
	p.Click("Something is wrong")
	p.Submit("Report it")
	p.See("Choose what is wrong")
	p.Check()
	p.Shot("trouble-fault")
	p.Choose("It is full")
	p.Fill("In a few words (optional)", "until the spring <script>alert(1)</script>")
	p.Submit("Report it")
	p.See("Somebody looks into it within two days")
	p.Check()
	p.Shot("trouble-told")
	p.Go("/services")
	p.Click("Keep the directory true")
	p.See("1 report that something is wrong")
	p.See("until the spring <script>alert(1)</script>")
	p.Check()
	p.Shot("checks")
	p.Click("Put it right Harbour Lunch Club")
	p.Fill("Email", "no address")
	p.Fill("Phone", "01632 960 777")
	p.Submit("Save")
	p.See("Enter an email address")
	p.Check()
	p.Shot("correct-fault")
	p.Fill("Email", "lunch@harbour.example")
	p.Fill("Cost", "Free")
	p.Submit("Save")
	p.See("Put right")
	p.See("01632 960 777")
	p.Go("/services/checks")
	p.Submit("I put it right Harbour Lunch Club")
	p.See("Nothing was reported")
	p.Go("/services/lunch")
	p.See("Checked 23 November 2026 by Amina Yusuf, who looked into a report")
	p.Click("I checked it, and it is right")
	p.Choose("I was there")
	p.Submit("It is right")
	p.See("Checked 23 November 2026 by Amina Yusuf, who visited")
	p.Check()
	p.Shot("confirmed")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		s, err := directory.Get(r, "lunch")
		if s.Capacity.State != directory.Full || s.Phone != "01632 960 777" || s.Free != directory.Yes || s.Description == "" {
			t.Errorf("%+v", s.Capacity)
		}
		return err
	})
}

func TestFaultyReportsChangeNothing(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Worker)
	h.Unchanged(t, func() {
		b.Post("/services/lunch/trouble", "kind", "other", "words", "ring Dee on 07700 900123").Is(t, 422, "Leave out addresses and numbers")
		b.Post("/services/lunch/confirm", "method", "guess").Is(t, 422)
		b.Post("/services/nobody/trouble", "kind", "full").Is(t, 404)
		b.Post("/troubles/nobody", "outcome", string(freshness.Right)).Is(t, 404)
	})
	site.Browser().Get("/services/checks").Leads(t, "/login")
}

// Single days, who sees an entry, and what was changed are decided on one page.
func TestAnEntryIsManaged(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services/lunch/correct")
	p.Fill("Youngest age (optional)", "90")
	p.Fill("Oldest age (optional)", "50")
	p.Submit("Save")
	p.See("not below the youngest")
	p.Check()
	p.Fill("Youngest age (optional)", "50")
	p.Fill("Oldest age (optional)", "90")
	p.Submit("Save")
	p.See("From 50 years to 90 years")
	p.Go("/services/lunch/manage")
	p.See("Nobody has decided. Anybody can see it.")
	p.See("Ages: changed, by Amina Yusuf")
	p.Check()
	p.Shot("manage")
	p.Submit("Save the day")
	p.See("Choose whether it is on")
	p.Check()
	p.Choose("No, not on that day")
	p.Fill("Day", "25")
	p.Fill("Month", "12")
	p.Fill("Year", "2026")
	p.Submit("Save the day")
	p.See("Friday 25 December 2026: not on. Said by Amina Yusuf")
	p.Choose("Staff only")
	p.Submit("Save who can see it")
	p.See("Decided by Amina Yusuf")
	p.Check()
	p.Submit("Let the source speak again")
	p.See("Everything is as its source says")
	p.Submit("Take back")
	p.See("The schedule holds again")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		s, err := directory.Get(r, "lunch")
		if err != nil || s.MinimumAge != nil {
			t.Errorf("%+v %v", s.MinimumAge, err)
		}
		privacy, err := directory.PrivacyOf(r, s)
		if privacy.Published {
			t.Error("it is still published")
		}
		return err
	})
	b := site.Browser()
	b.Get("/begin/" + h.Worker.AccountID)
	b.Post("/services/lunch/manage", "do", "undo-day", "which", "2026-12-25").Is(t, 404)
	b.Post("/services/lunch/manage", "do", "unchoose", "field", "colour").Is(t, 404)
	b.Post("/services/nobody/manage", "do", "privacy", "sees", "all").Is(t, 404)
	b.Post("/services/lunch/manage", "do", "privacy", "sees", "nobody").Is(t, 422, "Choose who can see it")
}
