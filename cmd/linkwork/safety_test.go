package main

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/web/webtest"
)

// What a concern says, in words that stand nowhere else.
const (
	seenWords  = "Quarrelling heron"
	firstWords = "Ring the tin bell twice"
)

// TestSafety raises a concern in a browser, with a fault first, and lets the
// lead acknowledge it, act and close it.
func TestSafety(t *testing.T) {
	s := startDemo(t)
	j := &journey{t: t, show: s, browser: webtest.Start(t)}
	j.worker = j.be("link-worker")
	p, person := j.worker, "/people/"+s.cast.Person
	p.Go(person)
	p.Click("If you are worried about")
	p.See("Are you thinking of ending your life?")
	p.See("111, then 2")
	j.shown(p, "safety-worried")
	p.Click("Raise a concern")
	j.shown(p, "safety-concern")
	p.Fill("seen", seenWords)
	p.Submit("Raise the concern")
	p.See("Choose whether somebody is in danger now")
	if p.Value("seen") != seenWords {
		t.Error("what was seen was not kept")
	}
	j.shown(p, "safety-concern-with-faults")
	fillConcern(p)
	p.See("Jo Hart was told and has not acknowledged it yet")
	j.shown(p, "safety-raised")
	p.Go(person)
	p.Click("See what to do")
	p.See(firstWords)
	p.See(seenWords)
	j.shown(p, "safety-flag")

	m := j.be("manager")
	m.See("Safety")
	m.Go("/safety")
	j.shown(m, "safety-register")
	m.Click(s.one(t, `SELECT p.given || ' ' || p.family FROM people p WHERE p.id = $1`, s.cast.Person))
	j.shown(m, "safety-concern-new")
	m.Submit("Acknowledge: I have it")
	m.Submit("Save")
	m.See("Choose what happened")
	j.shown(m, "safety-step-with-faults")
	m.Choose("Referred to the local authority")
	m.Fill("reference", "SA-77")
	m.Fill("words", "Adult social care, by phone")
	m.Fill("day-day", "1")
	m.Fill("day-month", "11")
	m.Fill("day-year", "2025")
	m.Submit("Save")
	m.See("reference SA-77")
	j.shown(m, "safety-concern-in-hand")
	concern := m.Path()
	j.asksWhy(m, person)
	m.Go(concern)
	m.Click("Close the concern")
	m.Submit("Close the concern")
	m.See("Choose how it ended")
	j.shown(m, "safety-close-with-faults")
	m.Choose("The person is safer now")
	m.Fill("words", "He has moved out")
	m.Choose("No, take it down")
	m.Submit("Close the concern")
	m.See("Open it again")
	j.shown(m, "safety-closed")
	p.Go(person)
	p.DontSee("1 safety flag")
	m.Go("/team/safety")
	j.shown(m, "safety-leads")
	m.NoTroubles()
	p.NoTroubles()
}

// asksWhy puts the manager out of charge, who then has to say why before the
// reason is shown, and back.
func (j *journey) asksWhy(m *webtest.Page, person string) {
	lead := func(first string) {
		m.Go("/team/safety")
		m.Select("lead_1", first)
		m.Select("lead_2", "Nobody")
		m.Submit("Save")
		m.See("Saved")
	}
	lead("Callum Reid")
	m.Go("/safety")
	m.See("Callum Reid reads the safeguarding concerns of your team")
	m.DontSee("Nobody has acknowledged these")
	m.Go(person + "/safety")
	m.See(firstWords)
	m.DontSee(seenWords)
	m.Submit("Show the reason")
	m.See("Choose why you need to see the reason")
	j.shown(m, "safety-show-with-faults")
	m.Choose("I am supervising their link worker")
	m.Submit("Show the reason")
	m.See(seenWords)
	j.shown(m, "safety-shown")
	j.restricts(m, person)
	lead("Jo Hart")
	m.Go(person + "/restrict")
	j.shown(m, "safety-restricted")
	m.Submit("Lift the restriction")
	m.See("Lifted")
	m.Go("/safety")
	j.shown(m, "safety-register-full")
	m.Click("Look into it") // one: nobody looks into their own
	m.See("Callum is on leave today")
	m.Fill("note", "Asked both. It was right.")
	j.shown(m, "safety-look")
	m.Submit("Looked into")
	m.See("Looked into lately")
}

