package takepart_test

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
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/participants"
	"linkwork/internal/web/study"
	"linkwork/internal/web/takepart"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study with its pages, and those by which people decide.
type house struct {
	*studytest.Study
	site  *housetest.Site
	pages *housetest.House
}

func open(t *testing.T) house {
	d := dbtest.SQLite(t)
	h := house{Study: studytest.New(castest.New(t, d))}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080", Texts: true}}
	h.site = h.pages.Serve(t, slices.Concat(takepart.Routes(), study.Routes(), participants.Routes()))
	return h
}

// as opens a browser in which somebody of the team is logged in.
func (h house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// link is a new link by which a participant decides.
func (h house) link(participantID string) string {
	h.Helper()
	token, err := consent.Prepare(h.Context(), h.DB, h.Lead, keyless, h.ID, participantID, "en")
	h.OK(err)
	return consent.Path + "/" + token
}

// sheet puts other words into force as the information sheet.
func (h *house) sheet(words string) {
	h.Helper()
	h.SheetID = h.Version(h.documentOf(h.SheetID), "2.0", approvals.Markdown, []byte(words))
}

func (h house) documentOf(versionID string) (id string) {
	h.Read(func(r *db.Snapshot) error {
		v, err := approvals.TheVersion(r, h.ID, versionID)
		id = v.Document.ID
		return err
	})
	return id
}

// yes is what somebody sends who agrees to everything.
func yes(more ...string) []string {
	form := slices.Clone(more)
	for _, c := range studytest.ConsentForm.Clauses {
		form = append(form, "clause-"+c.Code, "yes")
	}
	return form
}

// patient is somebody at site A who was approached.
func (h house) patient() string { return h.Approached(studies.Patient, h.A).ID }
