package day_test

import (
	"slices"
	"testing"
	"time"

	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/web/day"
	"linkwork/internal/web/find"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// waiting is a house in which Dee was referred to the lunch club some days ago,
// and nobody has answered.
func waiting(t *testing.T) (h *housetest.House, site *housetest.Site, id string) {
	h = housetest.New(t)
	origin := func(id string) directory.Origin { return directory.Origin{Source: "test", SourceID: id} }
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		_, err := directory.Upsert(tx, directory.Service{ID: "lunch", Name: "Harbour Lunch Club", Status: directory.Active, ReferralEmail: "hello@lunch.example",
			TakesReferrals: directory.Yes, Organisation: directory.Organisation{ID: "org", Name: "Harbour Lunch", Origin: origin("org")}, Origin: origin("lunch")})
		return err
	})
	id, err := connections.Make(t.Context(), h.DB, h.Worker, once.Key{}, connections.Onward{PersonID: h.PersonID, ServiceID: "lunch", Kind: connections.Referred,
		Share: []string{"name"}, Permission: true, PermissionHow: "said yes in person", BaseURL: h.BaseURL})
	if err != nil {
		t.Fatal(err)
	}
	dbtest.ClockOf(h.DB).Advance(5 * 24 * time.Hour)
	return h, h.Serve(t, slices.Concat(day.Routes(), find.Routes(directory.New()))), id
}

func state(t *testing.T, h *housetest.House, id string) (s connections.State) {
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		c, err := connections.Get(r, h.Worker, h.PersonID, id)
		s = c.State
		return err
	})
	return s
}

// A yes by phone is one press on the day, says to whom, and is taken back by
// another.
func TestAYesByPhoneOnTheDay(t *testing.T) {
	h, site, id := waiting(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/day")
	p.See("No answer from services yet")
	p.Check()
	p.Submit("I phoned: they said yes (Harbour Lunch Club to Dee)")
	p.See("Written down: Harbour Lunch Club said yes to Dee, by phone.")
	p.DontSee("No answer from services yet")
	p.Check()
	p.Shot("day-said-yes")
	if got := state(t, h, id); got != connections.Accepted {
		t.Error(got)
	}
	p.Submit("Take it back (Harbour Lunch Club said yes to Dee, by phone)")
	p.See("Taken back: Harbour Lunch Club said yes to Dee, by phone.")
	p.See("No answer from services yet")
	p.Check()
	if got := state(t, h, id); got != connections.Sent {
		t.Error(got)
	}
}

func TestAYesOnTheDayIsOfferedForADay(t *testing.T) {
	h, site, id := waiting(t)
	b := site.As(h.Worker)
	here := "/people/" + h.PersonID + "/connections/" + id
	b.Post(here+"/answer", "answer", "accepted", "from", "day").Leads(t, "/day")
	b.Get("/day").Is(t, 200, "Take it back")
	dbtest.ClockOf(h.DB).Advance(connections.TakeBackWithin)
	b = site.As(h.Worker)
	b.Get("/day").Is(t, 200, "!Take it back")
	b.Post(here+"/take-back", "from", "day").Leads(t, "/day")
	b.Get("/day").Is(t, 200, "That cannot be taken back any more")
	if got := state(t, h, id); got != connections.Accepted {
		t.Error(got)
	}
}
