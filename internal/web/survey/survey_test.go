package survey_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/answering"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/builder"
	"linkwork/internal/web/housetest"
	webparticipants "linkwork/internal/web/participants"
	"linkwork/internal/web/study"
	"linkwork/internal/web/survey"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is a study with a questionnaire that is open.
type house struct {
	*studytest.Study
	pages *housetest.House
	site  *housetest.Site
	id    string // of the questionnaire
	at    string // its address
}

func asks() form.Form {
	choices := func(codes ...string) (all []form.Choice) {
		for _, c := range codes {
			all = append(all, form.Choice{Code: c, Label: form.Say("en", strings.ToUpper(c[:1])+c[1:])})
		}
		return all
	}
	least, most := 0.0, 100.0
	return form.Form{Title: form.Say("en", "Your job"), Intro: form.Say("en", "It takes a minute."), Languages: []string{"en"}, Items: []form.Item{
		{Name: "region", Kind: form.Single, Label: form.Say("en", "Where do you work?"), Choices: choices("north", "south"), Required: true},
		{Name: "employer", Kind: form.Single, Label: form.Say("en", "Who employs you?"), Choices: choices("practice", "charity"), Required: true},
		{Name: "far", Kind: form.Number, Label: form.Say("en", "How far is the job from what you expected?"), Min: &least, Max: &most, Required: true},
	}}
}

func open(t *testing.T) *house {
	h := &house{Study: studytest.New(castest.New(t, dbtest.SQLite(t)))}
	var err error
	h.id, err = questionnaires.Bring(h.Context(), h.DB, h.Lead, keyless, h.ID, asks())
	h.OK(err)
	h.at = "/studies/" + h.ID + "/questionnaires/" + h.id
	h.OK(forms.Publish(h.Context(), h.DB, h.Lead, keyless, h.now().FormID, 1))
	x := questionnaires.Settings{OpensOn: h.Today(), ClosesOn: h.Today().AddDays(14), OptIn: true, OptInAs: studies.LinkWorker, Traits: []string{"region", "employer"}}
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 1, x))
	h.OK(questionnaires.ToTest(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 2))
	h.OK(questionnaires.ToOpen(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 3))
	who, err := identity.New(h.DB, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: h.DB, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, slices.Concat(survey.Routes(), builder.Routes(), answering.Routes(), asked.Routes(), study.Routes(), webparticipants.Routes()))
	return h
}

func (h *house) now() (q questionnaires.Questionnaire) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, h.Lead, h.ID, studies.Lead)
		h.OK(err)
		q, err = questionnaires.Get(r, seat, h.id)
		return err
	})
	return q
}

func (h *house) as(a access.Actor) *housetest.Browser {
	h.Helper()
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), a.AccountID, "a lantern over grey harbours"))
	return h.site.As(a)
}

func (h *house) door() string {
	h.Helper()
	token, err := questionnaires.MakeDoor(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, "Newsletter")
	h.OK(err)
	return questionnaires.Path + "/" + token
}

// A phone without scripts: opened, answered, interrupted and gone on with, opted in.
func TestAQuestionnaireIsAnsweredOnAPhone(t *testing.T) {
	h := open(t)
	door := h.door()
	h.pages.Unchanged(t, func() { h.site.Browser().Get(door).Is(t, http.StatusOK, "It takes a minute.") })
	b := webtest.Start(t)
	looked, p := b.Page(t, h.site.URL), b.Page(t, h.site.URL)
	look := func(path string) {
		looked.Go(path)
		looked.Check()
	}
	look(door)
	p.NoScript()
	p.Width(320)
	p.Go(door)
	p.Submit("Start")
	p.Choose("North")
	p.Submit("Continue")
	began := p.Path()
	p.Go("/research")
	p.Go(began) // gone on with by the same address
	p.Choose("Charity")
	p.Submit("Continue")
	p.Fill("How far is the job from what you expected?", "40")
	p.Submit("Continue")
	p.Submit("Send")
	p.See("Your answers are saved")
	p.Click("One more thing: may we invite you to an interview?")
	look(p.Path())
	p.Submit("You may invite me")
	p.See("Enter a name")
	p.Fill("Your name", "Ada Moss")
	p.Fill("Email address", "ada@example.org")
	p.Submit("You may invite me")
	p.See("We may get in touch")
	lead := h.as(h.Lead)
	lead.Get(h.at).Is(t, http.StatusOK, "What came back", "responses count")
	lead.Get(h.at+"/sample").Is(t, http.StatusOK, "1 opted in", "Invite next")
	lead.Get(h.at+"/answers.csv").Is(t, http.StatusOK, "north", "charity", "40")
	if page := lead.Get(h.at + "/answers.csv"); strings.Contains(page.Body, "Ada") {
		t.Error("a name stands in the answers")
	}
}

