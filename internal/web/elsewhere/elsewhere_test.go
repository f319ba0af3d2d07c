package elsewhere_test

import (
	"net/url"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/referrals"
	"linkwork/internal/web/elsewhere"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

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

// inbox is what triage has.
func inbox(t *testing.T, h *housetest.House) (list []referrals.Referral) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		b, err := referrals.TeamInbox(r, h.Worker)
		list = b.New
		return err
	})
	return list
}

// TestAReferralFromElsewhereInABrowser refers as a daughter would, follows the
// link, answers a question and takes the referral back. Every page is looked at
// by axe and at the width of a small phone.
func TestAReferralFromElsewhereInABrowser(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, elsewhere.Routes())
	p := webtest.Start(t).Page(t, site.URL)
	before := len(inbox(t, h))
	p.Go("/refer-somebody")
	p.Check()
	p.Submit("Continue")
	p.See("Choose from where you refer")
	p.Check()
	p.Choose("Carer, family or friend")
	p.Submit("Continue")
	p.See("Who you are to them")
	p.Check()
	p.Shot("elsewhere-form")
	p.Fill("First name", "Nell")
	p.Submit("Send referral")
	p.See("Enter your name")
	p.See("Say whether there are risks")
	p.See("If you did not ask, choose no")
	p.Check()
	p.Fill("Your name", "Ann Marsh")
	p.Fill("Who you are to them", "Daughter")
	p.Fill("Your email address", "ann@marsh.example")
	p.Fill("Last name", "Marsh")
	p.Fill("Phone", "07700 900 123")
	p.Choose("Loneliness or isolation")
	p.Choose("I do not know")
	p.Choose("They said yes by phone")
	p.Choose("Yes, they agree")
	p.Submit("Send referral")
	p.See("Your reference is LW-")
	p.Check()
	mine := inbox(t, h)
	if len(mine) != before+1 {
		t.Fatalf("%d referrals", len(mine))
	}
	r := mine[len(mine)-1]
	if r.Source != "family" || r.ReferrerRole != "Daughter" || !r.Tell || r.Given != "Nell" || r.Risk != referrals.RiskNotAsked {
		t.Errorf("%+v", r)
	}
	if err := referrals.Decide(t.Context(), h.DB, h.Worker, once.Key{}, r.ID, 0, referrals.Decision{To: referrals.MoreAsked, Words: "When is she at home?"}); err != nil {
		t.Fatal(err)
	}
	p.Go(strings.TrimPrefix(newest(t, h).Secret, h.BaseURL))
	p.Check()
	p.Submit("Send me a code")
	p.Fill("Code", "12")
	p.Submit("Continue")
	p.See("Enter the 6 numbers")
	p.Check()
	p.Fill("Code", newest(t, h).Secret)
	p.Submit("Continue")
	p.See("When is she at home?")
	p.Check()
	p.Shot("elsewhere-follow")
	p.Fill("Your answer", "In the mornings.")
	p.Submit("Send answer")
	p.See("We have your answer")
	p.Check()
	p.Submit("Take it back")
	p.See("You took it back")
	p.Check()
}

func TestAFormFromElsewhereKeepsWhatWasTyped(t *testing.T) {
	h := housetest.New(t)
	b := h.Serve(t, elsewhere.Routes()).Browser()
	h.Unchanged(t, func() {
		b.Get("/refer-somebody").Is(t, 200, "Hospital", "Housing", "!Your name")
		b.Get("/refer-somebody?source=gp").Is(t, 200, "From where do you refer?", "Choose from where")
		b.Get("/refer-somebody?source=housing").Is(t, 200, "Your organisation", "!Who you are to them")
		b.Get("/refer-somebody/sent?reference="+url.QueryEscape("LW-<b>x</b>")).Is(t, 200, "We have your referral", "!<b>x", "!Your reference")
		b.Post("/refer-somebody", "source", "gp", "given", "Kept", "reason", strings.Repeat("x", 4001)).Is(t, 422, `value="Kept"`, "4,000 characters")
		b.Post("/refer-somebody", "source", "housing", "practice", "nowhere", "given", "Kept", "family", "Kept", "phone", "07700 900 123", "needs", "money", "risk", "none-known", "permission", "yes",
			"referrer_name", "Lee", "referrer_email", "lee@homes.example", "tell", "no").Is(t, 404)
	})
}

func TestWithoutTheCodeNothingIsShownOrDone(t *testing.T) {
	h := housetest.New(t)
	site := h.Serve(t, elsewhere.Routes())
	b := site.Browser()
	b.Post("/refer-somebody", "source", "housing", "given", "Nell", "family", "Marsh", "phone", "07700 900 123", "contact_by", "phone", "needs", "money", "risk", "none-known", "permission", "said yes by phone",
		"referrer_name", "Lee Holt", "referrer_email", "lee@homes.example", "tell", "yes").Is(t, 303)
	path := strings.TrimPrefix(newest(t, h).Secret, h.BaseURL)
	h.Unchanged(t, func() {
		b.Get(path).Is(t, 200, "l***@homes.example", "!LW-", "!Nell", "!Lee")
		b.Post(path+"/answer", "words", "x").Leads(t, path)
		b.Post(path+"/take-back").Leads(t, path)
		b.Get("/follow/none").Is(t, 404)
	})
	b.Post(path+"/code").Leads(t, path+"?code=sent")
	b.Post(path+"/confirm", "code", newest(t, h).Secret).Leads(t, path)
	b.Get(path).Is(t, 200, "LW-", "A link worker has not decided yet", "!Nell")
	b.Post(path+"/answer", "words", "Nobody asked").Is(t, 409, "Nobody asked")
}
