package main

import (
	"strings"
	"testing"

	"linkwork/internal/web/webtest"
)

// TestReflectionsAreOnNoPaper keeps a note that names a person beside a
// contact, and looks for its words wherever that person's record is shown or
// printed, and among who has looked.
func TestReflectionsAreOnNoPaper(t *testing.T) {
	s := startDemo(t)
	j := &journey{t: t, show: s, browser: webtest.Start(t)}
	p := j.be("link-worker")
	person := "/people/" + s.cast.Person
	const secret = "Quillon bench"
	p.Go(person + "/contacts/new")
	p.Fill("words", "We spoke about Sunday.")
	p.Click("I used my judgement here")
	p.Choose("Met somewhere else")
	p.Fill("reflection", secret)
	p.Choose("Link this note to")
	p.Submit("Save contact")
	p.See("Contact recorded")
	for _, page := range []string{"", "/contacts", "/plan", "/plan/print", "/details", "/sharing", "/sharing/print", "/messages", "/letters", "/letters/new", "/looked", "/record"} {
		if page == "/record" { // a file, not a page
			if body := s.as(t, "link-worker").get(person + page).body; strings.Contains(body, secret) {
				t.Error("the record as a file has the note")
			}
			continue
		}
		p.Go(person + page)
		if strings.Contains(p.Text(), secret) {
			t.Errorf("%s shows the note", page)
		}
		paper := p.Paper()
		if strings.Contains(paper, secret) {
			t.Errorf("%s prints the note", page)
		}
		if !strings.Contains(paper, s.name(t)) && page != "/plan/print" && page != "/sharing/print" {
			t.Errorf("%s does not print whom it is about: %.200s", page, paper)
		}
	}
	p.Go("/reflections")
	p.See(secret)
	if strings.Contains(p.Paper(), secret) {
		t.Error("the worker's own page is printed")
	}
	manager := j.be("manager")
	for _, page := range []string{person, person + "/contacts", "/supervision", "/team"} {
		manager.Go(page)
		manager.DontSee(secret)
	}
}

// name is the last name of the person whom the demonstration shows first.
func (s show) name(t *testing.T) string {
	return s.one(t, `SELECT p.family FROM people p WHERE p.id = $1`, s.cast.Person)
}