// A closed questionnaire, a faulty list and another's form say so in words.
func TestAQuestionnaireIsRunByItsLead(t *testing.T) {
	h := open(t)
	lead := h.as(h.Lead)
	lead.Post(h.at+"/list", "_once", "a", "list", "a@example.org\nnobody").Is(t, http.StatusUnprocessableEntity, "No email address stands on line 2", "a@example.org")
	lead.Post(h.at+"/list", "_once", "b", "list", "a@example.org").Leads(t, h.at)
	lead.Post(h.at+"/links", "_once", "c", "place", " ").Is(t, http.StatusUnprocessableEntity, "Say where the link will be")
	lead.Post(h.at+"/links", "_once", "d", "place", "Newsletter").Is(t, http.StatusOK, "It is shown once", questionnaires.Path+"/")
	lead.Get(h.at+"/close").Is(t, http.StatusOK, "Nobody is part-way")
	lead.Post(h.at+"/close", "_once", "e", "_version", "4", "grace", "99").Is(t, http.StatusUnprocessableEntity, "Enter days from 0 to 60")
	lead.Post(h.at+"/close", "_once", "f", "_version", "4", "grace", "3").Leads(t, h.at)
	h.site.Browser().Get(h.door2(t)).Is(t, http.StatusNotFound)
	for _, stranger := range []access.Actor{h.Harbour.Manager, h.Harbour.First, h.Admin} {
		b := h.as(stranger)
		for _, path := range []string{"", "/responses", "/answers.csv", "/sample", "/odds"} {
			b.Get(h.at+path).Is(t, http.StatusNotFound)
		}
	}
}

// door2 is an address with a token that there is not.
func (h *house) door2(t *testing.T) string { t.Helper(); return questionnaires.Path + "/nobody" }

// Whoever follows a study and manages a team sees totals, and no rows.
func TestAManagerSeesTotalsOnly(t *testing.T) {
	h := open(t)
	h.Consented(studies.LinkWorker, h.A)
	_, err := studies.Take(h.Context(), h.DB, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: h.Harbour.Manager.AccountID, Role: studies.Monitor})
	h.OK(err)
	b := h.as(h.Harbour.Manager)
	page := b.Get("/studies/"+h.ID).Is(t, http.StatusOK, "Remaining work by site")
	for _, rows := range []string{"what=consented", "what=people", "what=interviews", "what=observed", "what=returned", "what=again", "what=withdrew", "Site by site"} { // sites, events and amendments name nobody
		if strings.Contains(page.Body, rows) {
			t.Errorf("a manager is shown %q", rows)
		}
	}
	b.Get("/studies/"+h.ID+"/counted?what=consented").Is(t, http.StatusNotFound)
	h.as(h.Lead).Get("/studies/"+h.ID+"/counted?what=consented").Is(t, http.StatusOK, "P001")
}

// offer is where somebody who answered is asked about an interview.
func (h *house) offer() string {
	h.Helper()
	token, err := questionnaires.Start(h.Context(), h.DB, keyless, strings.TrimPrefix(h.door(), questionnaires.Path+"/"), "", questionnaires.Guard{})
	h.OK(err)
	var link string
	h.Read(func(r *db.Snapshot) error {
		l, err := links.Find(r, token)
		link = l.ID
		return err
	})
	for name, value := range map[string]string{"region": "north", "employer": "charity", "far": "40"} {
		_, err := forms.Take(h.Context(), h.DB, link, name, form.Given{Values: []string{value}})
		h.OK(err)
	}
	h.OK(forms.Finish(h.Context(), h.DB, link))
	return answering.OfferPath + "/" + token
}

