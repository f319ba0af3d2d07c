package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// identifying are what tells who a person in care is, or where: how each column is
// written on pages and in files.
func identifying(t testing.TB, d *db.DB) map[string]string {
	of := make(map[string]string) // column by value
	read(t, d, func(r *db.Snapshot) error {
		for _, column := range []string{"nhs_number", "substr(nhs_number, 1, 3) || ' ' || substr(nhs_number, 4, 3) || ' ' || substr(nhs_number, 7)", "phone", "email", "address", "postcode", "given || ' ' || family", "family || ', ' || given"} {
			values, err := db.List(r, text, `SELECT `+column+` FROM people WHERE nhs_number IS NOT NULL`)
			if err != nil {
				return err
			}
			for _, v := range values {
				if v = strings.TrimSpace(v); v != "" {
					of[v] = column
				}
			}
		}
		return nil
	})
	return of
}

// told are the columns of which a page tells a value.
func told(of map[string]string, page string) (columns []string) {
	for value, column := range of {
		if strings.Contains(page, value) && !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	return columns
}

// TestNoResearchRoleReadsCare follows every link and file from the first page of each
// research role, and then asks every route of the house, by address and by form, for
// the records of people in care, searching for them by name. Nothing that comes back
// tells who or where any of them is. The same looks as a link worker find them.
func TestNoResearchRoleReadsCare(t *testing.T) {
	s := startDemo(t)
	secret := identifying(t, s.db)
	offered := offeredToStudies(t, s.db)
	maps.DeleteFunc(secret, func(value, _ string) bool { return offered[value] })
	g := &gate{show: s, T: t, surfers: map[string]*surfer{}, forms: map[string]form{}, bare: map[string]bool{},
		actors: map[string]access.Actor{"link-worker": s.actor(t, s.cast.LinkWorker), "manager": s.actor(t, s.cast.Manager)}}
	g.findRecords()
	seen := map[string]bool{}
	for _, role := range []string{"link-worker", "manager", "practice", "administrator"} {
		found := s.as(t, role).crawl(2, func(_, _ string, a answer) {
			for _, c := range told(secret, a.body) {
				seen[c] = true
			}
		}, s.firstPages(role)...)
		maps.Copy(g.forms, found.forms)
	}
	if len(seen) < 5 {
		t.Fatalf("the test has gone blind: care shows only %v", slices.Collect(maps.Keys(seen)))
	}
	name := s.one(t, `SELECT family FROM people WHERE id = $1`, g.own.of["person"].person)
	for _, role := range []string{"researcher", "field-researcher"} {
		b := s.as(t, role)
		g.surfers[role] = b
		pages := 0
		b.crawl(25, func(pattern, path string, a answer) {
			if strings.Contains(pattern, " /demo") {
				return // the demonstration's own page of everything that was sent
			}
			pages++
			if which := told(secret, a.body); which != nil {
				t.Errorf("%s as %s tells %v", path, role, which)
			}
		}, "/studies", "/research", "/account")
		asked := 0
		for _, route := range everyRoute() {
			if strings.HasPrefix(pathOf(route), "/demo") || route.Pattern == "POST /logout" {
				continue // the demonstration itself, and who one is in it
			}
			got, path := g.search(route, role, name)
			asked++
			if which := told(secret, got.body); which != nil {
				t.Errorf("%s %s as %s tells %v", method(route), path, role, which)
			}
		}
		t.Logf("%s: %d pages and files followed, %d routes asked", role, pages, asked)
		if pages < 100 || asked < 400 {
			t.Errorf("the test has gone blind: %d pages, %d routes", pages, asked)
		}
	}
}

// search asks a route for the records of the link worker's people, with a name in
// every box of its form.
func (g *gate) search(route visit.Route, role, name string) (answer, string) {
	with := ids{}
	for kind, record := range g.own.of {
		with[kind] = record.id
	}
	for _, kind := range wildcards(route.Pattern) {
		if record := g.own.of[kind]; kind != "person" && record.person != "" {
			with["person"] = record.person
		}
	}
	path := g.path(route, with)
	if method(route) == http.MethodGet {
		return g.surfers[role].get(path), path
	}
	f := g.forms[route.Pattern]
	sent := f.fill(name, true)
	for _, box := range []string{"q", "words", "search", "name", "family", "who"} {
		sent.Set(box, name)
	}
	return g.surfers[role].post(path, sent), path
}

// offeredToStudies are the names and addresses that a participant gave a study
// themselves: those are the study's to see.
func offeredToStudies(t testing.TB, d *db.DB) map[string]bool {
	of := make(map[string]bool)
	read(t, d, func(r *db.Snapshot) error {
		for _, column := range []string{"name", "phone", "email"} {
			values, err := db.List(r, text, `SELECT `+column+` FROM study_contacts`)
			if err != nil {
				return err
			}
			for _, v := range values {
				of[strings.TrimSpace(v)] = true
			}
		}
		return nil
	})
	return of
}
