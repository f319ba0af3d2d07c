package survey_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/housetest"
)

// sentALink is a participant who was sent a link to a questionnaire.
func sentALink(t *testing.T) (h *house, who participants.Participant, link string) {
	h, wave := panel(t)
	who = h.Consented(studies.LinkWorker, h.A)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, who.ID, participants.Contact{Name: "Dee Marsh", Email: "dee@linkwork.example", Way: participants.ByEmail}))
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 1, questionnaires.Settings{Audience: questionnaires.Participants, Waves: []string{wave}, OpensOn: h.Today(), ClosesOn: h.Today().AddDays(60), Grace: 3}))
	h.OK(questionnaires.ToTest(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 2))
	h.OK(questionnaires.ToOpen(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 3))
	h.OK(questionnaires.Ask(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, wave, who.ID, questionnaires.Ways{BaseURL: h.pages.BaseURL}))
	return h, who, h.mailed()
}

// fill answers the questions in a browser, from the link to the end.
func fill(t *testing.T, b *housetest.Browser, link string) (own string) {
	t.Helper()
	own = strings.TrimSuffix(b.Post(link, "_once", "start").Location, "/question")
	for _, x := range [][2]string{{"region", "north"}, {"employer", "charity"}, {"far", "41"}} {
		if b.Post(own+"/question", "at", x[0], "answer-"+x[0], x[1]).Status != http.StatusSeeOther {
			t.Fatalf("%s is not taken", x[0])
		}
	}
	b.Post(own+"/answers", "_once", "finish")
	return own
}

// T48: a program that checks mail opens a link and changes nothing; who opens it on
// another device reads nothing of what was said; a link works once and then never again.
func TestALinkToAQuestionnaireWorksOnce(t *testing.T) {
	h, _, link := sentALink(t)
	scanner, phone, other := h.site.Browser(), h.site.Browser(), h.site.Browser()
	h.pages.Unchanged(t, func() {
		for range 3 {
			page := scanner.Get(link).Is(t, http.StatusOK, "kept under your study number", "!Dee", "!P001")
			if page.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("the address goes along: %q", page.Header.Get("Referrer-Policy"))
			}
		}
	})
	begun := strings.TrimSuffix(phone.Post(link, "_once", "a").Location, "/question")
	phone.Post(begun+"/question", "at", "region", "answer-region", "north")
	anew := other.Post(link, "_once", "b").Location
	other.Get(anew).Is(t, http.StatusOK, "Question 1 of 3", "!checked")
	own := fill(t, h.site.Browser(), link)
	phone.Get(begun+"/question").Is(t, http.StatusGone, "This link has ended")
	h.site.Browser().Get(own+"/end").Is(t, http.StatusOK, "Thank you", "!Charity", "!North")
	for _, again := range []*housetest.Browser{phone, other, scanner} {
		again.Get(link).Is(t, http.StatusGone, "This link has ended", "!Dee")
		again.Post(link, "_once", "again").Leads(t, link)
	}
	phone.Post(own+"/question", "at", "far", "answer-far", "99").Leads(t, own+"/end")
	lead := h.as(h.Lead)
	lead.Get(h.extract(lead)).Is(t, http.StatusOK, "charity,41", "!99")
}

// T48: a link that has run out, was sent again, or stands in an address that somebody made
// up opens nothing, and says nothing of who it was for.
func TestALinkThatHasEndedOpensNothing(t *testing.T) {
	h, who, link := sentALink(t)
	b := h.site.Browser()
	wave := h.wave()
	h.OK(questionnaires.Ask(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, wave, who.ID, questionnaires.Ways{BaseURL: h.pages.BaseURL}))
	b.Get(link).Is(t, http.StatusGone, "This link has ended")
	later := h.mailed()
	b.Get(later).Is(t, http.StatusOK)
	for _, path := range []string{questionnaires.Path + "/guess", later + "x", questionnaires.Path + "/" + who.ID} {
		b.Get(path).Is(t, http.StatusNotFound, "!Dee")
		b.Post(path).Is(t, http.StatusNotFound)
		b.Post(path+"/stop").Is(t, http.StatusNotFound)
	}
	dbtest.ClockOf(h.DB).Advance(70 * 24 * time.Hour)
	b.Get(later).Is(t, http.StatusGone, "This link has ended")
	b.Post(later, "_once", "x").Leads(t, later)
}

