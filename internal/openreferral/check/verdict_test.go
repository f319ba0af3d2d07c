package check_test

import (
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
	"linkwork/internal/shareddata"
)

func TestAGoodFeedPassesOnEveryLevel(t *testing.T) {
	for _, everything := range []bool{false, true} {
		feed := newFeed(25)
		feed.listEverything = everything
		r := checked(t, feed, check.Options{Own: true})
		if got := verdicts(r); !slices.Equal(got, []string{check.Passes, check.Passes, check.Passes}) || len(r.Findings) > 0 {
			t.Errorf("%v, %+v", got, r.Findings)
		}
		if r.Useful.Score != 100 || r.Useful.Services != map[bool]int{false: 20, true: 25}[everything] {
			t.Errorf("%+v", r.Useful)
		}
		if r.ReadWords() != "25 services, 25 services at locations, 1 taxonomy, 3 taxonomy terms, 20 services in full" || r.Declared != "HSDS-UK-3.0" || r.Standard != "Open Referral UK 3.0" {
			t.Errorf("%q, %q, %q", r.ReadWords(), r.Declared, r.Standard)
		}
	}
}

// The official validator is shown by four feeds what it should say: one that is
// right, one with a bad optional endpoint, one that is wrong throughout, and one
// whose ids and totals it does not look at.
func TestVerdictsOfTheOfficialValidator(t *testing.T) {
	warn := newFeed(1)
	delete(warn.terms[1], "description")
	warn.terms[1]["term_uri"] = "example_com"
	fail := newFeed(4)
	for i, s := range fail.services {
		s["url"], s["email"] = "not a web address", []any{"walk at saltmere", 12, "@", nil}[i]
		delete(s, "name")
	}
	fail.services[3]["id"] = fail.services[2]["id"]
	fail.envelope = func(page object) { page["total_items"] = 1 }
	test := newFeed(128)
	test.perPage = 128
	for _, s := range test.services {
		s["id"] = test.services[0]["id"]
	}
	test.envelope = func(page object) { page["total_items"], page["size"] = 31, 31 }
	for name, c := range map[string]struct {
		feed *madeUp
		want string
	}{"Default": {newFeed(1), check.Passes}, "Warn": {warn, check.Warns}, "Fail": {fail, check.Fails}, "Test": {test, check.Passes}} {
		r := checked(t, c.feed, check.Options{})
		if got := verdicts(r)[0]; got != c.want {
			t.Errorf("%s: %s, want %s: %+v", name, got, c.want, r.Findings)
		}
	}
	r := checked(t, fail, check.Options{})
	for _, words := range []string{"“name” is missing", "“url” is not a whole web address", "“email” is not an email address", "“email” is a number and must be a text", "“email” is null"} {
		found(t, r, check.Error, "/services", words)
	}
	if f, _ := finds(r, "“name” is missing"); f.Count != 4 || len(f.Examples) != 4 || f.Examples[0].ID != uuid(1, 0) {
		t.Errorf("%+v", f)
	}
	r = checked(t, test, check.Options{})
	if f := found(t, r, check.Warning, "/services", "The id is that of an earlier record"); f.Count != 127 || len(f.Examples) != 5 {
		t.Errorf("%+v", f)
	}
	found(t, r, check.Warning, "/services", "“total_items” is less than what the page holds")
	found(t, r, check.Warning, "/services", "“size” is not the number of records")
	if r = checked(t, test, check.Options{Own: true}); verdicts(r)[1] != check.Fails {
		t.Error("on our own feed that would be an error")
	}
	r = checked(t, warn, check.Options{})
	found(t, r, check.Warning, "/taxonomy_terms/{id}", "“description” is missing")
	found(t, r, check.Warning, "/taxonomy_terms", "“term_uri” is not a whole web address")
	if r.Errors() {
		t.Errorf("%+v", r.Findings)
	}
}

// mock serves the files of one of the official validator's own feeds.
type mock struct {
	t      *testing.T
	folder string
}

func (m mock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	names := map[string]string{
		"/": "api_details", "/services": "service_list", "/services/": "service_full", "/taxonomies": "taxonomy_list", "/taxonomies/": "taxonomy",
		"/taxonomy_terms": "taxonomy_term_list", "/taxonomy_terms/": "taxonomy_term", "/service_at_locations": "service_at_location_list", "/service_at_locations/": "service_at_location_full",
	}
	at := r.URL.Path
	if strings.Count(at, "/") == 2 {
		at = path.Dir(at) + "/"
	}
	name, there := names[at]
	if !there {
		http.NotFound(w, r)
		return
	}
	body, err := os.ReadFile(shareddata.Path(m.t, m.folder, name+".json"))
	if err != nil {
		m.t.Error(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

func TestTheOfficialFeedsGetTheOfficialVerdicts(t *testing.T) {
	for name, want := range map[string]string{"V3.0-UK-Default": check.Passes, "V3.0-UK-Warn": check.Warns} {
		folder := "oruk/validator-mocks/" + name
		shareddata.Path(t, folder)
		r := checked(t, mock{t, folder}, check.Options{})
		if got := verdicts(r)[0]; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		for _, f := range r.Findings {
			if f.Level == check.Schema && f.Severity == check.Warning && !strings.HasPrefix(f.Where, "/taxonomy_terms") {
				t.Errorf("%s: %+v", name, f)
			}
		}
		found(t, r, check.Warning, "/services", "The filter search is ignored")
		found(t, r, check.Warning, "/services/{id}", "The position is not in the United Kingdom")
	}
}

func TestExamplesAsFilesPass(t *testing.T) {
	for _, folder := range []string{"oruk/3.0/examples", "hsds/3.0/examples"} {
		for _, file := range shareddata.Glob(t, folder, "*.json") {
			if base := path.Base(file); base == "tabular.json" {
				continue
			}
			body, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := check.File(body, path.Base(file), check.Options{Today: today})
			body.Close()
			if err != nil || r.Levels[0].Verdict != check.Passes {
				t.Errorf("%s: %v, %+v", file, err, r.Findings)
			}
		}
	}
}
