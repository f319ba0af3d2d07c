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

// tryIDsInForms puts the ids of another network's records into the fields of forms
// that are the sender's own. Nothing may come of it.
func (g *gate) tryIDsInForms() {
	w, tried := watch(g, g.db), 0
	for _, role := range []string{"link-worker", "manager", "practice"} {
		for pattern, f := range g.formsOf[role] {
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
						g.Errorf("%s as %s with a foreign %s as %s: %d", pattern, role, kind, name, got.status)
					}
					w.tried(fmt.Sprintf("%s as %s with %s as %s: %d", pattern, role, kind, name, got.status))
				}
			}
		}
	}
	w.compare()
	g.Logf("%d forms sent with foreign ids", tried)
	if tried < 30 {
		g.Error("the test has gone blind")
	}
}

// tryPeople searches for somebody of another network by name.
func (g *gate) tryPeople() {
	var name string
	read(g, g.db, func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT given || ' ' || family FROM people WHERE id = $1`, g.foreign["manager"][0].of["person"].person).Scan(&name)
	})
	for _, role := range []string{"link-worker", "manager"} {
		b := g.surfers[role]
		words := b.post("/people/search", url.Values{"q": {name}})
		none := b.post("/people/search", url.Values{"q": {"Nobody Atall"}})
		for _, id := range idText.FindAllString(words.body, -1) {
			if id == g.foreign[role][0].of["person"].person {
				g.Errorf("%s finds %s of another network", role, name)
			}
		}
		if words.status != none.status {
			g.Errorf("%s: %d and %d", role, words.status, none.status)
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
			} else if len(looked) == 100 {
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