// T37: once consent is taken back, or for somebody else, the addresses of answers give
// nothing, however often they were read before.
func TestAnswersEndWithTheConsent(t *testing.T) {
	h, who, link := sentALink(t)
	fill(t, h.site.Browser(), link)
	response := h.at + "/responses/" + who.Number + "-baseline"
	lead := h.as(h.Lead)
	lead.Get(response).Is(t, http.StatusOK, "Charity")
	file := h.extract(lead)
	lead.Get(file).Is(t, http.StatusOK, "charity")
	for _, path := range []string{response, h.at + "/responses", h.at + "/answers.csv", h.at + "/extracts", file, h.at + "/due"} {
		h.as(h.Admin).Get(path).Is(t, http.StatusNotFound)
		h.as(h.Harbour.Manager).Get(path).Is(t, http.StatusNotFound)
		h.site.Browser().Get(path).Leads(t, "/login")
	}
	_, err := consent.Withdraw(h.Context(), h.DB, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: who.ID, Level: consent.OneClause, Clause: "forms", How: "by phone", Day: h.Today()})
	h.OK(err)
	lead.Get(response).Is(t, http.StatusOK, "taken back", "!Charity")
	lead.Get(file).Is(t, http.StatusOK, "!charity", "!"+who.Number)
}

// T15: whoever answers reads nothing of what the team noted about them.
func TestAParticipantReadsNoNotes(t *testing.T) {
	h, who, link := sentALink(t)
	session, err := fieldwork.NoteHeld(h.Context(), h.DB, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.Interview, HeldOn: h.Today(), Place: fieldwork.ByPhone, Minutes: 40, Participants: []string{who.ID}})
	h.OK(err)
	_, err = fieldwork.Write(h.Context(), h.DB, h.Field, keyless, fieldwork.Note{StudyID: h.ID, SessionID: session, SiteID: h.A, Kind: fieldwork.FieldNote, Day: h.Today(), Words: "Seemed guarded about the manager."})
	h.OK(err)
	b := h.site.Browser()
	b.Get(link).Is(t, http.StatusOK, "!guarded", "!"+who.Number, "!Dee")
	own := fill(t, b, link)
	for _, below := range []string{"", "/end", "/answers"} {
		if page := b.Get(own + below); strings.Contains(page.Body, "guarded") || strings.Contains(page.Body, who.Number) {
			t.Errorf("%s shows what the team knows", below)
		}
	}
}

// What somebody answers stays words, in a page and in a spreadsheet.
func TestAnAnswerIsWordsAndNothingElse(t *testing.T) {
	h, wave := panel(t)
	q := h.now()
	f := asks()
	f.Items = append(f.Items, form.Item{Name: "words", Kind: form.Text, Label: form.Say("en", "Anything else?")})
	h.OK(forms.KeepDraft(h.Context(), h.DB, h.Lead, keyless, q.FormID, 1, f))
	h.OK(forms.Publish(h.Context(), h.DB, h.Lead, keyless, q.FormID, 2))
	who := h.Consented(studies.LinkWorker, h.A)
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 1, questionnaires.Settings{Audience: questionnaires.Participants, Waves: []string{wave}, OpensOn: h.Today(), ClosesOn: h.Today().AddDays(60)}))
	h.OK(questionnaires.ToTest(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 2))
	h.OK(questionnaires.ToOpen(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 3))
	token, err := questionnaires.Fill(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, wave, who.ID, questionnaires.Together, h.Today())
	h.OK(err)
	h.OK(forms.TakeAll(h.Context(), h.DB, h.linkOf(token), map[string]form.Given{"region": {Values: []string{"north"}}, "employer": {Values: []string{"charity"}}, "far": {Values: []string{"1"}},
		"words": {Values: []string{`=HYPERLINK("https://bad.example","x")<script>alert(1)</script>`}}}))
	h.OK(questionnaires.Finish(h.Context(), h.DB, h.linkOf(token)))
	lead := h.as(h.Lead)
	if page := lead.Get(h.at+"/responses/"+who.Number+"-baseline").Is(t, http.StatusOK, "HYPERLINK"); strings.Contains(page.Raw, "<script>alert") {
		t.Error("an answer acts in the page")
	}
	if page := lead.Get(h.extract(lead)).Is(t, http.StatusOK, "HYPERLINK"); strings.Contains(page.Raw, `"=HYPERLINK`) {
		t.Error("an answer acts in a spreadsheet")
	}
}

// extract notes that the answers leave, and is where the file is.
func (h *house) extract(b *housetest.Browser) string {
	h.Helper()
	b.Post(h.at+"/extracts", "_once", "extract", "purpose", "Main analysis, by the statistician").Leads(h, h.at+"/extracts")
	_, rest, _ := strings.Cut(b.Get(h.at+"/extracts").Body, `href="`+h.at+"/extracts/")
	id, _, _ := strings.Cut(rest, "/")
	return h.at + "/extracts/" + id + "/answers.csv"
}

func (h *house) linkOf(token string) (id string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		l, err := links.Find(r, token)
		id = l.ID
		return err
	})
	return id
}

func (h *house) wave() (id string) {
	h.Helper()
	return h.now().Waves[0]
}
