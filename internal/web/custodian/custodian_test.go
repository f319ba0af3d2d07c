package custodian_test

import (
	"slices"
	"strconv"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/custodian"
	"linkwork/internal/web/housetest"
	pages "linkwork/internal/web/participants"
	"linkwork/internal/web/study"
	"linkwork/internal/web/visit"
)

var keyless = once.Key{}

// house is a study with two custodians at site A: a link worker and somebody of a
// practice.
type house struct {
	*studytest.Study
	site             *housetest.Site
	pages            *housetest.House
	worker, practice access.Actor
	base             string
}

func open(t *testing.T) house {
	d := dbtest.SQLite(t)
	h := house{Study: studytest.New(castest.New(t, d))}
	h.worker, h.practice, h.base = h.Harbour.First, h.Harbour.Practice, "/studies/"+h.ID+"/custodian"
	for _, by := range []access.Actor{h.worker, h.practice} {
		_, err := studies.Take(h.Context(), d, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: by.AccountID, Role: studies.Custodian, SiteID: h.A})
		h.OK(err)
	}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(custodian.Routes(), pages.Routes(), study.Routes()))
	return h
}

func (h house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// patient is somebody who agreed to a join, known to the study by a name.
func (h house) patient(name string, no ...string) participants.Participant {
	h.Helper()
	p := h.Consented(studies.Patient, h.A, no...)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID, participants.Contact{Name: name, Phone: "07700 900123", Email: "d@example.org", Way: participants.ByText, Words: "Rings twice"}))
	return p
}

// supported is a person whom a worker supports.
func (h house) supported(worker access.Actor) (p people.Person) {
	h.Helper()
	id := h.Supported(worker)
	h.Read(func(r *db.Snapshot) (err error) { p, err = people.Get(r, worker, id); return })
	return p
}

func born(p people.Person) []string {
	return []string{"born-day", strconv.Itoa(p.BirthDate.Day), "born-month", strconv.Itoa(int(p.BirthDate.Month)), "born-year", strconv.Itoa(p.BirthDate.Year)}
}

// Somebody of a practice finds out that there is one record, joins it and reads nothing
// of it.
func TestAPracticeJoinsARecordUnseen(t *testing.T) {
	h := open(t)
	who := h.supported(h.Harbour.Second)
	p := h.patient("Doreen " + who.Family)
	b, at := h.as(h.practice), h.base+"/"+p.ID
	b.Get(h.base).Is(t, 200, p.Number, "Join their record", "!Doreen", "!07700")
	b.Get(at).Is(t, 200, "Show their name", "!Doreen", "!Date of birth")
	b.Post(at+"/name").Is(t, 200, "Doreen "+who.Family, "Find their record", "Date of birth", "!07700", "!Rings twice", "!Name, date of birth or NHS number")
	b.Post(at+"/search").Is(t, 422, "Enter the NHS number, or the last name", "Enter the date of birth")
	b.Post(at+"/search", "nhs", "12", "born-day", "40", "born-month", "1", "born-year", "1950").Is(t, 422, "Enter a real date", "12")
	exactly := append(born(who), "nhs", who.NHSNumber)
	b.Post(at+"/search", append(born(who), "family", "Nobody")...).Is(t, 200, "Not found.", "!Join this record")
	page := b.Post(at+"/search", exactly...).Is(t, 200, "Found.", "Join this record", "!"+who.ID, "!1 needs", "!"+who.Phone)
	b.Post(at+"/join/exactly", append(exactly, "_once", page.Field("_once"))...).Leads(t, at)
	b.Get(at).Is(t, 200, "Joined on", "You do not see this record", "!"+who.ID, "!"+who.Family)
	b.Post(at+"/part").Leads(t, h.base)
}

// A link worker joins among the people whom they support, or a colleague's unseen.
func TestALinkWorkerJoinsTheirOwnOrAColleagues(t *testing.T) {
	h := open(t)
	own, colleagues := h.supported(h.worker), h.supported(h.Harbour.Second)
	p, q := h.patient("Doreen "+own.Family), h.patient("Doreen "+colleagues.Family)
	b := h.as(h.worker)
	at := h.base + "/" + p.ID
	b.Post(at+"/find", "q", colleagues.FullName()).Is(t, 200, "You support nobody who is found by this")
	b.Post(at+"/find", "q", own.FullName()).Is(t, 200, "Which is their record?", own.FullName())
	b.Post(at+"/join", "q", own.FullName()).Is(t, 422, "Choose")
	b.Post(at+"/join", "person", colleagues.ID, "purpose", "record").Is(t, 404)
	b.Post(at+"/join", "person", own.ID, "purpose", "record").Leads(t, at)
	b.Get(at).Is(t, 200, own.FullName(), "Nothing is known of a death")
	at = h.base + "/" + q.ID
	b.Post(at+"/search", append(born(colleagues), "nhs", colleagues.NHSNumber)...).Is(t, 200, "If a colleague supports them", "Found.")
	b.Post(at+"/join/exactly", append(born(colleagues), "nhs", colleagues.NHSNumber)...).Leads(t, at)
	b.Get(at).Is(t, 200, "You do not see this record", "!"+colleagues.FullName())
}

// The question whether somebody may be contacted is answered, and nothing else leaves.
func TestACustodianAnswers(t *testing.T) {
	h := open(t)
	p := h.patient("Doreen Marshb", "join")
	h.OK(participants.AskClearance(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID))
	b, at := h.as(h.practice), h.base+"/"+p.ID
	b.Get(at).Is(t, 200, "The study asks whether they may be contacted", "They have not agreed that information from their record is used", "Look in your practice’s own system")
	b.Post(at+"/search", "nhs", "9990000018").Is(t, 404)
	b.Post(at+"/answer").Is(t, 422, "Choose an answer")
	b.Post(at+"/answer", "answer", "may").Leads(t, h.base)
	b.Get(h.base).Is(t, 200, "Nothing is asked of you now")
	b.Get(at).Is(t, 404)
}

// A custodian sees nothing that was collected, and nobody else sees what they do.
func TestACustodianSeesNothingElse(t *testing.T) {
	h := open(t)
	p := h.patient("Doreen Marshb")
	for _, by := range []access.Actor{h.worker, h.practice} {
		b := h.as(by)
		for _, below := range []string{"/participants", "/participants/" + p.ID, "/participants/" + p.ID + "/withdraw", "/participants/csv", "/participants/vouchers", "/documents", "/versions/" + h.FormID, "/team", "/events", "/sites", "/plan"} {
			b.Get("/studies/"+h.ID+below).Is(t, 404, "!"+p.Number, "!Doreen")
		}
		b.Post("/studies/"+h.ID+"/participants/"+p.ID+"/contact").Is(t, 404, "!Doreen")
	}
	for _, by := range []access.Actor{h.Lead, h.Field, h.Harbour.Manager, h.Canalside.Practice} {
		b := h.as(by)
		for _, below := range []string{"", "/" + p.ID} {
			b.Get(h.base+below).Is(t, 404)
		}
		for _, below := range []string{"/name", "/find", "/search", "/join", "/join/exactly", "/part", "/answer"} {
			b.Post(h.base+"/"+p.ID+below, "nhs", "9990000018", "person", "x", "purpose", "record", "answer", "may").Is(t, 404, "!Doreen")
		}
	}
}
