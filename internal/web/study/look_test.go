package study_test

import (
	"bytes"
	"testing"

	"github.com/ledongthuc/pdf"

	"linkwork/internal/studies"
	"linkwork/internal/web/webtest"
)

// look checks the page at desk and at phone width and keeps its pictures.
func look(p *webtest.Page, path, name string) {
	p.Go(path)
	p.Check()
	p.Width(320)
	p.Axe()
	p.Shot(name)
	p.Width(1280)
}

// sheets is how many pages the browser needs on paper.
func sheets(t *testing.T, p *webtest.Page) int {
	t.Helper()
	file := p.PDF()
	doc, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return doc.NumPage()
}

func TestThePagesOfAStudyInABrowser(t *testing.T) {
	h := open(t)
	h.Consented(studies.Patient, h.A)
	h.change(func(s *studies.Study) {
		s.Summary, s.Enquiries, s.Acknowledgement, s.Disclaimer = "What link workers do.", "study@linkwork.example", "Funded by nobody.", "Our own views."
		s.Sponsor, s.Data.Controller, s.Data.Basis = "Quay University", "Quay University", "A task in the public interest"
	})
	h.OK(studies.Publish(h.Context(), h.DB, h.Lead, keyless, h.ID, h.now().Version, true))
	amendment := h.as(h.Lead).Post(h.base+"/amendments", append([]string{"number", "AM01", "category", "urgent", "words", "Masks are worn"}, typed("submitted", h.Today())...)...).Location
	fresh, err := studies.Found(h.Context(), h.DB, h.Lead, keyless, studies.Study{Name: "Quiet hours", Title: "What happens between two visits"}, "")
	h.OK(err)
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.Lead)
	for name, path := range map[string]string{"study-list": "/studies", "study-new": "/studies/new", "study-fresh": "/studies/" + fresh, "study-home": h.base, "study-report": h.base + "/report", "study-plan": h.base + "/plan", "study-change": h.base + "/plan/change",
		"study-team": h.base + "/team", "study-sites": h.base + "/sites", "study-site": h.base + "/sites/" + h.A, "study-documents": h.base + "/documents", "study-version": h.base + "/versions/" + h.FormID,
		"study-amendments": h.base + "/amendments", "study-amendment": amendment, "study-events": h.base + "/events", "study-enquiries": h.base + "/enquiries", "study-public": "/research/" + h.ID} {
		look(p, path, name)
	}
	p.Width(1280)
	p.Go(h.base + "/report")
	if n := sheets(t, p); n != 1 {
		t.Errorf("the report needs %d sheets", n)
	}
	p.NoTroubles()
}

// A task of a site is settled today with one press and put right, by keyboard and
// without scripts as well as with a mouse.
func TestATaskIsSettledInABrowser(t *testing.T) {
	h := open(t)
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.Lead)
	p.Go(h.base + "/sites")
	p.Fill("Name for publications", "Site C")
	p.Fill("Who is it?", "Canalside Surgery")
	p.Submit("Add the site")
	p.Click("Letters of access given")
	p.Submit("Note Letters of access given")
	p.See("None is noted for this site")
	p.Shot("site-task-needs")
	p.Click("Agreement signed")
	p.Submit("Note Agreement signed")
	p.See("Agreement signed. " + h.Today().Long())
	p.Click("Put this right")
	p.Choose("It is still to do")
	p.Submit("Put right Agreement signed")
	p.See("Say why it is put right")
	p.Check()
	p.Shot("site-task-fault")
	p.Fill("Why do you put it right?", "It was another site")
	p.Submit("Put right Agreement signed")
	p.See("Put right on " + h.Today().Long())
	p.Check()
	p.NoTroubles()
}
