package main

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// gate tries every route as every role on records that are not theirs. What
// may not be seen must answer exactly like what is not there.
type gate struct {
	show
	*testing.T
	surfers              map[string]*surfer // by role, "" for nobody
	actors               map[string]access.Actor
	forms                map[string]form            // a body for each route that takes one
	formsOf              map[string]map[string]form // the same by role
	own                  strangers                  // what is the link worker's
	other                strangers                  // what is another person's, of the same worker
	foreign              map[string][]strangers
	tried                int
	ownStudy, otherStudy ids             // a record of each kind: of the researcher's, and of a study whose researchers nobody knows
	bare                 map[string]bool // routes whose form was on no page
}

var parts = []string{"link-worker", "manager", "practice", "administrator", "researcher", ""}

func newGate(t *testing.T) *gate {
	s := startDemo(t)
	g := &gate{show: s, T: t, surfers: map[string]*surfer{}, actors: map[string]access.Actor{}, forms: map[string]form{}, formsOf: map[string]map[string]form{}, bare: map[string]bool{}}
	for role, account := range map[string]string{"link-worker": s.cast.LinkWorker, "manager": s.cast.Manager, "practice": s.cast.Practice, "administrator": s.cast.Administrator, "researcher": s.cast.Researcher} {
		g.actors[role] = s.actor(t, account)
	}
	g.findRecords()
	for _, role := range parts {
		g.surfers[role] = s.as(t, role)
		g.formsOf[role] = g.surfers[role].crawl(6, nothing, g.firstPages(role)...).forms
		maps.Copy(g.forms, g.formsOf[role])
	}
	g.furnishStudies()
	settle(t, s.db)
	return g
}

// firstPages are where a role begins to look around.
func (s show) firstPages(role string) []string {
	return map[string][]string{"link-worker": {"/day", "/people/" + s.cast.Person}, "manager": {"/team"}, "practice": {"/refer"},
		"administrator": {"/admin"}, "researcher": {"/studies"}, "": {"/demo", "/login"}}[role]
}

// findRecords takes everything of the Canalside network, of a colleague in the
// same team, and of another practice of the same network.
func (g *gate) findRecords() {
	kinds := slices.Sorted(maps.Keys(ofCases))
	casework := slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return !strings.Contains(ofCases[k], " cases c") })
	staff := []access.Actor{g.actors["link-worker"], g.actors["manager"]}
	canalside, lighthouse := g.practice(g, "QX101"), g.practice(g, "QY102")
	network := find(g, g.db, "another network", kinds, `c.team_id = $1`, canalside.TeamID, staff...)
	colleague := find(g, g.db, "a colleague", casework, `c.worker_id = $1`, g.account(g, "callum.reid@linkwork.example"), staff[0])
	neighbour := find(g, g.db, "another practice", []string{"referral", "offers", "line"}, `c.practice_id = $1`, lighthouse.ID)
	neighbour.of["letter"] = network.of["letter"]
	everybody := []strangers{network}
	g.foreign = map[string][]strangers{"link-worker": {network, colleague}, "manager": everybody, "practice": {network, neighbour}, "administrator": everybody, "researcher": everybody, "": everybody}
	me := staff[0].AccountID
	g.writeLetters(me)
	g.own = find(g, g.db, "the worker's own", casework, `c.state = 'engaged' AND c.worker_id = $1`, me)
	g.other = find(g, g.db, "the worker's own", casework, `c.state = 'engaged' AND c.person_id <> '`+g.own.of["person"].person+`' AND c.worker_id = $1`, me)
}

// writeLetters gives each person of the worker a letter that is not sent yet.
func (g *gate) writeLetters(worker string) {
	b := g.as(g, "link-worker")
	read(g, g.db, func(r *db.Snapshot) error {
		people, err := db.List(r, text, `SELECT person_id FROM cases WHERE state = 'engaged' AND worker_id = $1`, worker)
		for _, person := range people {
			path := "/people/" + person + "/letters/new"
			for _, f := range b.get(path).forms(g) {
				if f.action == path {
					f.fields.Set("then", "draft")
					b.post(path, f.fill("Nothing", false))
				}
			}
		}
		return err
	})
}

var wildcard = regexp.MustCompile(`\{(\w+)\}`)

func wildcards(pattern string) (names []string) {
	for _, m := range wildcard.FindAllStringSubmatch(pattern, -1) {
		names = append(names, m[1])
	}
	return names
}

// TestForeign opens one gate for all its tries: to look around as every role takes long.
func TestForeign(t *testing.T) {
	g := newGate(t)
	g.tryRecords()
	g.tryPeople()
	g.tryIDsInForms()
}

func (g *gate) tryRecords() {
	w, routes := watch(g, g.db), everyRoute()
	for _, route := range routes {
		for _, name := range wildcards(route.Pattern) {
			if ofCases[name] == "" && ofNobody[name] == "" && !(belowStudy(route) && ofStudies[name] != "") {
				g.Errorf("%s: say in foreign_test.go whose a {%s} is", route.Pattern, name)
			}
		}
		for _, role := range parts {
			if belowStudy(route) {
				g.tryStudy(route, role)
				continue
			}
			for _, set := range g.foreign[role] {
				g.try(route, role, set)
			}
		}
		w.tried(route.Pattern)
	}
	w.compare()
	g.Logf("forms that were on no page: %q", slices.Sorted(maps.Keys(g.bare)))
	g.Logf("%d routes, %d roles: %d requests on foreign records", len(routes), len(parts), g.tried)
	if g.tried < 700 {
		g.Error("the test has gone blind")
	}
}

