package wellbeing_test

import (
	"testing"

	"linkwork/internal/web/webtest"
)

// The questions are answered in a real browser; every page is
// looked at by axe and at the width of a small phone.
func TestAnswerInABrowser(t *testing.T) {
	_, site, path := asked(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(375)
	p.Go(path)
	p.Check()
	p.Shot("wellbeing-start")
	p.Fill("Which year were you born?", "1948")
	p.Submit("Start")
	p.Submit("Continue")
	p.See("Select an answer, or say that you would rather not")
	p.Check()
	for _, answer := range []string{"1", "I would rather not say", "5"} {
		p.Choose(answer)
		p.Submit("Continue")
		p.Check()
	}
	p.Shot("wellbeing-question")
	p.Choose("9")
	p.Submit("Continue")
	p.See("You can talk to somebody now")
	p.Check()
	p.Shot("wellbeing-end")
}

func TestAnswerWithoutScripts(t *testing.T) {
	_, site, path := asked(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.NoScript()
	p.Width(375)
	p.Go(path)
	p.Fill("Which year were you born?", "1948")
	p.Submit("Start")
	for _, answer := range []string{"8", "I would rather not say", "5", "3"} {
		p.Choose(answer)
		p.Submit("Continue")
	}
	p.See("Your answers are saved")
	p.NoTroubles()
}
