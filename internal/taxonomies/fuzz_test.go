package taxonomies

import (
	"testing"
)

// holds checks what must be true of whatever was read.
func holds(t *testing.T, d *draft, err error) {
	if err != nil {
		return
	}
	for _, taxonomy := range d.finish() {
		seen := make(map[string]bool)
		for _, term := range taxonomy.Terms() {
			if term.ID == "" || term.Name == "" || seen[term.ID] {
				t.Fatalf("%+v has no id or name of its own", term)
			}
			seen[term.ID] = true
			if _, ok := taxonomy.Term(term.ParentID); term.ParentID != "" && !ok {
				t.Fatalf("the parent of %+v is not there", term)
			}
			if above := taxonomy.Ancestors(term.ID); len(above) >= len(taxonomy.Terms()) {
				t.Fatalf("%+v is above itself", term)
			}
			taxonomy.ByName(term.Name)
		}
	}
}

func fuzz(f *testing.F, read func(d *draft, body []byte) error, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d := &draft{}
		holds(t, d, read(d, body))
	})
}

func FuzzReadCSV(f *testing.F) {
	fuzz(f, (*draft).readCSV, "id,name,parent\n1,Food,2\n2,Meals,1\n", "name;parent\n\"a\nb\";c\n", "taxonomy_id\tname\n1\t\"", "id,name,uri,version\n,,x,\n")
}

func FuzzReadJSON(f *testing.F) {
	fuzz(f, (*draft).readJSON, `[{"id":"1","name":"a","parent_id":"2"},{"id":"2","name":"b","parent_id":"1"},3]`,
		`{"contents":[{"term":"x","taxonomy_detail":{"id":"t"}}],"more":{}}`, "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":[]}\n1 ,", `{"taxonomies":[{"id":"t","version":1}],"terms":[{}]}`, "0 ", "[{}\n,\n{}]\n\n")
}

func FuzzReadXML(f *testing.F) {
	fuzz(f, (*draft).readXML, skosFile, `<taxonomy><category id="1">x</category><top_level id="1" title="a"><second_level title="b"/></top_level></taxonomy>`,
		`<?xml version="2.0" encoding="latin1"?><!DOCTYPE a><taxonomy/>`, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a/></rdf:RDF>`)
}

func FuzzRead(f *testing.F) {
	fuzz(f, (*draft).read, "name\nFood", "{}", "<taxonomy/>", "\ufeff[]")
}
