package answer_test

import (
	"testing"

	"linkwork/internal/connections"
	"linkwork/internal/web/webtest"
)

// An organisation answers in a real browser; every page is
// looked at by axe and at the width of a small phone.
func TestAnswerInABrowser(t *testing.T) {
	h, site, path, _ := referred(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(path)
	p.Check()
	p.Submit("Send me a code")
	p.Check()
	p.Fill("Code", "12")
	p.Submit("Continue")
	p.See("Enter the 6 numbers")
	p.Check()
	p.Shot("answer-code")
	p.Fill("Code", newest(t, h).Secret)
	p.Submit("Continue")
	p.See("Dee Marsh")
	p.Check()
	p.Shot("answer")
	p.Choose("Yes, but there is a wait")
	p.Fill("About how many weeks? (optional)", "6")
	p.Submit("Send answer")
	p.See("Thank you")
	p.Check()
	p.Shot("answer-thanks")
	p.Click("See the referral or change your answer")
	p.Check()
}

func TestAnswerWithoutScripts(t *testing.T) {
	h, site, path, id := referred(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Width(375)
	p.Go(path)
	p.Submit("Send me a code")
	p.Fill("Code", newest(t, h).Secret)
	p.Submit("Continue")
	p.Choose("No")
	p.Fill("Anything to say (optional)", "We are full")
	p.Submit("Send answer")
	p.See("looks for other help")
	p.NoTroubles()
	if c := connection(t, h, id); c.State != connections.NotPossible || c.AnswerWords != "We are full" {
		t.Errorf("%+v", c)
	}
}

// An organisation sees all its referrals, says that it is full until a day, and
// a browser that asked to be remembered comes in without a code until it is
// forgotten.
func TestAnOrganisationSeesAllItsReferrals(t *testing.T) {
	h, site, path, _ := referred(t)
	second, _ := refer(t, h)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go(path)
	p.Submit("Send me a code")
	p.Fill("Code", newest(t, h).Secret)
	p.Choose("Remember this device for 90 days")
	p.Submit("Continue")
	p.See("Dee Marsh")
	p.Go(second) // another referral of the same address: no code is asked for
	p.See("Open the referral")
	p.Go(path + "/referrals")
	p.See("Waiting for your answer")
	p.Check()
	p.Shot("referrals")
	p.Click("Change")
	p.Choose("Full")
	p.Submit("Save")
	p.See("Full, seen")
	p.Check()
	p.Click("Change")
	p.Fill("At most how many new referrals a month? (optional)", "1000")
	p.Submit("Save")
	p.See("Enter a number between 1 and 99")
	p.Check()
	p.Shot("referrals-room")
	p.Go(path + "/referrals")
	p.Click("Reminders, and this device")
	p.Submit("Forget this device")
	p.See("This device is forgotten")
	p.Check()
	p.Go(second)
	p.See("Send me a code")
	p.Go("/see-your-referrals")
	p.Check()
	p.Fill("Email address", "somebody@nowhere.example")
	p.Submit("Send the link")
	p.See("Look at your mail")
	p.Check()
}
