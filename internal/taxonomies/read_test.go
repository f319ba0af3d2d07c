package taxonomies

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func read(t *testing.T, files ...string) Reading {
	t.Helper()
	var readers []io.Reader
	for _, file := range files {
		readers = append(readers, strings.NewReader(file))
	}
	r, err := Read(readers...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outline shows the terms of a taxonomy, each under its parent.
func outline(t *Taxonomy) string {
	var lines []string
	for _, term := range t.Terms() {
		line := term.ID + " " + term.Name
		for _, above := range t.Ancestors(term.ID) {
			line += " < " + above.Name
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func problems(r Reading) string {
	var lines []string
	for _, p := range r.Problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

const threeLevels = "1 Food\n2 Food banks < Food\n3 Mobile food banks < Food banks < Food"

func TestReadFormats(t *testing.T) {
	for what, file := range map[string]string{
		"CSV by id":          "id,name,parent_id\n1,Food,\n2,Food banks,1\n3,Mobile food banks,2\n",
		"by name, late":      "Identifier;Label;Parent\n1;Food;\n2;Food banks;food\n3;Mobile food banks;FOOD BANKS\n",
		"tabs and a mark":    "\ufeffID\tTerm\tBroader\n1\tFood\t\n2\tFood banks\t1\n3\tMobile food banks\t2\n",
		"Ohana":              "taxonomy_id,name,parent_id,parent_name\n1,Food,,\n2,Food banks,1,Food\n3,Mobile food banks,2,Food banks\n",
		"HSDS 2 CSV":         "id,name,parent_id,parent_name,vocabulary\n1,Food,,,v\n2,Food banks,1,,v\n3,Mobile food banks,2,,v\n",
		"child before":       "id,name,parent\n1,Food,\n2,Food banks,1\n3,Mobile food banks,2\n",
		"JSON list":          `[{"id":"1","name":"Food"},{"id":"2","name":"Food banks","parent_id":"1"},{"id":3,"name":"Mobile food banks","parent_id":2}]`,
		"page":               `{"total_items":3,"contents":[{"id":"1","name":"Food"},{"id":"2","name":"Food banks","parent_id":"1"},{"id":"3","name":"Mobile food banks","parent_id":"2"}],"empty":false}`,
		"one a line":         `{"id":"1","name":"Food","taxonomy_id":""}` + "\n" + `{"id":"2","name":"Food banks","parent_id":"1"}` + "\n" + `{"id":"3","term":"Mobile food banks","parent_id":"2"}`,
		"taxonomy and terms": `{"id":"t","name":"Ours","version":"2","taxonomy_terms":[{"id":"1","name":"Food"},{"id":"2","name":"Food banks","parent_id":"1"},{"id":"3","name":"Mobile food banks","parent_id":"2"}]}`,
		"Open Eligibility":   `<?xml version="2.0"?><taxonomy><version>2</version><services><top_level id="1" title="Food"><second_level id="2" title="Food banks"><third_level id="3" title="Mobile food banks"/></second_level></top_level></services></taxonomy>`,
	} {
		r := read(t, file)
		if len(r.Taxonomies) != 1 || outline(r.Taxonomies[0]) != threeLevels || len(r.Problems) > 0 {
			t.Errorf("%s: %s\n%s", what, outline(r.Taxonomies[0]), problems(r))
		}
	}
}

func TestReadAllFields(t *testing.T) {
	r := read(t, "id,name,description,uri,version\nt,Kinds,All kinds,https://lists.example/kinds,3\n",
		"id,term,definition,notation,term_uri,synonyms,taxonomy_id\na,Lunch clubs,\"Eating\ntogether\",L1,https://lists.example/l,luncheon club; lunch clubs ;LUNCHEON CLUB,t\n")
	got := r.Taxonomies[0]
	if got.ID != "t" || got.Name != "Kinds" || got.Version != "3" || got.URI != "https://lists.example/kinds" || got.Description != "All kinds" {
		t.Errorf("%+v", got)
	}
	term, _ := got.Term("a")
	if term.Name != "Lunch clubs" || term.Description != "Eating together" || term.Code != "L1" || term.URI != "https://lists.example/l" || strings.Join(term.AlternateNames, "|") != "luncheon club" {
		t.Errorf("%+v", term)
	}
	if found, ok := got.ByURI("http://lists.example/L/"); !ok || found.ID != "a" {
		t.Errorf("by address: %+v", found)
	}
}

func TestTwoTaxonomiesInOneFile(t *testing.T) {
	r := read(t, `[{"id":"1","name":"Food","taxonomy_detail":{"id":"n","name":"Needs","version":"1"}},{"id":"1","name":"Deaf","taxonomy":"Circumstances"},{"id":"2","name":"Meals","parent_id":"1","taxonomy_id":"n"}]`)
	if len(r.Taxonomies) != 2 || r.Taxonomies[0].Name != "Needs" || outline(r.Taxonomies[0]) != "1 Food\n2 Meals < Food" || r.Taxonomies[1].Name != "Circumstances" || len(r.Problems) > 0 {
		t.Errorf("%+v\n%s", r.Taxonomies, problems(r))
	}
}

func TestProblems(t *testing.T) {
	r := read(t, strings.Join([]string{
		"id,name,parent_id",
		"1,Food,9",
		"2,,1",
		"1,Again,",
		"3,Circle,5",
		"4,Itself,4",
		"5,Circle too,6",
		"",
		"6,Circle three,3",
		"7,Under the circle,6",
		"8," + strings.Repeat("é", 400) + ",1",
	}, "\n"))
	const want = `line 3 (2), name: the term has no name; left out
line 11 (8), name: is longer than 300 characters; cut
line 4 (1), id: another term before it has this id; left out
line 2 (1), parent_id: "9" is not in the file; the term is kept on top
line 6 (4), parent_id: the term is its own parent; it is kept on top
line 5 (3), parent_id: the term is above itself, through "5"; it is kept on top`
	if got := problems(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := outline(r.Taxonomies[0]); !strings.Contains(got, "7 Under the circle < Circle three < Circle\n") {
		t.Error(got)
	}
}

// A quotation mark that is not closed spoils its line and swallows no others.
func TestABrokenLine(t *testing.T) {
	r := read(t, "id,name,parent_id\n1,Food,\n2,\"Lost,1\n3, \"Food banks, and more\",1\n")
	if got := outline(r.Taxonomies[0]); got != "1 Food\n3 Food banks, and more < Food" {
		t.Error(got)
	}
	if got := problems(r); got != "line 3: a quotation mark is opened and not closed; the line is left out" {
		t.Error(got)
	}
}

func TestATermWithoutAnID(t *testing.T) {
	file := "name,parent\nFood,\nFood banks,Food\n"
	one, two := read(t, file), read(t, file)
	terms := one.Taxonomies[0].Terms()
	if len(terms) != 2 || terms[0].ID == "" || terms[1].ParentID != terms[0].ID || outline(one.Taxonomies[0]) != outline(two.Taxonomies[0]) {
		t.Errorf("%+v", terms)
	}
}

func TestNotATaxonomy(t *testing.T) {
	for what, c := range map[string]struct {
		file string
		want error
	}{
		"nothing":       {" \n", ErrEmpty},
		"no terms":      {"id,name\n", ErrNoTerms},
		"JSON of other": {`{"message":"not found"}`, ErrNoTerms},
		"a web page":    {"<html><body>Sorry</body></html>", nil},
		"no headings":   {"1,Food\n2,Meals\n", nil},
		"deep JSON":     {strings.Repeat("[", 10_000), ErrTooDeep},
		"deep XML":      {"<taxonomy>" + strings.Repeat("<top_level id='a' title='b'>", 10_000), ErrTooDeep},
		"entities":      {`<!DOCTYPE taxonomy [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><taxonomy><top_level id="1" title="&b;"/></taxonomy>`, ErrEntities},
		"outside":       {`<!DOCTYPE taxonomy [<!ENTITY a SYSTEM "file:///etc/hostname">]><taxonomy><top_level id="1" title="&a;"/></taxonomy>`, ErrEntities},
		"too many":      {"name\n" + strings.Repeat("a\n", MaxTerms+1), ErrTooLarge},
		"encoding":      {`<?xml version="1.0" encoding="klingon"?><taxonomy/>`, nil},
	} {
		_, err := Read(strings.NewReader(c.file))
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	if _, err := Read(io.LimitReader(spaces{}, MaxBytes+10)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too long: %v", err)
	}
	if _, err := Read(); !errors.Is(err, ErrNoTerms) {
		t.Errorf("no files: %v", err)
	}
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestAFileThatBreaksOff(t *testing.T) {
	for what, file := range map[string]string{
		"JSON": `[{"id":"1","name":"Food"},{"id":"2","na`,
		"XML":  `<taxonomy><top_level id="1" title="Food"></top_level><top_level id="2"`,
		"SKOS": skosHead + `<skos:Concept rdf:about="1"><skos:prefLabel>Food</skos:prefLabel></skos:Concept><skos:Con`,
	} {
		r := read(t, file)
		if outline(r.Taxonomies[0]) != "1 Food" || len(r.Problems) != 1 || !strings.Contains(problems(r), "cannot be read further") {
			t.Errorf("%s: %s\n%s", what, outline(r.Taxonomies[0]), problems(r))
		}
	}
}

func TestManyProblemsAreCounted(t *testing.T) {
	r := read(t, "id,name\n1,Food\n"+strings.Repeat("2,\n", maxProblems+5))
	if len(r.Problems) != maxProblems || r.More != 5 {
		t.Errorf("%d problems and %d more", len(r.Problems), r.More)
	}
}

func TestALongChainOfParents(t *testing.T) {
	var file strings.Builder
	file.WriteString("id,name,parent\n")
	for i := range 20_000 {
		fmt.Fprintf(&file, "%d,Term %d,%d\n", i, i, i+1)
	}
	r := read(t, file.String())
	if n := len(r.Taxonomies[0].Ancestors("0")); n != 19_999 || len(r.Problems) != 1 {
		t.Errorf("%d ancestors, %d problems", n, len(r.Problems))
	}
}
