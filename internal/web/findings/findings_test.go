package findings_test

import (
	"net/http"
	"slices"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/identity"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/findings"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/study"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

func TestAFindingIsHeardAndLeadsToARecommendation(t *testing.T) {
	d := dbtest.SQLite(t)
	s := studytest.New(castest.New(t, d))
	_, err := groups.Add(s.Context(), d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: groups.PPI, Name: "PPI group"})
	s.OK(err)
	paper, err := outputs.Add(s.Context(), d, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Paper, Title: "Holding in primary care", Stage: outputs.Drafting, Promised: s.Today().AddDays(-2)})
	s.OK(err)
	who, err := identity.New(d, "http://127.0.0.1:8080")
	s.OK(err)
	house := &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	site := house.Serve(t, slices.Concat(findings.Routes(), study.Routes()))
	as := func(a access.Actor) *housetest.Browser {
		s.OK(who.SetPassword(s.Context(), s.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
		return site.As(a)
	}
	lead, field := as(s.Lead), as(s.Field)
	at := "/studies/" + s.ID
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(320)
	p.Go("/begin/" + s.Lead.AccountID)
	p.Go(at + "/findings")
	p.Submit("Add the finding")
	p.See("Name the finding in a few words")
	p.Fill("name", "Holding")
	p.Fill("words", "They stay with people while help is not there.")
	p.Check()
	p.Submit("Add the finding")
	p.See("Now note what groups and events make of it.")
	finding := p.Path()
	p.Click("Note what somebody made of it")
	p.Select("Which group or event?", "PPI group")
	p.Choose("Challenges it")
	p.Fill("In a sentence", "Not for all of us.")
	p.Fill("In somebody’s own words (optional)", "Nobody held me.")
	p.Submit("Note")
	p.See("Note how and when they allowed their words to be used")
	p.Fill("permission", "By email, 3 May")
	p.Submit("Note")
	p.See("PPI group: challenges it")
	p.See("Nobody held me.")
	p.Check()
	p.Go(at + "/findings")
	p.Click("Add a recommendation")
	p.Fill("What should be done", "Count holding as work.")
	p.Select("For whom is it?", "For policy")
	p.Choose("Holding")
	p.Submit("Add the recommendation")
	p.See("Count holding as work.")
	p.Check()

	p.Go(at + "/outputs")
	p.See("Say why it is late")
	p.Check()
	p.Click("Holding in primary care")
	p.Click("Say what it rests on")
	p.Choose("PPI group")
	p.Submit("Save")
	p.Click("Add a version")
	p.Submit("Add the version")
	p.See("Name the version")
	p.Check()
	p.NoTroubles()

	field.Get(finding).Is(t, http.StatusOK, "Not for all of us.", "!Take back", "!Change the finding")
	field.Post(finding+"/voices", "_once", "a", "says", "agrees", "words", "Yes").Is(t, http.StatusNotFound)
	field.Get(at+"/outputs/"+paper+"/evidence").Is(t, http.StatusOK, "PPI group", "!Add a version")
	lead.Get(finding).Is(t, http.StatusOK, "No event is known to have shown it", "No other words can be chosen")
	lead.Post(finding+"/quotes", "passage", "").Is(t, http.StatusUnprocessableEntity, "Choose words")
	lead.Post(finding+"/quotes", "passage", "unknown").Is(t, http.StatusNotFound)
	lead.Post(finding+"/shown", "shown", "").Is(t, http.StatusUnprocessableEntity, "Choose what an event showed")
	lead.Post(finding+"/shown", "shown", "unknown.1").Is(t, http.StatusNotFound)
	lead.Get(at+"/findings/unknown").Is(t, http.StatusNotFound)
	as(s.Harbour.First).Get(finding).Is(t, http.StatusNotFound)
}
