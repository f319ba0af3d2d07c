package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// TestForeignIdsInForms puts the ids of another network's records into the
// fields of forms that are the sender's own. Nothing may come of it.
func TestForeignIdsInForms(t *testing.T) {
	g := newGate(t)
	before, tried := contents(t, g.db), 0
	for _, role := range []string{"link-worker", "manager", "practice"} {
		for pattern, f := range g.formsOf[role] {
			var sent []string // what of this form, until the next look at all tables
			for name, values := range f.fields {
				if name[0] == '_' || !idText.MatchString(values[0]) && !idText.MatchString(name) {
					continue
				}
				for kind, x := range g.foreign[role][0].of {
					if role == "practice" && kind != "referral" && kind != "letter" || kind == "surgery" { // everybody may name any practice
						continue
					}
					fields := f.fill("Some words", false)
					fields.Del(name)
					fields.Set(idText.ReplaceAllString(name, x.id), idText.ReplaceAllString(values[0], x.id))
					got := g.surfers[role].post(f.action, fields)
					if tried++; got.status >= 500 {
						t.Errorf("%s as %s with a foreign %s as %s: %d", pattern, role, kind, name, got.status)
					}
					sent = append(sent, fmt.Sprintf("%s as %s: %d", kind, name, got.status))
				}
			}
			if len(sent) == 0 {
				continue
			}
			if which := changed(before, contents(t, g.db)); which != nil {
				t.Errorf("%s as %s with foreign ids changed %v; sent: %q", pattern, role, which, sent[:min(5, len(sent))])
				before = contents(t, g.db)
			}
		}
	}
	t.Logf("%d forms sent with foreign ids", tried)
	if tried < 30 {
		t.Error("the test has gone blind")
	}
}

// TestForeignPeopleAreNotFound searches for somebody of another network by
// name.
func TestForeignPeopleAreNotFound(t *testing.T) {
	g := newGate(t)
	var name string
	read(t, g.db, func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT given || ' ' || family FROM people WHERE id = $1`, g.foreign["manager"][0].of["person"].person).Scan(&name)
	})
	for _, role := range []string{"link-worker", "manager"} {
		b := g.surfers[role]
		words := b.post("/people/search", url.Values{"q": {name}})
		none := b.post("/people/search", url.Values{"q": {"Nobody Atall"}})
		for _, id := range idText.FindAllString(words.body, -1) {
			if id == g.foreign[role][0].of["person"].person {
				t.Errorf("%s finds %s of another network", role, name)
			}
		}
		if words.status != none.status {
			t.Errorf("%s: %d and %d", role, words.status, none.status)
		}
	}
}

// gets that change something on purpose: that a practice has read a letter is
// noted when the letter is read.
var noted = map[string][]string{"GET /refer/letters/{letter}": {"letters"}}

func TestLookingChangesNothing(t *testing.T) {
	s := startDemo(t)
	settle(t, s.db)
	reached := map[string]bool{}
	for _, role := range parts {
		before := contents(t, s.db)
		var looked []string // since all tables were last compared, which takes longer than a look
		compare := func(expected []string) {
			after := contents(t, s.db)
			if which := changed(before, after); which != nil && !slices.Equal(which, expected) {
				t.Errorf("one of these changed %v as %s: %q", which, role, looked)
			}
			before, looked = after, nil
		}
		s.as(t, role).crawl(2, func(pattern, path string, _ answer) {
			reached[pattern] = true
			if looked = append(looked, path); noted[pattern] != nil {
				compare(noted[pattern])
			} else if len(looked) == 20 {
				compare(nil)
			}
		}, s.firstPages(role)...)
		compare(nil)
	}
	for _, r := range everyRoute() {
		if method(r) == http.MethodGet && !reached[r.Pattern] {
			t.Logf("no link leads to %s", r.Pattern)
		}
	}
	t.Logf("pages of %d routes looked at", len(reached))
	if len(reached) < 40 {
		t.Error("the test has gone blind")
	}
}

func TestARouteWithoutPermissionIsRefused(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a route without a permission was registered")
		}
	}()
	visit.Mux(&visit.House{}, []visit.Route{{Pattern: "GET /open", Handle: func(*visit.Visit) error { return nil }}})
}
