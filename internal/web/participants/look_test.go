package participants_test

import (
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	participantsroom "linkwork/internal/studies/participants"
	"linkwork/internal/web/webtest"
)

// come logs somebody in in a real browser.
func (h house) come(p *webtest.Page, a access.Actor) {
	h.as(a)
	p.Go("/begin/" + a.AccountID)
}

// look checks the page at desk and phone width and keeps its pictures.
func look(p *webtest.Page, name string) {
	p.Check()
	p.Shot(name)
}

// Somebody decides on a phone by their own link: a program that checks mail opened it
// first, and somebody else opens it afterwards.
func TestAParticipantDecidesOnAPhone(t *testing.T) {
	h := open(t)
	who := h.Approached(studies.Patient, h.A)
	path := h.link(who.ID)
	scanner := h.site.Browser()
	h.pages.Unchanged(t, func() {
		for _, below := range []string{"", "/decide", "/no", "/file"} {
			scanner.Get(path+below).Is(t, 200)
		}
	})
	p := webtest.Start(t).Page(t, h.site.URL)
	p.Width(320)
	p.Go(path)
	p.See("Take your time. You do not have to take part")
	p.See("We want to learn how link workers help")
	look(p, "take-part-read")
	p.Width(320)
	p.Go(path)
	p.Click("Go on to the questions")
	p.Choose("I agree to take part > Yes")
	p.Choose("I agree to be interviewed > No")
	p.Submit("I agree to take part")
	p.See("Without “I agree to be interviewed” you cannot take part")
	p.See("Type your name")
	look(p, "take-part-faults")
	p.Width(320)
	for _, clause := range studytestWords() {
		p.Choose(clause + " > Yes")
	}
	p.Choose("I agree to take photographs > No")
	p.Fill("Type your name", "D. Marsh")
	p.Submit("I agree to take part")
	p.See("This is your copy")
	p.See("D. Marsh")
	look(p, "take-part-copy")
	if paper := p.Paper(); !strings.Contains(paper, "I agree to be recorded") {
		t.Errorf("the copy on paper: %s", paper)
	}
	for _, below := range []string{"", "/decide", "/no", "/file"} {
		h.site.Browser().Get(path+below).Is(t, 410, "This link was used", "!D. Marsh", "!recorded")
	}
	h.site.Browser().Post(path+"/decide", "typed_name", "Somebody else").Is(t, 410, "This link was used", "!D. Marsh")
	h.site.Browser().Post(path+"/no").Is(t, 410, "This link was used")
	h.Read(func(r *db.Snapshot) error {
		c, err := consent.Standing(r, who.ID)
		if c.TypedName != "D. Marsh" || c.Mode != consent.Online || c.Allows(consent.TakePhotos) || !c.Allows(consent.BeRecorded) {
			t.Errorf("kept is %+v", c)
		}
		return err
	})
}

func TestAParticipantDecidesWithoutScripts(t *testing.T) {
	h := open(t)
	who := h.Approached(studies.Patient, h.A)
	p := webtest.Start(t).Page(t, h.site.URL)
	p.NoScript()
	p.Width(320)
	p.Go(h.link(who.ID))
	p.Click("Go on to the questions")
	p.Submit("I agree to take part")
	p.See("Say yes or no to “I agree to take part”")
	for _, clause := range studytestWords() {
		p.Choose(clause + " > Yes")
	}
	p.Fill("Type your name", "D. Marsh")
	p.Submit("I agree to take part")
	p.See("This is your copy")
}

func studytestWords() (words []string) {
	return []string{"I agree to take part", "I agree to be interviewed", "I agree that a researcher is with us", "I agree to be recorded", "I agree that my words are used without my name",
		"I agree to take photographs", "I agree to answer questionnaires", "I agree that information from my care record is used", "You may get in touch again"}
}

func TestALinkThatEndedSaysWhy(t *testing.T) {
	h := open(t)
	b := h.site.Browser()
	no := h.Approached(studies.LinkWorker, h.A)
	path := h.link(no.ID)
	b.Get(path+"/no").Is(t, 200, "That is fine")
	b.Post(path+"/no").Is(t, 200, "We do not contact you about taking part any more")
	if h.Participant(no.ID).Lost != participantsroom.NotWanted {
		t.Error("the no is not on the log")
	}
	p := h.Approached(studies.Patient, h.A)
	older, newer := h.link(p.ID), h.link(p.ID)
	b.Get(older).Is(t, 410, "We made a newer link")
	q := h.Approached(studies.Patient, h.A)
	gone := h.link(q.ID)
	h.OK(participantsroom.Lose(h.Context(), h.DB, h.Lead, keyless, h.ID, q.ID, h.Participant(q.ID).Version, participantsroom.StudyFull, h.Today()))
	b.Get(gone).Is(t, 410, "We are not waiting for an answer")
	form, err := studytestForm().Write()
	h.OK(err)
	h.Version(h.version(h.FormID).Document.ID, "2.0", approvals.Clauses, form)
	b.Get(newer).Is(t, 200) // there is time to answer what one was shown
	h.Clock.Advance((consent.Grace + 1) * 24 * 60 * 60 * 1e9)
	b.Get(newer).Is(t, 410, "has changed since we sent it")
	b.Post(newer+"/decide", "typed_name", "D").Is(t, 410, "Nothing was kept")
	h.Clock.Advance(2 * 24 * 60 * 60 * 1e9)
	b.Get(newer).Is(t, 410, "It worked for 30 days")
	b.Get(consent.Path+"/nothing").Is(t, 404)
}

