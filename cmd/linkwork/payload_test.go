package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"linkwork/internal/db"
	"linkwork/internal/web/webtest"
)

// siege saves hostile texts wherever text can be typed and looks at every page
// that shows them.
type siege struct {
	show
	*testing.T
	by     map[string]*surfer
	person string
	saved  map[string]int             // forms that were taken, by pattern
	shown  map[string]map[string]bool // by text: the routes that show it
	looked int
	routes finder
}

func newSiege(t *testing.T) *siege {
	s := startDemo(t)
	g := &siege{show: s, T: t, by: map[string]*surfer{}, person: "/people/" + s.cast.Person, saved: map[string]int{}, shown: map[string]map[string]bool{}, routes: newFinder()}
	for _, role := range parts {
		g.by[role] = s.as(t, role)
	}
	read(t, s.db, func(r *db.Snapshot) (err error) { // somebody whose letters come to the practice that can be played
		s.cast.Person, err = db.One(r, text, `SELECT p.id FROM people p JOIN cases c ON c.person_id = p.id JOIN connections n ON n.person_id = p.id
			WHERE c.worker_id = $1 AND c.state = 'engaged' AND p.practice_id = $2 ORDER BY p.id LIMIT 1`, s.cast.LinkWorker, s.cast.PracticeID)
		return err
	})
	g.person = "/people/" + s.cast.Person
	return g
}

// typed are the pages with forms for text, by role, in the order of work.
func (g *siege) typed() [][2]string {
	p := g.person
	return [][2]string{{"practice", "/refer"}, {"practice", "/refer/short"}, {"", "/ask-for-help"}, {"link-worker", p}, {"link-worker", p + "/contacts/new"}, {"link-worker", p + "/plan"},
		{"link-worker", p + "/holding"}, {"link-worker", p + "/appointment"}, {"link-worker", p + "/details"}, {"link-worker", p + "/details/edit"}, {"link-worker", p + "/find"},
		{"link-worker", p + "/connections"}, {"link-worker", p + "/letters/new"}, {"link-worker", "/services"}, {"link-worker", "/day"}, {"link-worker", "/caseload"},
		{"administrator", "/admin/accounts"}, {"administrator", "/admin/places"}, {"administrator", "/admin/settings"}}
}

// show are pages that show what was typed.
func (g *siege) shows() [][2]string {
	p := g.person
	return [][2]string{{"link-worker", p}, {"link-worker", p + "/contacts"}, {"link-worker", p + "/plan"}, {"link-worker", p + "/details"}, {"link-worker", p + "/details/edit"},
		{"link-worker", p + "/holding"}, {"link-worker", p + "/connections"}, {"link-worker", p + "/close"}, {"link-worker", p + "/letters"}, {"link-worker", p + "/letters/new"},
		{"link-worker", "/day"}, {"link-worker", "/caseload"}, {"manager", "/referrals"}, {"manager", "/team"}, {"manager", "/team/holding"}, {"manager", "/team/holding/ledger"}, {"practice", "/refer"}, {"practice", "/refer/sent"},
		{"administrator", "/admin"}, {"administrator", "/admin/accounts"}, {"administrator", "/admin/places"}, {"administrator", "/admin/settings"},
		{"", "/help"}, {"", "/ask-for-help"}, {"", "/demo"}, {"", "/demo/outbox"}}
}

func TestPayloads(t *testing.T) {
	g := newSiege(t)
	all := payloads()
	for _, p := range all {
		for _, at := range g.typed() {
			g.attack(at[0], at[1], p.text)
		}
		for _, at := range g.shows() {
			g.look(at[1], g.by[at[0]].get(at[1]), p.text)
		}
	}
	last := all[0].text
	for _, role := range parts {
		g.by[role].crawl(12, func(_, path string, a answer) { g.look(path, a, last) }, g.firstPages(role)...)
	}
	for _, p := range all {
		if !p.loose && len(g.shown[p.text]) < 8 {
			t.Errorf("%q is shown by %v only", p.text, slices.Sorted(maps.Keys(g.shown[p.text])))
		}
	}
	for _, pattern := range slices.Sorted(maps.Keys(g.saved)) {
		t.Logf("%3d of %d texts taken by %s", g.saved[pattern], len(all), pattern)
	}
	t.Logf("%d pages looked at", g.looked)
	g.askMore(all)
	g.connect(all)
	g.sendLetter(all)
	g.inBrowser()
}

