package participants_test

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
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	participantsroom "linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/custodian"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/participants"
	"linkwork/internal/web/study"
	"linkwork/internal/web/takepart"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study with its pages: a field researcher and a custodian at site A, and
// a statistician who reads answers and no names.
type house struct {
	*studytest.Study
	site         *housetest.Site
	pages        *housetest.House
	custodian    access.Actor
	statistician access.Actor
	base         string // address of the list
}

const sheet = "# About the study\n\nWe want to learn how link workers help.\n\n## What happens if I say yes\n\n- A researcher talks with you for about an hour.\n- You can stop at any time.\n\n<script>alert(1)</script>\n"

func open(t *testing.T) house {
	d := dbtest.SQLite(t)
	c := castest.New(t, d)
	h := house{Study: studytest.New(c), custodian: c.Harbour.First}
	h.Clock.Advance(1e9)
	h.SheetID = h.Version(h.version(h.SheetID).Document.ID, "2.0", approvals.Markdown, []byte(sheet))
	h.Clock.Advance(4 * 24 * time.Hour)
	h.statistician = h.account("Ola Brandt")
	for _, m := range []studies.Member{{AccountID: h.statistician.AccountID, Role: studies.Statistician}, {AccountID: h.custodian.AccountID, Role: studies.Custodian, SiteID: h.A}} {
		m.StudyID = h.ID
		_, err := studies.Take(h.Context(), d, h.Lead, keyless, m)
		h.OK(err)
	}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080", Texts: true}}
	h.site = h.pages.Serve(t, slices.Concat(participants.Routes(), takepart.Routes(), custodian.Routes(), study.Routes()))
	h.base = "/studies/" + h.ID + "/participants"
	return h
}

func (h house) version(id string) (v approvals.Version) {
	h.Read(func(r *db.Snapshot) (err error) { v, err = approvals.TheVersion(r, h.ID, id); return })
	return v
}

func (h house) account(name string) (a access.Actor) {
	h.Write(func(tx *db.Tx) error {
		account, err := identity.Create(tx, h.Admin.Audit(), name, strings.ReplaceAll(strings.ToLower(name), " ", ".")+"@linkwork.example")
		if err != nil {
			return err
		}
		a = access.Actor{AccountID: account.ID, Name: name, Memberships: []access.Membership{{Role: access.Researcher}}}
		return access.Join(tx, account.ID, a.Memberships[0])
	})
	return a
}

// as opens a browser in which somebody is logged in. Their first password makes an
// account of the cast active.
func (h house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// reachable is a participant whose name is known.
func (h house) reachable(p participantsroom.Participant) participantsroom.Participant {
	h.Helper()
	h.OK(participantsroom.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID, participantsroom.Contact{Name: "Doreen Marshb", Phone: "07700 900123", Email: "doreen@example.org", Way: participantsroom.ByEmail, Words: "Not on Fridays"}))
	return p
}

// link is a new link by which a participant decides.
func (h house) link(participantID string) string {
	h.Helper()
	token, err := consent.Prepare(h.Context(), h.DB, h.Lead, keyless, h.ID, participantID, "en")
	h.OK(err)
	return consent.Path + "/" + token
}
