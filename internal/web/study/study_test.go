package study_test

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// A new study says what to do first, where, and what is done; not once it is open.
func TestANewStudySaysWhatToDoFirst(t *testing.T) {
	h := open(t)
	b := h.as(h.Lead)
	at := b.Post("/studies/new", "name", "Quiet hours", "title", "What happens between two visits", "lead", h.Lead.AccountID).Location
	page := b.Get(at).Is(t, 200, "What to do first", "Say what the study is", `href="`+at+`/plan/change"`, `href="`+at+`/sites"`, `href="`+at+`/plan#steps"`, "To do")
	if strings.Contains(page.Body, ">Done<") {
		t.Error("something is done in a study in which nothing was")
	}
	b.Post(at+"/sites", "pseudonym", "Site A", "name", "Canalside")
	b.Get(at).Is(t, 200, ">Done<")
	b.Post(at+"/plan/state", "_version", "1", "state", "open").Leads(t, at+"/plan")
	b.Get(at).Is(t, 200, "!What to do first")
	b.Post("/studies/new", "name", "", "title", "", "lead", "").Is(t, 422, "Enter a short name", "Enter the title")
}

var (
	countedLink = regexp.MustCompile(`href="(/studies/[^"]*/counted\?[^"]*)">([^<]*)<`)
	firstNumber = regexp.MustCompile(`[0-9]+`)
)

// Every number of the overview and of the report is as many as the rows that it opens.
func TestNumbersOpenTheirRows(t *testing.T) {
	h := open(t)
	h.Consented(studies.LinkWorker, h.B)
	p := h.Consented(studies.Patient, h.A)
	_, err := consent.Withdraw(h.Context(), h.DB, h.Lead, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: p.ID, Level: consent.NoCollection, How: "By phone"})
	h.OK(err)
	lead := h.as(h.Lead)
	lead.Post(h.base+"/amendments", append([]string{"number", "AM01", "category", "urgent", "words", "x"}, typed("submitted", h.Today())...)...)
	lead.Post(h.base+"/events", append([]string{"kind", "deviation", "site", h.A, "words", "x"}, typed("day", h.Today())...)...)
	h.OK(studies.SetTarget(h.Context(), h.DB, h.Lead, keyless, studies.Target{StudyID: h.ID, Measure: studies.TookPart, SiteID: h.A, Planned: 12, Words: "protocol"}))
	for path, least := range map[string]int{h.base: 6, h.base + "/report": 7} {
		links := countedLink.FindAllStringSubmatch(lead.Get(path).Is(t, 200).Body, -1)
		if len(links) < least {
			t.Errorf("%s has %d numbers only", path, len(links))
		}
		for _, l := range links {
			rows := lead.Get(html.UnescapeString(l[1])).Is(t, 200)
			if got, want := max(0, strings.Count(rows.Body, "<tr")-1), firstNumber.FindString(l[2]); want != "" && strconv.Itoa(got) != want {
				t.Errorf("%s says %s and opens %d rows", l[1], want, got)
			}
		}
	}
	lead.Get(h.base).Is(t, 200, "1 of 12", `<span class="nhsuk-u-visually-hidden">Consented: </span>`)
	lead.Get(h.base+"/report").Is(t, 200, "1 nothing more is collected", "1 submitted")
	lead.Get(h.base+"/counted?what=withdrew&which=no-collection").Is(t, 200, p.Number)
	for _, nothing := range []string{"what=unicorns", "what=unicorns&who=patient", "what=withdrew", "what=people&which=x", ""} {
		lead.Get(h.base+"/counted?"+nothing).Is(t, 404)
	}
}

// Whoever reads no rows sees totals, sites and amendments, and nobody's withdrawal.
func TestWhoReadsNoRowsSeesTotals(t *testing.T) {
	h := open(t)
	h.Consented(studies.Patient, h.A)
	_, err := studies.Take(h.Context(), h.DB, h.Lead, keyless, studies.Member{StudyID: h.ID, AccountID: h.Harbour.Manager.AccountID, Role: studies.Monitor})
	h.OK(err)
	var seat studies.Seat
	h.Read(func(r *db.Snapshot) (err error) {
		seat, err = studies.Enter(r, h.Harbour.Manager, h.ID, studies.Follow)
		return
	})
	if participants.ReadsRows(seat) {
		t.Fatal("a manager reads rows")
	}
	b := h.as(h.Harbour.Manager)
	b.Get(h.base+"/report").Is(t, 200, "Site A", "!Consented<", "!what=withdrew")
	b.Get(h.base+"/counted?what=withdrew&which=no-use").Is(t, 404)
	b.Get(h.base+"/counted?what=sites").Is(t, 200, "Site A")
}

