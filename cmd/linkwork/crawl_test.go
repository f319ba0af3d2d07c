package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"linkwork/internal/directory"
	"linkwork/internal/web"
	"linkwork/internal/web/choose"
	"linkwork/internal/web/visit"
)

// everyRoute is the whole table: the site's routes and the demonstration's.
func everyRoute() []visit.Route {
	return append(web.Routes(directory.New()), choose.Routes(choose.Cast{})...)
}

// finder says to which route an address belongs.
type finder struct{ mux *http.ServeMux }

func newFinder() finder {
	mux := http.NewServeMux()
	for _, r := range everyRoute() {
		mux.HandleFunc(r.Pattern, func(http.ResponseWriter, *http.Request) {})
	}
	return finder{mux}
}

func (f finder) pattern(method, path string) string {
	_, pattern := f.mux.Handler(httptest.NewRequest(method, path, nil))
	return pattern
}

// seen is what somebody found by following links from their first page: some
// pages of each route, and a form for each route that takes one.
type seen struct {
	pages map[string][]string // paths by pattern
	forms map[string]form     // by pattern
}

// crawl follows every link, to at most this many pages of each route, and
// calls look with each page.
func (b *surfer) crawl(most int, look func(pattern, path string, a answer), from ...string) seen {
	b.t.Helper()
	routes, found := newFinder(), seen{make(map[string][]string), make(map[string]form)}
	queued := map[string]bool{}
	for len(from) > 0 {
		path := from[0]
		from = from[1:]
		pattern := routes.pattern(http.MethodGet, path)
		if queued[path] || pattern == "" || len(found.pages[pattern]) >= most {
			continue
		}
		queued[path] = true
		got := b.get(path)
		if got.status != http.StatusOK {
			if got.status >= 500 {
				b.t.Errorf("GET %s: %d", path, got.status)
			}
			continue
		}
		found.pages[pattern] = append(found.pages[pattern], path)
		look(pattern, path, got)
		from = append(from, got.links(b.t)...)
		for _, f := range got.forms(b.t) {
			if takes := routes.pattern(http.MethodPost, f.action); takes != "" {
				if _, known := found.forms[takes]; !known {
					found.forms[takes] = f
				}
			}
		}
	}
	return found
}

func nothing(string, string, answer) {}

// links are the addresses of this house on a page.
func (a answer) links(t testing.TB) (paths []string) {
	for n := range a.tree(t).Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		u, err := url.Parse(attr(n, "href"))
		if err == nil && u.Host == "" && u.Scheme == "" && strings.HasPrefix(u.Path, "/") {
			u.Fragment = ""
			paths = append(paths, u.String())
		}
	}
	return paths
}