// An address or a number that cannot be reached is not taken for one.
func TestAnOptInHasAnAddressThatCanBeReached(t *testing.T) {
	h := open(t)
	offer, b := h.offer(), h.site.Browser()
	b.Post(offer, "_once", "a", "contact_name", "Ada Moss", "email", "bad@@", "phone", "abc", "way", "email").
		Is(t, http.StatusUnprocessableEntity, "Enter an email address in the correct format", "Enter a phone number, like", "Ada Moss", `value="bad@@"`, `value="abc"`)
	b.Post(offer, "_once", "b", "contact_name", "Ada Moss", "email", "ada@example.org", "phone", "07700 900123", "way", "email").
		Is(t, http.StatusOK, "Thank you")
}

// Whoever comes by a link reads who asks.
func TestTheFirstPageSaysWhoAsks(t *testing.T) {
	h := open(t)
	h.site.Browser().Get(h.door()).Is(t, http.StatusOK, "a questionnaire of the study “Link workers”", "Led by Dr Lena Voss", "Your employer does not learn")
}

// A study's form leads back to the study, and to nothing that its maker cannot open.
func TestAStudysFormLeadsBackToTheStudy(t *testing.T) {
	h := open(t)
	page := h.as(h.Lead).Get("/admin/forms/"+h.now().FormID).Is(t, http.StatusOK, `href="/studies/`+h.ID+`/questionnaires"`)
	for _, dead := range []string{"/gathered", `href="/admin/forms"`} {
		if strings.Contains(page.Body, dead) {
			t.Errorf("it offers %s", dead)
		}
	}
}

// A form that is asked offers no change of its questions, and says where corrected words
// are taken over.
func TestAFormThatIsAskedIsLocked(t *testing.T) {
	h := open(t)
	lead, form := h.as(h.Lead), "/admin/forms/"+h.now().FormID
	lead.Get(form).Is(t, http.StatusOK, "The questions are locked", "!Add a question", "!/move", "!Copy this form")
	lead.Get(form+"/items/region").Is(t, http.StatusOK, "!/remove")
	lead.Post(form+"/items/region/remove", "_once", "r", "_version", "1").Is(t, http.StatusUnprocessableEntity, "The questions are locked: edition 1 is being asked")
	lead.Post(form+"/items/region/move", "_once", "m", "_version", "1", "way", "down").Leads(t, form)
	lead.Post(form+"/add?after=far", "_once", "a", "_version", "1", "kind", "text", "label-en", "And your name?").Is(t, http.StatusUnprocessableEntity, "The questions are locked", "And your name?")
	lead.Post(form+"/items/region", "_once", "w", "_version", "1", "label-en", "In which region do you work?", "choices", "north = North\nsouth = South", "required", "yes")
	lead.Get(form+"/publish").Is(t, http.StatusOK, "Nobody is asked it yet", "!From now on")
}

// Whoever opts in reads which of their answers go along.
func TestTheOfferNamesWhatGoesAlong(t *testing.T) {
	h := open(t)
	page := h.site.Browser().Get(h.offer()).Is(t, http.StatusOK, "Where do you work?", "Who employs you?")
	if strings.Contains(page.Body, "How far is the job") {
		t.Error("it names a question whose answer stays")
	}
}