// restricts lets a manager who is not in charge restrict a record without
// naming themselves, and see what is left of it in the team's list.
func (j *journey) restricts(m *webtest.Page, person string) {
	m.Go(person + "/details")
	m.Click("Restrict this record")
	m.Submit("Restrict the record")
	m.See("Choose why")
	j.shown(m, "safety-restrict-with-faults")
	m.Choose("They asked for it")
	m.Fill("words", "Well known in the town")
	m.Untick("Jo Hart")
	m.Submit("Restrict the record")
	m.Go("/caseload?list=team&page=99") // where it stands says nothing: at the end
	m.See("Restricted person")
	j.shown(m, "safety-restricted-row")
	m.Go("/safety/emergency")
	m.Submit("Open the record")
	m.See("Enter the NHS number, or the last name")
	j.shown(m, "safety-emergency-with-faults")
	m.Fill("nhs_number", j.one(j.t, `SELECT nhs_number FROM people WHERE id = $1`, j.cast.Person))
	m.Fill("why", "At the door and it cannot wait")
	m.Submit("Open the record")
	m.See("Open in an emergency")
	m.See("Restricted record.")
	j.shown(m, "safety-opened")
	j.worker.Go("/day")
	j.worker.See("At the door and it cannot wait")
	j.shown(j.worker, "safety-day-opened")
}

func fillConcern(p *webtest.Page) {
	p.Choose("Is somebody in danger now? > No")
	p.Choose("I saw or heard it myself")
	p.Choose("Self-neglect")
	p.Choose("They know and agree")
	p.Fill("seen", seenWords)
	p.Fill("first_do", firstWords)
	p.Submit("Raise the concern")
}

// TestSafetyWordsAreOnNoPaper raises a concern and looks for its words wherever
// the person's record is shown, printed, written down, searched or sent.
func TestSafetyWordsAreOnNoPaper(t *testing.T) {
	s := startDemo(t)
	j := &journey{t: t, show: s, browser: webtest.Start(t)}
	p, person := j.be("link-worker"), "/people/"+s.cast.Person
	p.Go(person + "/safety/concern")
	fillConcern(p)
	p.See("has not acknowledged it yet")
	told := func(where, text string) {
		t.Helper()
		for _, words := range []string{seenWords, firstWords} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(words)) {
				t.Errorf("%s says %q", where, words)
			}
		}
	}
	pages := 0
	for role, from := range map[string][]string{"link-worker": {person, "/day", "/day/sheet"}, "manager": {"/team", person}, "practice": {"/refer/sent"}, "administrator": {"/admin"}, "": {"/demo/outbox"}} {
		s.as(t, role).crawl(3, func(pattern, path string, got answer) {
			if pages++; !strings.Contains(pattern, "safety") {
				told(role+" "+path, got.body)
			}
			title, _, _ := strings.Cut(got.body, "</title>")
			told("the title of "+path, title)
		}, from...)
	}
	if pages < 100 {
		t.Errorf("only %d pages were looked at", pages)
	}
	told("the record", s.as(t, "link-worker").get(person+"/record").body)
	for _, path := range []string{person, person + "/safety", person + "/worried", person + "/plan/print", person + "/sharing/print", person + "/letters/new", person + "/looked", "/day/sheet", "/safety"} {
		p.Go(path)
		p.Print(true)
		told("the print of "+path, p.Text())
		p.Print(false)
	}
	p.Go(person + "/safety")
	p.See(firstWords) // it is there to be seen
	read(t, s.db, func(r *db.Snapshot) error {
		for _, table := range []string{"messages", "audit", "letters", "jobs", "drafts"} {
			told("table "+table, strings.Join(rowsOf(t, r, table), "\n"))
		}
		return nil
	})
	found := s.as(t, "manager").post("/people/search", map[string][]string{"q": {seenWords}})
	told("the search", strings.ReplaceAll(found.body, seenWords, ""))
	if slices.Contains(idText.FindAllString(found.body, -1), s.cast.Person) {
		t.Error("the search finds the person by what a concern says")
	}
}

// rowsOf is every row of a table as text.
func rowsOf(t *testing.T, r *db.Snapshot, table string) []string {
	columns, err := db.List(r, text, `SELECT name FROM pragma_table_info($1)`, table)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.List(r, text, `SELECT quote("`+strings.Join(columns, `") || ',' || quote("`)+`") FROM "`+table+`"`)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