// Shares of a few people are told as they are.
func TestTheReportSaysSharesOfFewAsTheyAre(t *testing.T) {
	h := open(t)
	h.Consented(studies.Patient, h.A)
	for who, planned := range map[studies.Kind]int{"": 3, studies.Patient: 40} {
		h.OK(studies.SetTarget(h.Context(), h.DB, h.Lead, keyless, studies.Target{StudyID: h.ID, Measure: studies.TookPart, Who: who, Planned: planned, Words: "protocol"}))
	}
	h.as(h.Lead).Get(h.base+"/report").Is(t, 200, "1 of 3", "!33.3%", "2.5%")
}

// Everybody may read who answers for a study; what was saved stands on the plan.
func TestThePublicPageSaysWhoAnswers(t *testing.T) {
	h := open(t)
	everybody, lead := h.site.Browser(), h.as(h.Lead)
	page := "/research/" + h.ID
	everybody.Get(page).Is(t, 404)
	version := func() string { return strconv.Itoa(h.now().Version) }
	lead.Post(h.base+"/plan/page", "_version", version(), "published", "yes").Is(t, 422, "The page needs a summary in plain English", "the sponsor, the controller of the data, the lawful basis")
	h.change(func(s *studies.Study) {
		s.Summary, s.Enquiries, s.Acknowledgement, s.Disclaimer = "What link workers do.", "study@linkwork.example", "Funded by nobody.", "Our own views."
		s.Identifiers = studies.Identifiers{Sponsor: "Quay University", Funder: "A made-up funder", Award: "MU-1", Registration: "ISRCTN12345678", REC: "24/SC/0123"}
		s.Data.Controller, s.Data.Basis, s.Data.Condition = "Quay University, data office", "A task in the public interest", "Research in the public interest"
	})
	lead.Get(h.base+"/plan").Is(t, 200, "What link workers do.", "Funded by nobody.", "Our own views.", "study@linkwork.example")
	lead.Post(h.base+"/plan/page", "_version", version(), "published", "yes").Leads(t, h.base+"/plan")
	everybody.Get(page).Is(t, 200, "Who is responsible", "Quay University", "Quay University, data office", "A task in the public interest. For information about health: Research in the public interest. This is apart from saying yes",
		"ISRCTN12345678", "24/SC/0123", "A made-up funder, MU-1", "Funded by nobody.", "Our own views.", "mailto:study@linkwork.example", h.Lead.Name)
	everybody.Post(page, "name", "A neighbour", "words", "When?").Is(t, 422, "Enter an email address or a phone number", "A neighbour")
	everybody.Post(page, "name", "A neighbour", "reply_to", "a@example.org", "words", "When does it begin?").Is(t, 200, "Your question is with the team")
	asked := lead.Get(h.base+"/enquiries").Is(t, 200, "When does it begin?")
	answer := asked.Action("/enquiries/")
	lead.Post(answer, "answer", "").Is(t, 422, "Say in a line what was answered")
	lead.Post(answer, "answer", "In May").Leads(t, h.base+"/enquiries")
	h.as(h.Field).Get(h.base+"/enquiries").Is(t, 404)
}

// A study is not there for whoever plays no part in it, whatever they ask or send.
func TestAStudyIsNotThereForOthers(t *testing.T) {
	h := open(t)
	b := h.as(h.Harbour.First)
	for _, below := range []string{"", "/report", "/counted?what=sites", "/plan", "/plan/change", "/team", "/sites", "/sites/" + h.A, "/documents", "/versions/" + h.SheetID, "/versions/" + h.SheetID + "/file", "/amendments", "/events", "/enquiries"} {
		b.Get(h.base+below).Is(t, 404)
	}
	for _, below := range []string{"/plan/state", "/plan/aims", "/sites", "/sites/" + h.A + "/state", "/documents", "/amendments", "/events", "/team"} {
		b.Post(h.base+below, "_version", "1", "state", "archived").Is(t, 404)
	}
}
