package find_test

import (
	"strings"
	"testing"

	"linkwork/internal/directory"
	"linkwork/internal/web/webtest"
)

// A person is connected in a real browser, and every page on the way is looked
// at by axe and at the width of a small phone.
func TestConnectInABrowser(t *testing.T) {
	h, site := open(t)
	many(t, h, 25)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services")
	p.Check()
	p.Shot("services")
	p.Go("/services/lunch")
	p.Check()
	p.Shot("service")
	p.Go("/people/" + h.PersonID + "/find")
	p.Check()
	p.Fill("In a few words", "chess")
	p.Submit("Find")
	p.See("No service found")
	p.Check()
	p.Shot("find-nothing")
	p.Fill("In a few words", "meal")
	p.Submit("Find")
	p.Check()
	p.Shot("find")
	p.Click("Connect")
	p.Choose("Refer")
	p.Submit("Continue")
	p.See("A referral needs their yes")
	p.Check()
	p.Shot("connect")
	p.Choose("Yes, today by phone")
	p.Fill("Note to the service (optional)", "Sits by the window.")
	p.Submit("Continue")
	p.See("This is exactly what they will get")
	p.Check()
	p.Shot("preview")
	p.Submit("Send referral")
	p.See("is on its way")
	p.Check()
	p.Shot("connections")
}

func TestConnectWithoutScripts(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/people/" + h.PersonID + "/find")
	p.Fill("In a few words", "meal")
	p.Submit("Find")
	p.Click("Connect")
	p.Choose("Refer")
	p.Choose("Yes, today in person")
	p.Submit("Continue")
	p.Submit("Send referral")
	p.See("is on its way")
	p.NoTroubles()
}

// Needs are narrowed, and times of day go with days, on a desk and on a phone.
func TestNarrowingInABrowser(t *testing.T) {
	h, site := open(t)
	many(t, h, 5)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services?needs=loneliness&outcode=QY1")
	p.Click("Days, times, needs, age and language (1 chosen)")
	p.See("Only some of that")
	p.See("Evenings, after 5pm")
	p.Check()
	p.Shot("narrow")
	p.Go("/services?needs=loneliness&kinds=lunch-clubs&outcode=QY1")
	p.See("Also look in: Loneliness or isolation")
	p.See("Distances are counted from the middle of QY1.")
	p.Check()
	p.Shot("narrowed")
	p.Click("Loneliness or isolation")
	p.DontSee("Also look in")
	p.Go("/people/" + h.PersonID + "/find")
	p.Check()
	p.Go("/services/lunch/correct")
	p.See("Helps with")
	p.Check()
	p.Shot("correct")
}

// The question of the everyday, and the way there and back: what is asked for is
// ticked and can be taken away, and Back leads to what was found.
func TestFindingAndGoingBackInABrowser(t *testing.T) {
	h, site := open(t)
	many(t, h, 9)
	tea := service("tea", "Sunday tea", "QY1")
	tea.Description, tea.Free, tea.Locations[0].StepFree = "Tea, cake and cards.", directory.Yes, directory.Yes
	tea.Schedules = []directory.Schedule{{Summary: "Sundays, 2pm to 4pm", Days: "SU,WE", Opens: "14:00", Closes: "16:00"}}
	tea.Topics = []string{"Loneliness and isolation"}
	store(t, h, tea)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/people/" + h.PersonID + "/find")
	p.Fill("In a few words", "somewhere to go on Sundays, step-free, free, near home")
	p.Submit("Find")
	p.See("1. Sunday tea")
	p.See("open on Sundays; free; step-free; near: less than a mile")
	p.See("Sunday 29 November 2026 at 2pm")
	p.Check()
	p.Shot("find-sentence")
	found := p.Path()
	p.Click("1. Sunday tea")
	p.See("Refer or introduce")
	p.Check()
	p.Shot("service-for-person")
	p.Back()
	p.See("1. Sunday tea")
	p.Submit("Add to shortlist Sunday tea")
	p.See("Added to the shortlist.")
	p.Check()
	p.Shot("find-added")
	p.Submit("Take away: Free ×")
	p.See("1. Sunday tea")
	p.DontSee("Taken “free”")
	p.Width(375)
	p.Click("Show on a map")
	p.See("Where they are")
	p.ShotNow("find-map")
	if !strings.HasSuffix(found, "/find") && !strings.Contains(found, "/find?search=") {
		t.Error(found)
	}
}
