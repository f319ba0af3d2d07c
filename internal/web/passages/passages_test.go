package passages_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/studytest"
	webfieldwork "linkwork/internal/web/fieldwork"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/passages"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is a study with the transcript of one interview, in which names are replaced.
type house struct {
	*studytest.Study
	pages   *housetest.House
	site    *housetest.Site
	at      string // address of what was chosen
	session string
	who     string // participant
}

func open(t *testing.T) *house {
	h := &house{Study: studytest.New(castest.New(t, dbtest.SQLite(t)))}
	p := h.Consented(studies.Patient, h.A)
	var err error
	h.who, h.at = p.ID, "/studies/"+h.ID+"/passages"
	h.session, err = fieldwork.NoteHeld(h.Context(), h.DB, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.Interview, HeldOn: h.Today(), Place: fieldwork.ByPhone, Minutes: 40, Participants: []string{p.ID}})
	h.OK(err)
	id, err := interviews.Keep(h.Context(), h.DB, h.Field, keyless, h.ID, h.session, []interviews.Turn{{Who: "Interviewer", Said: "And then?"}, {Who: p.Number, Said: "She rang when she said she would. Nobody else does."}})
	h.OK(err)
	_, err = interviews.ReplaceNames(h.Context(), h.DB, h.Field, keyless, h.ID, h.session, id)
	h.OK(err)
	who, err := identity.New(h.DB, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: h.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(passages.Routes(), webfieldwork.Routes()))
	return h
}

// from is where words are chosen from the transcript.
func (h *house) from() string {
	return "/studies/" + h.ID + "/fieldwork/sessions/" + h.session + "/choose"
}

func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

// Words are chosen in a browser, put under a theme and quoted; a fault keeps what was
// typed.
func TestWordsAreChosenAndQuoted(t *testing.T) {
	h := open(t)
	h.as(h.Lead)
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Go("/begin/" + h.Lead.AccountID)
	p.Go(h.at)
	p.See("Nothing was chosen yet")
	p.Check()
	p.Width(320)
	p.Go("/studies/" + h.ID + "/fieldwork/sessions/" + h.session + "/transcript")
	p.Click("Choose words from it")
	p.Fill("Words", "She always rang.")
	p.Submit("Choose these words")
	p.See("These words do not stand in one turn")
	p.See("Enter a theme")
	p.Check()
	p.Fill("Words", "She rang when she said she would.")
	p.Fill("Theme", "Reliable")
	p.Submit("Choose these words")
	p.See("So far: Reliable")
	p.Go(h.at)
	p.See("Not quoted")
	p.Check()
	p.Click("Change these words")
	p.Fill("Where are they quoted?", "Policy brief on waiting")
	p.Submit("Save")
	p.See("Quoted in Policy brief on waiting")
	p.NoTroubles()
}

// Whoever does not read what was collected finds nothing; words that were taken back are
// gone from every page.
func TestChosenWordsAreForTheTeam(t *testing.T) {
	h := open(t)
	lead := h.as(h.Lead)
	lead.Post(h.from(), "_once", "c", "theme", "Reliable", "words", "Nobody else does.").Leads(t, h.from())
	page := lead.Get(h.at).Is(t, http.StatusOK, "Nobody else does")
	_, rest, _ := strings.Cut(page.Body, `href="`+h.at+"/")
	id, _, _ := strings.Cut(rest, `"`)
	for _, stranger := range []access.Actor{h.Admin, h.Harbour.Manager, h.Harbour.First} {
		b := h.as(stranger)
		for _, path := range []string{h.at, h.at + "/" + id, h.from()} {
			b.Get(path).Is(t, http.StatusNotFound)
		}
		b.Post(h.at+"/"+id+"/quote", "_once", "q"+stranger.AccountID, "quoted_in", "Mine").Is(t, http.StatusNotFound)
	}
	_, err := consent.Withdraw(h.Context(), h.DB, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who, Level: consent.NoUse, How: "by phone", Day: h.Today()})
	h.OK(err)
	lead.Get(h.at).Is(t, http.StatusOK, "Taken back by", "!Nobody else")
	lead.Get(h.at+"/"+id).Is(t, http.StatusOK, "taken back", "!Nobody else")
	lead.Post(h.at+"/"+id+"/quote", "_once", "q", "quoted_in", "A talk").Is(t, http.StatusUnprocessableEntity, "They do not allow that they are quoted")
}