// Before it opens, a lead reads what is locked then and what is still missing for a grid.
func TestALeadIsToldWhatOpeningLocks(t *testing.T) {
	h := open(t)
	id, err := questionnaires.Bring(h.Context(), h.DB, h.Lead, keyless, h.ID, asks())
	h.OK(err)
	at, lead := "/studies/"+h.ID+"/questionnaires/"+id, h.as(h.Lead)
	set := questionnaires.Settings{OpensOn: h.Today(), ClosesOn: h.Today().AddDays(14), OptIn: true, OptInAs: studies.Patient, Traits: []string{"region"}}
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, id, 1, set))
	lead.Get(at).Is(t, http.StatusOK, "needs at least two answers", ">The form</a>")
	h.id = id
	h.OK(forms.Publish(h.Context(), h.DB, h.Lead, keyless, h.now().FormID, 1))
	h.OK(questionnaires.ToTest(h.Context(), h.DB, h.Lead, keyless, h.ID, id, 2))
	page := lead.Get(at).Is(t, http.StatusOK, "needs at least two answers", "Once it is open, these are locked")
	if strings.Count(page.Body, "needs at least two answers") != 1 {
		t.Error("it is said twice")
	}
	set.Traits = append(set.Traits, "employer")
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, id, 3, set))
	if strings.Contains(lead.Get(at).Body, "needs at least two answers") {
		t.Error("two are still too few")
	}
}

// panel is a questionnaire for link workers who take part, asked in one wave.
func panel(t *testing.T) (h *house, wave string) {
	h = open(t)
	var err error
	wave, err = fieldwork.AddWave(h.Context(), h.DB, h.Lead, keyless, fieldwork.Wave{StudyID: h.ID, Code: "baseline", Name: "At first", ToDay: 30})
	h.OK(err)
	h.id, err = questionnaires.Bring(h.Context(), h.DB, h.Lead, keyless, h.ID, asks())
	h.OK(err)
	h.at = "/studies/" + h.ID + "/questionnaires/" + h.id
	h.OK(forms.Publish(h.Context(), h.DB, h.Lead, keyless, h.now().FormID, 1))
	return h, wave
}