// try asks a route for the records of a set: as they belong together, and with
// own parents and foreign children crossed.
func (g *gate) try(route visit.Route, role string, set strangers) {
	names := wildcards(route.Pattern)
	scoped := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return ofCases[n] == "" })
	allowed := role != "" && route.Who.Allows(g.actors[role])
	switch {
	case route.Who.IsPublic() && !slices.Contains(names, "token"):
		return
	case len(scoped) == 0 && allowed && !route.Who.IsPublic():
		return // nothing in it belongs to anybody else
	}
	for _, kind := range scoped {
		if set.of[kind].id == "" {
			return // a colleague's and a practice's set do not have every kind
		}
	}
	child := ""
	if i := slices.IndexFunc(scoped, func(n string) bool { return n != "person" }); i >= 0 {
		child = scoped[i]
	}
	pair := set.of[child]
	if child == "" {
		pair = set.of["person"]
	}
	g.refused(route, role, ids{"person": pair.person, child: pair.id}, "person", child)
	if child != "" && slices.Contains(scoped, "person") {
		mine := g.own.of[child]
		g.refused(route, role, ids{"person": g.own.of["person"].person, child: pair.id}, child)
		if mine.id == "" {
			return // it hangs on a team, and the worker has none of their own
		}
		g.refused(route, role, ids{"person": pair.person, child: mine.id}, "person")
		g.refused(route, role, ids{"person": g.notThe(mine.person), child: mine.id}, child)
	}
}

// notThe is another person of the worker's own.
func (g *gate) notThe(person string) string {
	if mine := g.own.of["person"].person; mine != person {
		return mine
	}
	return g.other.of["person"].person
}

// ids stand for wildcards, by name.
type ids map[string]string

// refused asks with ids of which some are not theirs, and again with ids that
// there are not in place of those.
func (g *gate) refused(route visit.Route, role string, with ids, foreign ...string) {
	g.Helper()
	unknown := maps.Clone(with)
	for _, name := range foreign {
		unknown[name] = db.NewID(time.Now())
	}
	got, path := g.ask(route, role, with)
	want, _ := g.ask(route, role, unknown)
	g.tried++
	if role == "" && !route.Who.IsPublic() {
		if got.status != http.StatusSeeOther || got.location != "/login" {
			g.Errorf("%s %s, nobody logged in: %d %s", method(route), path, got.status, got.location)
		}
		return
	}
	if got.masked() != want.masked() || got.status != want.status || idText.ReplaceAllString(got.location, "ID") != idText.ReplaceAllString(want.location, "ID") {
		g.Errorf("%s %s as %s: %d %s; what is not there: %d %s", method(route), path, role, got.status, got.location, want.status, want.location)
	}
	if got.status != http.StatusNotFound && !route.Who.IsPublic() {
		g.Errorf("%s %s as %s: %d %s, want 404", method(route), path, role, got.status, got.location)
	}
}

func (g *gate) ask(route visit.Route, role string, with ids) (answer, string) {
	path := g.path(route, with)
	if method(route) == http.MethodGet {
		return g.surfers[role].get(path), path
	}
	f, known := g.forms[route.Pattern]
	if !known {
		g.bare[route.Pattern] = true
		f = form{fields: url.Values{"_version": {"1"}, "words": {"Said so by phone"}}}
	}
	return g.surfers[role].post(path, f.fill("Some words", false)), path
}

// path is the address of a route with ids in place of its wildcards.
func (g *gate) path(route visit.Route, with ids) string {
	return wildcard.ReplaceAllStringFunc(strings.Replace(pathOf(route), "{$}", "", 1), func(w string) string {
		if id := with[strings.Trim(w, "{}")]; id != "" {
			return id
		}
		return g.anyOf(strings.Trim(w, "{}"), with)
	})
}

// anyOf is a value for a wildcard that belongs to nobody in particular. A
// token is tried with the id of what a link could be for.
func (g *gate) anyOf(name string, with ids) (id string) {
	switch name {
	case "role":
		return "nobody"
	case "token":
		if with["person"] != "" {
			return with["person"]
		}
		return db.NewID(time.Now())
	case "key":
		return "contact." + db.NewID(time.Now())
	}
	table, known := map[string]string{"service": "services", "account": "accounts", "message": "messages"}[name]
	if !known {
		return db.NewID(time.Now()) // of a second record in one address
	}
	read(g, g.db, func(r *db.Snapshot) (err error) {
		id, err = db.One(r, text, `SELECT id FROM `+table+` ORDER BY id LIMIT 1`)
		return err
	})
	return id
}

func method(r visit.Route) string { m, _, _ := strings.Cut(r.Pattern, " "); return m }
func pathOf(r visit.Route) string { _, p, _ := strings.Cut(r.Pattern, " "); return p }
