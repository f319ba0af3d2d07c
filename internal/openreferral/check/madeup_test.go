package check_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/client"
)

var today = dates.Date{Year: 2026, Month: 11, Day: 26}

type object = map[string]any

// madeUp is a feed of made-up services that keeps the standard. Tests change it.
type madeUp struct {
	base                           object
	services                       []object
	taxonomies, terms, places      []object
	organizations                  []object
	perPage                        int
	listEverything, ignoresFilters bool
	before                         func(w http.ResponseWriter, r *http.Request) bool // answers in place of the feed
	envelope                       func(object)                                      // changes what a page says
}

// uuid is a UUID made from a kind and a number.
func uuid(kind, n int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", kind, n) }

const longDescription = "We walk along the harbour every Thursday morning, at the pace of the slowest, and afterwards there is tea, a warm room and time to talk with whoever comes."

// newFeed makes a feed of so many services. Each tells all that is useful.
func newFeed(services int) *madeUp {
	f := &madeUp{perPage: 10, base: object{"version": "HSDS-UK-3.0", "profile": "https://github.com/OpenReferralUK/uk-profile", "openapi_url": "https://directory.example/openapi.json"},
		taxonomies: []object{{"id": uuid(4, 1), "name": "Saltmere themes", "description": "What people look for", "uri": "https://directory.example/themes", "version": "1"}},
		terms: []object{
			{"id": uuid(5, 1), "name": "Being active", "description": "Moving more", "taxonomy_id": uuid(4, 1)},
			{"id": uuid(5, 2), "name": "Walking", "description": "On foot", "taxonomy_id": uuid(4, 1), "parent_id": uuid(5, 1)},
			{"id": uuid(5, 3), "name": "Cycling", "description": "On wheels", "taxonomy_id": uuid(4, 1), "parent_id": uuid(5, 1)},
		}}
	for n := range services {
		f.services = append(f.services, walk(n))
		f.places = append(f.places, object{"id": uuid(3, n), "service_id": uuid(1, n), "location_id": uuid(6, n),
			"location": object{"id": uuid(6, n), "location_type": "physical"}, "service": object{"id": uuid(1, n), "name": "Walk", "status": "active"}, "name": "Walk", "status": "active"})
	}
	return f
}

func walk(n int) object {
	return object{
		"id": uuid(1, n), "name": fmt.Sprintf("Harbour walk %c", 'A'+n%26), "description": longDescription, "status": "active", "email": "walk@saltmere.example",
		"url": "https://saltmere.example/walk", "minimum_age": 18, "maximum_age": 99, "assured_date": "2026-10-20", "last_modified": "2026-10-20T09:30:00Z", "fees": "Free",
		"organization_id": uuid(2, 1), "organization": object{"id": uuid(2, 1), "name": "Harbour walkers", "description": "Volunteers of Saltmere"},
		"schedules": []any{object{"id": uuid(7, n), "byday": "TH", "freq": "WEEKLY", "opens_at": "10:00:00", "closes_at": "12:00:00", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}},
		"service_at_locations": []any{object{"id": uuid(3, n), "location": object{"id": uuid(6, n), "location_type": "physical", "latitude": 51.5, "longitude": -0.12,
			"addresses": []any{object{"id": uuid(8, n), "address_1": "1 Quay Street", "city": "Saltmere", "state_province": "Saltshire", "postal_code": "QX3 7LB", "country": "GB", "address_type": "physical"}}}}},
		"attributes": []any{object{"id": uuid(9, n), "taxonomy_term_id": uuid(5, 2), "taxonomy_term": object{"id": uuid(5, 2), "name": "Walking", "description": "On foot"}}},
	}
}

// at follows names and places in lists to an object within a record.
func at(o object, path ...any) object {
	var v any = o
	for _, step := range path {
		switch s := step.(type) {
		case string:
			v = v.(object)[s]
		case int:
			v = v.([]any)[s]
		}
	}
	return v.(object)
}

func (f *madeUp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.before != nil && f.before(w, r) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	collections := map[string][]object{"services": f.services, "taxonomies": f.taxonomies, "taxonomy_terms": f.terms, "service_at_locations": f.places, "organizations": f.organizations}
	name, id, one := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	records := collections[name]
	switch {
	case name == "":
		write(w, f.base)
	case records == nil:
		http.NotFound(w, r)
	case one:
		i := slices.IndexFunc(records, func(o object) bool { return o["id"] == id })
		if i < 0 {
			http.NotFound(w, r)
			return
		}
		write(w, records[i])
	default:
		f.list(w, r, name, records)
	}
}

func (f *madeUp) list(w http.ResponseWriter, r *http.Request, name string, records []object) {
	if name == "services" && !f.ignoresFilters {
		records = slices.DeleteFunc(slices.Clone(records), func(o object) bool { return !meets(o, r) })
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	n = max(n, 1)
	pages := max(1, (len(records)+f.perPage-1)/f.perPage)
	on := records[min(len(records), (n-1)*f.perPage):min(len(records), n*f.perPage)]
	contents := []any{}
	for _, o := range on {
		if !f.listEverything && name != "taxonomies" && name != "taxonomy_terms" {
			o = listed(o)
		}
		contents = append(contents, o)
	}
	page := object{"total_items": len(records), "total_pages": pages, "page_number": n, "size": len(contents), "first_page": n == 1, "last_page": n >= pages, "empty": len(contents) == 0, "contents": contents}
	if f.envelope != nil {
		f.envelope(page)
	}
	write(w, page)
}

// listed is a record without its lists.
func listed(o object) object {
	o = maps.Clone(o)
	maps.DeleteFunc(o, func(_ string, v any) bool {
		_, isList := v.([]any)
		return isList
	})
	return o
}

func meets(o object, r *http.Request) bool {
	q := r.URL.Query()
	least, _ := strconv.Atoi(q.Get("minimum_age"))
	most, err := strconv.Atoi(q.Get("maximum_age"))
	own, _ := o["minimum_age"].(int)
	highest, _ := o["maximum_age"].(int)
	modified, _ := o["last_modified"].(string)
	return strings.Contains(strings.ToLower(fmt.Sprint(o["name"])), strings.ToLower(q.Get("search"))) &&
		(q.Get("taxonomy_term_id") == "" || q.Get("taxonomy_term_id") == uuid(5, 2)) && own >= least && (err != nil || highest <= most) && modified >= q.Get("modified_after")
}

func write(w http.ResponseWriter, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}

// reader is a client for a feed on this machine that does not pause.
func reader(t testing.TB, feed http.Handler) *client.Client {
	t.Helper()
	server := httptest.NewServer(feed)
	t.Cleanup(server.Close)
	c, err := client.New(server.URL, client.Options{Pause: -1, MaxWait: 1, Allow: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checked checks a feed that can be read.
func checked(t testing.TB, feed http.Handler, o check.Options) check.Report {
	t.Helper()
	o.Today = today
	r, err := check.Feed(t.Context(), reader(t, feed), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// verdicts are those on the three levels.
func verdicts(r check.Report) (all []string) {
	for _, level := range r.Levels {
		all = append(all, level.Verdict)
	}
	return all
}

// finds returns the finding whose message has some words, if there is one.
func finds(r check.Report, words string) (check.Finding, bool) {
	i := slices.IndexFunc(r.Findings, func(f check.Finding) bool { return strings.Contains(f.Message, words) })
	if i < 0 {
		return check.Finding{}, false
	}
	return r.Findings[i], true
}

// found checks that a report has a finding, with a severity and at a place.
func found(t *testing.T, r check.Report, severity check.Severity, where, words string) check.Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.Severity == severity && f.Where == where && strings.Contains(f.Message, words) {
			return f
		}
	}
	t.Errorf("no %s at %s with %q", severity, where, words)
	for _, f := range r.Findings {
		t.Logf("%s %s %s %s: %s (%d)", f.Level, f.Severity, f.Where, f.Path, f.Message, f.Count)
	}
	return check.Finding{}
}
