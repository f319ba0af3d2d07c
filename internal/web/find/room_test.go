package find_test

import (
	"testing"

	"linkwork/internal/connections"
)

// A worker writes down what a service says of new referrals; whoever then refers
// sees it first and says why, which the service does not see.
func TestAServiceAsksForNoMore(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/lunch"
	b.Get("/services/lunch/room").Is(t, 200, "Is there room for new people?", "Has 3 places")
	b.Get("/services/nothing/room").Is(t, 404)
	b.Post("/services/nothing/room", "state", "full").Is(t, 404)
	b.Post("/services/lunch/room", "a_month", "2").Is(t, 422, "Choose whether there is room", `value="2"`)
	b.Post("/services/lunch/room", "state", "paused", "paused-until-day", "5", "paused-until-month", "1", "paused-until-year", "2027", "a_month", "2").Leads(t, "/services/lunch")
	b.Get("/services/lunch").Is(t, 200, "No new referrals until 5 January 2027, seen 23 November 2026 by Amina Yusuf", "At most 2 referrals a month, please")
	b.Get(path).Is(t, 200, "asked for no more referrals for now", "Why do you send it all the same?")
	b.Post(path, with(asked, "step", "preview")...).Is(t, 422, "Say why you send this one all the same")
	why := with(asked, "despite", "They know Dee")
	shown := b.Post(path, with(why, "step", "preview")...).Is(t, 200, "No new referrals until 5 January 2027", `name="despite" value="They know Dee"`).Field("shown")
	b.Post(path, with(why, "step", "send", "shown", shown)...).Leads(t, "/people/"+h.PersonID+"/connections")
	c := connected(t, h)[0]
	if c.Despite != "They know Dee" {
		t.Errorf("%+v", c)
	}
	for _, fact := range c.Shared {
		if fact.Value == c.Despite {
			t.Error("the service sees why")
		}
	}
}

// A wish for not too many is seen where one refers, before it is reached too.
func TestAWishIsSeenBeforeItIsReached(t *testing.T) {
	h, site := open(t)
	b, path := site.As(h.Worker), "/people/"+h.PersonID+"/connect/lunch"
	b.Post("/services/lunch/room", "state", "places", "a_month", "5").Leads(t, "/services/lunch")
	const wish = "At most 5 referrals a month, please, said 23 November 2026 by Amina Yusuf. This month 0 were sent."
	b.Get(path).Is(t, 200, wish, "!asked for no more referrals")
	b.Post(path, with(asked, "step", "preview")...).Is(t, 200, wish, "Send referral")
}

// One press writes down a yes by phone, from the person's page or the day.
func TestTheySaidYesByPhone(t *testing.T) {
	h, site := open(t)
	b, list := site.As(h.Worker), "/people/"+h.PersonID+"/connections"
	shown := b.Post("/people/"+h.PersonID+"/connect/lunch", with(asked, "step", "preview")...).Field("shown")
	b.Post("/people/"+h.PersonID+"/connect/lunch", with(asked, "step", "send", "shown", shown)...)
	b.Get(list).Is(t, 200, "I phoned: they said yes", "(Harbour Lunch Club to Dee)")
	here := list + "/" + connected(t, h)[0].ID
	b.Post(here+"/answer", "answer", "accepted", "from", "day").Leads(t, "/day")
	if c := connected(t, h)[0]; c.State != connections.Accepted || c.AnsweredBy != "Amina Yusuf" {
		t.Errorf("%+v", c)
	}
	b.Get(list).Is(t, 200, "Written down: Harbour Lunch Club said yes to Dee, by phone.", "!I phoned: they said yes", "Take it back")
	site.As(h.Stranger).Post(here+"/take-back").Is(t, 404)
	b.Post(here+"/take-back").Leads(t, list)
	b.Get(list).Is(t, 200, "Taken back: Harbour Lunch Club said yes to Dee, by phone.", "I phoned: they said yes", "!Take it back")
	if c := connected(t, h)[0]; c.State != connections.Sent || !c.AnsweredAt.IsZero() {
		t.Errorf("%+v", c)
	}
	b.Post(here+"/take-back").Leads(t, list)
	b.Get(list).Is(t, 200, "That cannot be taken back any more")
	b.Post(here+"/answer", "answer", "not-possible", "words", "Full").Leads(t, list)
	b.Get(list).Is(t, 200, "Written down: what Harbour Lunch Club said of Dee, by phone.", "!Take it back")
}
