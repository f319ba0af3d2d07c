package person_test

import (
	"testing"

	"linkwork/internal/db/once"
	"linkwork/internal/measures"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/person"
	"linkwork/internal/web/webtest"
)

func TestWhatIsDueMayNotBePossible(t *testing.T) {
	h := housetest.New(t)
	admin := administrator(t, h)
	if err := measures.SetSchedule(t.Context(), h.DB, admin, once.Key{}, "ons4", measures.Timing{On: true, FirstDays: 14, Months: "3", Weeks: 3}); err != nil {
		t.Fatal(err)
	}
	site := h.Serve(t, person.Routes())
	b, page := site.As(h.Worker), "/people/"+h.PersonID+"/wellbeing/not-possible"
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go(page + "?instrument=ons4&months=0")
	p.Check()
	p.Shot("not-possible")
	b.Get(page+"?instrument=ons4&months=0").Is(t, 200, "Not possible to ask", "First, due", "Could not answer")
	b.Get(page+"?instrument=ons4&months=3").Is(t, 404)
	b.Post(page, "instrument", "ons4", "months", "0").Is(t, 422, "Choose why it is not possible")
	site.As(h.Stranger).Post(page, "instrument", "ons4", "months", "0", "reason", "unable").Is(t, 404)
	b.Post(page, "instrument", "ons4", "months", "0", "reason", "unable").Leads(t, "/questionnaires")
	b.Get(page+"?instrument=ons4&months=0").Is(t, 404)
	wellbeing := "/people/" + h.PersonID + "/wellbeing"
	back := b.Get(wellbeing).Is(t, 200, "ONS4 personal wellbeing, first: not possible on 23 November 2026: could not answer.", "Take back").Action("/misses/")
	site.As(h.Stranger).Post(back).Is(t, 404)
	b.Post(back).Leads(t, wellbeing)
	b.Post(back).Is(t, 404)
	b.Get(wellbeing).Is(t, 200, "!not possible on")
	b.Get(page+"?instrument=ons4&months=0").Is(t, 200)
}
