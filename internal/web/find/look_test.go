package find_test

import (
	"testing"

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
