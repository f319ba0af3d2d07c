package check_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/openreferral/check"
)

const (
	club1 = `{"id":"ac148810-d857-441c-9679-408f346de14b","name":"Friends","description":"Volunteers"%s}`
	hall1 = `{"id":"3","name":"Hall","latitude":53.5,"longitude":-1.5%s}`
	need1 = `{"id":"4","name":"Walks","vocabulary":"x"%s}`
)

// walk1 is a service as version 1.0 has it, without anything that only that has.
var walk1 = `{"id":"1","name":"Walk","organization":` + fmt.Sprintf(club1, "") + `%s}`

func page1(record string) string {
	return `{"totalElements":1,"totalPages":1,"number":1,"size":1,"first":true,"last":true,"empty":false,"content":[` + record + `]}`
}

func TestAPageOfVersion1IsToldByWhatItSaysAboutItself(t *testing.T) {
	check1 := func(body string) check.Report {
		t.Helper()
		r, err := check.File(strings.NewReader(body), "page.json", check.Options{Today: today})
		if err != nil || r.Standard != "Open Referral UK 1.0" {
			t.Fatalf("%v, %+v", err, r)
		}
		return r
	}
	if r := check1(page1(fmt.Sprintf(walk1, ""))); r.Errors() || r.Levels[0].Verdict != check.Passes {
		t.Errorf("%+v", r.Findings)
	}
	r := check1(`{"totalElements":"1","totalPages":1.5,"last":1,"content":[` + fmt.Sprintf(walk1, `,"url":"nowhere"`) + `]}`)
	for _, words := range []string{"“totalElements” is a text and must be a whole number", "“totalPages” is a number and must be a whole number", "“last” is a number and must be true or false"} {
		found(t, r, check.Error, "file", words)
	}
	found(t, r, check.Error, "service", "“url” is not a whole web address")
}

// Each kind of record is recognised when it stands by itself, and compared.
func TestRecordsOfVersion1ByThemselves(t *testing.T) {
	review := `{"id":"5","title":"Kind","score":"5","service":` + fmt.Sprintf(walk1, "") + `%s}`
	for kind, c := range map[string]struct{ good, wrong, words string }{
		"organization": {club1, `,"uri":"x"`, "“uri” is not a whole web address"},
		"location":     {hall1, `,"physical_addresses":[{"id":"1"}]`, "“city” is missing"},
		"taxonomy":     {need1, `,"parent_id":7`, "“parent_id” is a number and must be a text"},
		"review":       {review, `,"date":"long ago"`, "“date” is not a day that there is"},
		"service":      {walk1, `,"deliverable_type":"Tea"`, "“deliverable_type” has a word"},
	} {
		r, err := check.File(strings.NewReader(page1(fmt.Sprintf(c.good, c.wrong))), "page.json", check.Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		found(t, r, check.Error, kind, c.words)
		if got := verdicts(r)[0]; got != check.Fails {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

// The other endpoints of a feed of version 1.0 are read and compared; what is
// wrong there is a warning.
func TestTheOtherEndpointsOfVersion1(t *testing.T) {
	answers := map[string]string{"/services": page1(fmt.Sprintf(walk1, `,"eligibilitys":[]`)), "/services/1": fmt.Sprintf(walk1, ""), "/organizations": page1(fmt.Sprintf(club1, `,"email":"nobody"`)),
		"/locations": page1(fmt.Sprintf(hall1, "")), "/locations/3": fmt.Sprintf(hall1, `,"name":3`), "/taxonomies": page1(fmt.Sprintf(need1, ""))}
	feed := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, there := answers[r.URL.Path]
		if !there {
			http.NotFound(w, r)
			return
		}
		if !json.Valid([]byte(body)) {
			t.Error(body)
		}
		fmt.Fprint(w, body)
	})
	r := checked(t, feed, check.Options{})
	found(t, r, check.Warning, "/organizations", "“email” is not an email address")
	found(t, r, check.Warning, "/locations/{id}", "“name” is a number and must be a text")
	var read []string
	for _, c := range r.Read {
		read = append(read, c.What)
	}
	if !slices.Equal(read, []string{"services", "organisations", "locations", "taxonomies", "services in full"}) || r.Errors() {
		t.Errorf("%v, %+v", read, r.Findings)
	}
}
