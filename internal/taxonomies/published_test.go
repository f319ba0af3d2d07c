package taxonomies

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"linkwork/internal/shareddata"
)

func readPublished(t *testing.T, files ...[]string) Reading {
	t.Helper()
	var readers []io.Reader
	for _, names := range files {
		readers = append(readers, bytes.NewReader(shareddata.Read(t, names...)))
	}
	r, err := Read(readers...)
	if err != nil {
		t.Fatalf("%v: %v", files, err)
	}
	return r
}

func TestOpenEligibilityAsPublished(t *testing.T) {
	r := readPublished(t, []string{"directories", "open-eligibility.xml"})
	oe := r.Taxonomies[0]
	// Of 385 elements two have the id 1206.
	if len(oe.Terms()) != 384 || oe.Version != "2.0" || problems(r) != "line 230 (1206), id: another term before it has this id; left out" {
		t.Errorf("%d terms, version %q\n%s", len(oe.Terms()), oe.Version, problems(r))
	}
	food := oe.ByName("Food")
	if len(food) != 1 || food[0].ParentID != "" || !strings.Contains(food[0].Description, "free meals") {
		t.Errorf("%+v", food)
	}
	if len(oe.Children("")) != 33 {
		t.Errorf("%d on top", len(oe.Children("")))
	}
	m := NewMatcher()
	for _, mapping := range Shipped {
		if len(oe.ByName(mapping.Name)) == 0 || len(m.Fits([]Published{{Name: mapping.Name, Vocabulary: oe.Name}})) == 0 {
			t.Errorf("%s is not in the list, or fits nothing", mapping.Name)
		}
	}
}

func TestOhanaAsPublished(t *testing.T) {
	r := readPublished(t, []string{"directories", "ohana", "sample-csv", "taxonomy.csv"})
	ohana := r.Taxonomies[0]
	if len(r.Taxonomies) != 1 || len(ohana.Terms()) != 290 || len(r.Problems) > 0 {
		t.Errorf("%d terms\n%s", len(ohana.Terms()), problems(r))
	}
	if above := ohana.Ancestors("101-02-01"); len(above) != 2 || above[1].Name != "Emergency" {
		t.Errorf("%+v", above)
	}
}

func TestExamplesOfTheStandards(t *testing.T) {
	hsds := func(names ...string) []string { return append([]string{"hsds", "3.0", "examples"}, names...) }
	oruk := func(names ...string) []string { return append([]string{"oruk", "3.0", "examples"}, names...) }
	for _, files := range [][][]string{
		{hsds("taxonomy.json"), hsds("taxonomy_term.json")},
		{hsds("taxonomy_list.json"), hsds("taxonomy_term_list.json")},
		{hsds("csv", "taxonomies.csv"), hsds("csv", "taxonomy_terms.csv")},
		{oruk("taxonomy.json")}, // holds its terms
		{oruk("taxonomy_list.json"), oruk("taxonomy_term_list.json")},
		{oruk("csv", "taxonomies.csv"), oruk("csv", "taxonomy_terms.csv")},
	} {
		r := readPublished(t, files...)
		term := r.Taxonomies[0].Terms()[0]
		if term.Name != "name" || term.Description != "description" || term.URI != "http://example.com" {
			t.Errorf("%v: %+v", files, term)
		}
		if len(r.Problems) != 1 || !strings.Contains(problems(r), `"0bc248fa-dc27-4650-9ba4-8f1a24ef16a2" is not in the file`) {
			t.Errorf("%v: %s", files, problems(r))
		}
	}
}
