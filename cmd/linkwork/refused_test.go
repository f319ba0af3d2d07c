package main

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// refusedPages have a box of the same name for each record: a page, the box, and
// a form that has it: the one to add, or the first of those to change.
var refusedPages = []struct {
	page, box string
	adds      bool
	least     int // boxes of that name in the demonstration
}{
	{"/supervision", "answer", false, 2},
	{"/team/boundaries", "boundary", false, 2},
	{"/team/boundaries", "boundary", true, 2},
	{"/people/{person}/plan", "own_words", false, 1},
}

// TestARefusedTextIsGivenBackWhereItWasTyped sends a text that is too long from
// one of several boxes of a page. It comes back in that box, with the fault;
// the other boxes stay as they were.
func TestARefusedTextIsGivenBackWhereItWasTyped(t *testing.T) {
	s := startDemo(t)
	for _, c := range refusedPages {
		b := s.as(t, "manager")
		c.page = strings.Replace(c.page, "{person}", s.cast.Person, 1)
		sent, before := pickForm(t, b.get(c.page).forms(t), c.box, c.page, c.adds, c.least)
		typed := strings.Repeat("Too long a text. ", 300)
		sent.fields.Set(c.box, typed)
		got := b.post(sent.action, sent.fields)
		if got.status != 422 {
			t.Fatalf("%s: %d, want a refusal", sent.action, got.status)
		}
		for _, f := range got.forms(t) {
			switch {
			case !f.fields.Has(c.box):
			case f.action == sent.action && strings.TrimSpace(f.fields.Get(c.box)) != strings.TrimSpace(typed):
				t.Errorf("%s gives back %.40q", f.action, f.fields.Get(c.box))
			case f.action != sent.action && f.fields.Get(c.box) != before[f.action]:
				t.Errorf("%s, which was not sent, has %.40q, had %.40q", f.action, f.fields.Get(c.box), before[f.action])
			}
		}
		wantFaultsAtBoxes(t, sent.action, got.tree(t))
	}
}

// pickForm finds a form with the box, the one that adds or the first that does
// not, and what the box of each form has. What adds goes to the page itself.
func pickForm(t *testing.T, all []form, box, page string, adds bool, least int) (picked form, before map[string]string) {
	t.Helper()
	before = make(map[string]string)
	for _, f := range all {
		if !f.fields.Has(box) {
			continue
		}
		before[f.action] = f.fields.Get(box)
		if picked.action == "" && adds == (f.action == page) {
			picked = f
		}
	}
	if picked.action == "" || len(before) < least {
		t.Fatalf("%s: %d forms with a box %q: the demonstration shows too little", page, len(before), box)
	}
	return picked, before
}

// wantFaultsAtBoxes follows the links of the error summary to boxes that are
// marked as faulty.
func wantFaultsAtBoxes(t *testing.T, action string, page *html.Node) {
	t.Helper()
	faulty, links := make(map[string]bool), 0
	for n := range page.Descendants() {
		if class := attr(n, "class"); strings.Contains(class, "nhsuk-textarea--error") || strings.Contains(class, "nhsuk-input--error") {
			faulty["#"+attr(n, "id")] = true
		}
	}
	for n := range page.Descendants() {
		if n.Data != "ul" || !strings.Contains(attr(n, "class"), "nhsuk-error-summary__list") {
			continue
		}
		for a := range n.Descendants() {
			if a.Data == "a" {
				links++
				if !faulty[attr(a, "href")] {
					t.Errorf("%s: the summary leads to %s, the faulty boxes are %v", action, attr(a, "href"), faulty)
				}
			}
		}
	}
	if links != 1 || len(faulty) != 1 {
		t.Errorf("%s: %d links to %d faulty boxes, want one", action, links, len(faulty))
	}
}