// From a setting to the answers of a participant: the list of who is due, a link in their
// mail, answers typed from paper, a reason why not.
func TestParticipantsAreAskedInAWave(t *testing.T) {
	h, wave := panel(t)
	one, two, three := h.Consented(studies.LinkWorker, h.A), h.Consented(studies.LinkWorker, h.A), h.Consented(studies.LinkWorker, h.A)
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, one.ID, participants.Contact{Name: "Dee Marsh", Email: "dee@linkwork.example", Way: participants.ByEmail}))
	lead := h.as(h.Lead)
	day := func(name string, d dates.Date) []string {
		return []string{name + "-day", strconv.Itoa(d.Day), name + "-month", strconv.Itoa(int(d.Month)), name + "-year", strconv.Itoa(d.Year)}
	}
	settings := append(day("opens", h.Today()), day("closes", h.Today().AddDays(60))...)
	settings = append(settings, "audience", "participants", "who", "link-worker", "grace", "3")
	lead.Post(h.at+"/settings", append(settings, "_once", "s0", "_version", "1", "waves", "no such wave")...).Is(t, http.StatusUnprocessableEntity, "Choose from the waves of the study")
	lead.Post(h.at+"/settings", append(settings, "_once", "s1", "_version", "1", "waves", wave)...).Leads(t, h.at)
	lead.Post(h.at+"/test", "_once", "s2", "_version", "2").Leads(t, h.at)
	lead.Post(h.at+"/open", "_once", "s3", "_version", "3").Leads(t, h.at)
	lead.Get(h.at).Is(t, http.StatusOK, "Who is due", "At first", "!A list by email", "!Open links", "!Quotas")

	lead.Get(h.at+"/due").Is(t, http.StatusOK, "Send a link to 3 participants who are to be asked", one.Number, two.Number)
	lead.Post(h.at+"/due", "_once", "a1", "wave", "baseline").Is(t, http.StatusOK, "Nothing could be sent to 2 participants", two.Number+": There is no email address")
	at := func(id string) []string { return []string{"participant", id, "wave", "baseline"} }
	lead.Get(h.at+"/due/one?participant="+one.ID+"&wave=baseline").Is(t, http.StatusOK, "Asked, no answer yet", "Link sent", "Send another link")
	lead.Post(h.at+"/due/ask", append(at(two.ID), "_once", "a2")...).Is(t, http.StatusUnprocessableEntity, "There is no email address")
	lead.Post(h.at+"/due/fill", append(at(two.ID), "_once", "f1")...).Is(t, http.StatusUnprocessableEntity, "Choose how they answer")
	lead.Post(h.at+"/due/fill", append(at(two.ID), "_once", "f2", "how", "paper")...).Is(t, http.StatusUnprocessableEntity, "Day on the paper")
	lead.Post(h.at+"/due/could-not", append(at(three.ID), "_once", "n1")...).Is(t, http.StatusUnprocessableEntity, "Choose why not")
	lead.Post(h.at+"/due/could-not", append(at(three.ID), "_once", "n2", "why", string(fieldwork.Reasons[0]))...).Leads(t, h.at+"/due?wave=baseline")
	lead.Get("/studies/"+h.ID+"/participants/"+one.ID).Is(t, http.StatusOK, "Your job, At first", "Asked, no answer yet")
	lead.Get(h.at+"/due?wave=baseline&standing=missed").Is(t, http.StatusOK, "1 participant", three.Number, "!"+two.Number)

	b := webtest.Start(t).Page(t, h.site.URL)
	b.Width(320)
	b.Go(h.mailed())
	b.See("kept under your study number")
	b.Check()
	b.Submit("Start")
	b.Choose("North")
	b.Submit("Continue")
	b.Choose("Charity")
	b.Submit("Continue")
	b.Fill("How far is the job from what you expected?", "40")
	b.Submit("Continue")
	b.Submit("Send")
	b.See("Your answers are saved")
	b.DontSee("interview")

	lead.Get(h.at+"/due?wave=baseline&standing=answered").Is(t, http.StatusOK, "1 participant", one.Number, "By their link")
	lead.Get(h.at+"/answers.csv").Leads(t, h.at+"/extracts")
	lead.Post(h.at+"/extracts", "_once", "e1", "purpose", " ").Is(t, http.StatusUnprocessableEntity, "Say what the file is for")
	lead.Get(h.extract(lead)).Is(t, http.StatusOK, "response,participant,wave,answered_on", one.Number+"-baseline,"+one.Number+",baseline", "charity", "!Dee")
	lead.Get(h.at+"/dictionary.csv").Is(t, http.StatusOK, "participant,About the response,Study number", "least 0; most 100", "((declined)),In place of an answer,Would rather not say")
	h.as(h.Admin).Get(h.at+"/due").Is(t, http.StatusNotFound)
}

// mailed is where the link leads that was sent last.
func (h *house) mailed() (path string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 1)
		path = strings.TrimPrefix(all[0].Secret, h.pages.BaseURL)
		return err
	})
	return path
}

// A researcher types what is on paper and comes back to who is due; on paper no link is
// needed.
func TestAResearcherTypesTheAnswers(t *testing.T) {
	h, wave := panel(t)
	one := h.Consented(studies.LinkWorker, h.A)
	h.OK(questionnaires.Set(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 1, questionnaires.Settings{Audience: questionnaires.Participants, Waves: []string{wave}, OpensOn: h.Today(), ClosesOn: h.Today().AddDays(60)}))
	h.OK(questionnaires.ToTest(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 2))
	h.OK(questionnaires.ToOpen(h.Context(), h.DB, h.Lead, keyless, h.ID, h.id, 3))
	h.as(h.Lead)
	b := webtest.Start(t).Page(t, h.site.URL)
	b.Go("/begin/" + h.Lead.AccountID)
	b.Width(375)
	b.Go(h.at + "/due")
	b.Check()
	b.Click(one.Number)
	b.Check()
	b.Choose("With me, now")
	b.Submit("Open the questions")
	b.Choose("South")
	b.Submit("Continue")
	b.Choose("Practice")
	b.Submit("Continue")
	b.Fill("How far is the job from what you expected?", "10")
	b.Submit("Continue")
	b.Submit("Send")
	b.Click("Back to who is due")
	b.See("With a researcher")
	b.NoTroubles()
}
