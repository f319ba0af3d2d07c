package attend_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/attend"
	webevents "linkwork/internal/web/events"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study with an event for two people, and the pages of both sides.
type house struct {
	*studytest.Study
	pages    *housetest.House
	site     *housetest.Site
	id       string // of the event
	at, team string // its addresses
}

func open(t *testing.T, places int) *house {
	h := &house{Study: studytest.New(castest.New(t, dbtest.SQLite(t)))}
	day := h.Today().AddDays(10)
	id, err := events.Add(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, events.Event{Title: "What we learnt about holding", Description: "Hear what the study found.", Town: "Birmingham",
		Venue: "Canal Rooms", GettingIn: "Level from the street.", StepFree: true, Online: "https://meet.example/holding", Capacity: places, Findings: []string{"Holding takes time"},
		Days: []events.Day{{Starts: day.At(10, 0), Ends: day.At(16, 0)}}})
	h.OK(err)
	h.OK(events.MakeFeedback(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, id, 1, events.Evaluation))
	h.OK(events.ToOpen(h.Context(), h.DB, events.Team(h.Lead, h.ID), keyless, id, 2, h.ways()))
	h.id, h.at, h.team = id, events.PublicPath+"/"+id, "/studies/"+h.ID+"/exchange/"+id
	who, err := identity.New(h.DB, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: h.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(attend.Routes(), webevents.Routes(), asked.Routes()))
	return h
}

func (h *house) ways() events.Ways { return events.Ways{BaseURL: "http://127.0.0.1:8080"} }

func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// mails are those to an address, the latest first.
func (h *house) mails(to string) (all []messages.Entry) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		box, err := messages.Outbox(r, messages.Entry{}, 500)
		for _, m := range box {
			if m.To == to {
				all = append(all, m)
			}
		}
		return err
	})
	return all
}

// link is the path in the latest mail to an address.
func (h *house) link(to string) string {
	h.Helper()
	all := h.mails(to)
	if len(all) == 0 {
		h.Fatalf("no mail to %s", to)
	}
	return strings.TrimPrefix(all[0].Secret, h.ways().BaseURL)
}

// comes registers somebody who confirms it, and returns the path of their page.
func (h *house) comes(name string) string {
	h.Helper()
	email := strings.ToLower(name) + "@people.example"
	h.OK(events.Register(h.Context(), h.DB, keyless, events.Delegate{EventID: h.id, Name: name, Email: email, Kind: events.LinkWorker}, "", h.ways()))
	path := h.link(email)
	h.OK(events.Confirm(h.Context(), h.DB, keyless, strings.TrimPrefix(path, events.Path+"/"), h.ways()))
	return path
}

// begin takes the clock to the morning of the event.
func (h *house) begin() {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Involve)
		h.OK(err)
		e, err := events.Get(r, events.OfStudy(s), h.id)
		if err == nil {
			h.Clock.Set(e.Starts().Add(time.Minute))
		}
		return err
	})
}