// attack types a text into every field of every form of a page. A field that
// takes only some texts gets a proper one at the second try.
func (g *siege) attack(role, page, words string) {
	g.Helper()
	first := g.by[role].get(page)
	g.look(page, first, words)
	done := map[string]bool{}
	for _, f := range first.forms(g.T) {
		pattern := g.routes.pattern(http.MethodPost, f.action)
		if len(f.texts) == 0 || done[pattern] {
			continue
		}
		done[pattern] = true
		bad := f.fill(words, true)
		for _, name := range f.texts {
			bad.Set(name, words)
		}
		got := g.by[role].post(f.action, bad)
		g.look(f.action, got, words)
		for try := range 4 {
			if got.status == http.StatusSeeOther {
				break
			}
			fields := f.fill(words, true)
			faulty := got.faulty(g.T)
			for _, name := range f.texts {
				if try > 0 && slices.ContainsFunc(faulty, func(f string) bool { return name == f || strings.HasPrefix(name, f+"-") }) {
					fields.Set(name, f.fields.Get(name))
				}
			}
			if next := g.again(got, f.action); next != nil {
				f.fields.Set("_once", next.fields.Get("_once"))
			}
			got = g.by[role].post(f.action, fields)
			g.look(f.action, got, words)
		}
		if got.status == http.StatusSeeOther {
			g.saved[pattern]++
		} else if _, known := g.saved[pattern]; !known {
			g.saved[pattern] = 0
		}
	}
}

// again is the form as it came back.
func (g *siege) again(a answer, action string) *form {
	for _, f := range a.forms(g.T) {
		if f.action == action {
			return &f
		}
	}
	return nil
}

// faulty names the fields that the summary of faults leads to.
func (a answer) faulty(t testing.TB) (names []string) {
	for n := range a.tree(t).Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" && strings.HasPrefix(attr(n, "href"), "#") {
			name := strings.TrimPrefix(attr(n, "href"), "#")
			names = append(names, name, strings.TrimSuffix(name, "-day"))
		}
	}
	return names
}

// look checks a page for harm and notes which texts it shows.
func (g *siege) look(path string, a answer, words string) {
	g.Helper()
	g.looked++
	if a.status >= 500 {
		g.Errorf("%s: %d after %.60q", path, a.status, words)
	}
	if strings.ContainsAny(a.location, "<>\"'\r\n") {
		g.Errorf("%s leads to %q", path, a.location)
	}
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return
	}
	root := a.tree(g.T)
	mail := strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") // a mail that is looked at bears its styles
	for _, harm := range harms(root) {
		if mail && strings.HasSuffix(harm, "style: never on our pages") {
			continue
		}
		g.Errorf("%s after %.60q: %s", path, words, harm)
	}
	if shows(root, words) {
		if g.shown[words] == nil {
			g.shown[words] = map[string]bool{}
		}
		g.shown[words][g.routes.pattern(http.MethodGet, strings.SplitN(path, "?", 2)[0])] = true
	}
}

// inBrowser looks at pages full of payloads with a real browser: nothing runs,
// and the policy has nothing to stop.
func (g *siege) inBrowser() {
	b := webtest.Start(g.T)
	for role, pages := range map[string][]string{
		"link-worker":   {g.person, g.person + "/contacts", g.person + "/plan", g.person + "/details/edit", "/referrals", g.person + "/letters/new"},
		"administrator": {"/admin/places", "/demo/outbox"},
	} {
		p := b.Page(g.T, g.url)
		p.Go("/demo")
		p.Submit(buttonOf(role))
		for _, page := range pages {
			p.Go(page)
			if ran := webtest.Eval[string](p, `String(window.lwx)`); ran != "undefined" {
				g.Errorf("%s: a payload ran", page)
			}
			if n := webtest.Eval[int](p, `document.querySelectorAll("[lwx]").length`); n != 0 {
				g.Errorf("%s: %d elements of payloads", page, n)
			}
			if !webtest.Eval[bool](p, `/q\d\dz/.test(document.documentElement.innerHTML)`) {
				g.Errorf("%s shows no payload: the test has gone blind", page)
			}
		}
		p.NoTroubles()
	}
}