func studytestForm() consent.Form {
	return consent.Form{Title: "Consent form, again", Clauses: []consent.Clause{{Code: "part", Words: "I agree", Covers: consent.TakePart, Needed: true}}}
}

// A field researcher puts somebody on the log, takes consent and notes what they take
// back.
func TestAFieldResearcherThroughARecruitment(t *testing.T) {
	h := open(t)
	h.Document(approvals.PresenceNotice, approvals.Markdown, []byte("A researcher is here today"), "")
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.Field)
	p.Go(h.base)
	look(p, "people-empty")
	p.Click("Add somebody")
	look(p, "people-new")
	p.Choose("Patient")
	p.Choose("Their practice")
	p.Submit("Add to the log")
	p.See("They have not consented yet")
	look(p, "person-approached")
	p.Submit("Show contact details")
	look(p, "person-contact")
	p.Fill("Name", "Doreen Marshb")
	p.Choose("Text message")
	p.Fill("Phone", "07700 900123")
	p.Submit("Save")
	p.Choose("Eligible")
	p.Submit("Note it on the log")
	p.Click("They read and decide on their own phone")
	p.Submit("Show a code to scan")
	p.See("This page is shown once")
	look(p, "person-code")
	p.Click("Back to P001")
	p.Click("Take consent")
	look(p, "consent-take")
	p.Fill("When did they get the information? > Day", strconv.Itoa(h.Today().Day))
	p.Fill("When did they get the information? > Month", strconv.Itoa(int(h.Today().Month)))
	p.Fill("When did they get the information? > Year", strconv.Itoa(h.Today().Year))
	p.Submit("Keep this consent")
	look(p, "consent-faults")
	for _, clause := range studytestWords() {
		p.Choose(clause + " > Yes")
	}
	p.Choose("How did they give consent? > On paper")
	p.Fill("Their name, as they wrote or said it", "D. Marsh")
	p.Choose("They did")
	p.Submit("Keep this consent")
	p.See("The consent is kept")
	look(p, "consent-given")
	p.Go(h.base + "/flow")
	look(p, "people-flow")
	p.Go(h.base)
	look(p, "people-log")
	one := webtest.Eval[string](p, `document.querySelector("tbody a").getAttribute("href")`)
	id := one[strings.LastIndex(one, "/")+1:]
	h.Write(func(tx *db.Tx) error {
		for _, u := range []consent.Use{{Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "q", Label: "Quote 4 in the report to sites"}, {Covers: consent.BeQuoted, Kind: consent.UseEdition, SubjectID: "e", Label: "Study update 2"}} {
			u.ParticipantID = id
			if err := consent.Register(tx, h.ID, u); err != nil {
				return err
			}
		}
		return consent.Fix(tx, consent.UseEdition, "e", "study update 2, sent in June")
	})
	p.Go(one + "/withdraw")
	look(p, "withdraw-before")
	p.Choose("One thing that they had agreed to")
	p.Choose("I agree that my words are used without my name")
	p.Fill("Who told you, and how?", "Themselves, by phone")
	p.Submit("Take it back")
	p.See("What has to be settled now")
	look(p, "withdraw-after")
	p.Go(one)
	look(p, "person-consented")
	for path, name := range map[string]string{"/settle": "people-settle", "/again": "people-again", "/present": "people-present", "/vouchers": "people-vouchers"} {
		p.Go(h.base + path)
		look(p, name)
	}
	for path, name := range map[string]string{"/lost": "person-lost", "/voucher": "person-voucher", "/consent/paper": "consent-paper"} {
		p.Go(one + path)
		look(p, name)
	}
	p.Go(one + "/voucher")
	p.Fill("Amount in pounds", "20")
	p.Fill("What is it for?", "Interview")
	p.Submit("Note the voucher")
	p.Go(h.base + "/vouchers")
	p.See("£20")
	look(p, "people-vouchers-some")
}

// A custodian finds the record of somebody about whom the study asks, joins it and
// answers.
func TestACustodianJoinsAndAnswers(t *testing.T) {
	h := open(t)
	h.Supported(h.custodian)
	who := h.reachable(h.Consented(studies.Patient, h.A))
	h.OK(participantsroom.AskClearance(h.Context(), h.DB, h.Lead, keyless, h.ID, who.ID))
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.custodian)
	p.Go("/studies/" + h.ID + "/custodian")
	look(p, "custodian-list")
	p.DontSee("Doreen")
	p.Click(who.Number)
	p.DontSee("Doreen")
	look(p, "custodian-one")
	p.Submit("Show their name")
	p.See("Doreen Marshb")
	p.Submit("Find")
	look(p, "custodian-find")
	p.Choose("Doreen Marshb")
	p.Choose("Information from their record, as they agreed")
	p.Submit("Join this record")
	p.See("The record is joined")
	look(p, "custodian-joined")
	p.Choose("They may be contacted")
	p.Submit("Send the answer")
	p.See("The study has your answer, and nothing else")
	h.Read(func(r *db.Snapshot) error {
		asked, err := participantsroom.Clearances(r, who.ID)
		if len(asked) != 1 || asked[0].Answer != participantsroom.MayBe {
			t.Errorf("answered is %+v", asked)
		}
		return err
	})
}
