package find_test

import (
	"testing"

	"linkwork/internal/directory"
	"linkwork/internal/web/webtest"
)

// What they say of room by phone is written down from the page of the service,
// and read there with who heard it.
func TestRoomIsWrittenDownInABrowser(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services/lunch")
	p.Click("Write down what they say")
	p.See("Has 3 places")
	p.Check()
	p.Shot("staff-room")
	p.Choose("There is a waiting list")
	p.Select("How long is the wait?", "About 6 weeks")
	p.Fill("At most how many new referrals a month? (optional)", "many")
	p.Submit("Save")
	p.See("Enter a number")
	if p.Value("At most how many new referrals a month? (optional)") != "many" {
		t.Error("what was typed is gone")
	}
	p.Check()
	p.Shot("staff-room-fault")
	p.Fill("At most how many new referrals a month? (optional)", "2")
	p.Submit("Save")
	p.See("Waiting list, about 6 weeks, seen 23 November 2026 by Amina Yusuf")
	p.See("At most 2 referrals a month")
	p.Check()
	p.Go("/services/lunch/room")
	p.Choose("Full")
	p.Fill("full-until-day", "31")
	p.Fill("full-until-month", "2")
	p.Fill("full-until-year", "2027")
	p.Submit("Save")
	p.See("Enter a real date")
	p.Check()
	p.Fill("full-until-day", "12")
	p.Fill("full-until-month", "1")
	p.Submit("Save")
	p.See("Full until 12 January 2027")
}

func TestRoomIsForColleaguesWhoSupport(t *testing.T) {
	h, site := open(t)
	site.Browser().Get("/services/lunch/room").Leads(t, "/login")
	h.Unchanged(t, func() {
		b := site.As(h.Worker)
		b.Post("/services/lunch/room", "state", "bursting").Is(t, 422, "Choose whether there is room")
		b.Post("/services/lunch/room", "state", string(directory.HasPlaces), "places", "-4").Is(t, 422, "Enter a number")
		site.Browser().Post("/services/lunch/room", "state", "full")
	})
}
