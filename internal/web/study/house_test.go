package study_test

import (
	"slices"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/fieldwork"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/participants"
	"linkwork/internal/web/study"
	"linkwork/internal/web/survey"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is the pages of studies, with one study that is open.
type house struct {
	*studytest.Study
	site  *housetest.Site
	pages *housetest.House
	base  string // address of the open study
}

func open(t *testing.T) house {
	d := dbtest.SQLite(t)
	h := house{Study: studytest.New(castest.New(t, d))}
	h.Clock.Advance(1e9)
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080", Texts: true}}
	h.site = h.pages.Serve(t, slices.Concat(study.Routes(), participants.Routes(), fieldwork.Routes(), survey.Routes()))
	h.base = "/studies/" + h.ID
	return h
}

// as opens a browser in which somebody is logged in.
func (h house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// come logs somebody in in a real browser.
func (h house) come(p *webtest.Page, a access.Actor) {
	h.as(a)
	p.Go("/begin/" + a.AccountID)
}

func (h house) now() (s studies.Study) {
	h.Helper()
	h.Read(func(r *db.Snapshot) (err error) { s, err = studies.Unscoped(r, h.ID); return })
	return s
}

// change saves the study as a lead has written it.
func (h house) change(write func(*studies.Study)) {
	h.Helper()
	s := h.now()
	write(&s)
	h.OK(studies.Change(h.Context(), h.DB, h.Lead, keyless, s))
}
