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
