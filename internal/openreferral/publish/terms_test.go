package publish

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/openreferral/standard"
	"linkwork/internal/taxonomies"
)

// load keeps a list under a name, maps one of its terms, and returns the ids of
// the list and its terms.
func (f feed) load(name, file, term, ours string) (listID string, ids map[string]string) {
	f.t.Helper()
	ids = make(map[string]string)
	reading, err := taxonomies.Read(strings.NewReader(file))
	if err != nil {
		f.t.Fatal(err)
	}
	if reading, err = reading.Named(name, ""); err != nil {
		f.t.Fatal(err)
	}
	f.write(func(tx *db.Tx) error {
		done, err := directory.LoadTaxonomies(tx, directory.By{}, "file", reading)
		if err != nil {
			return err
		}
		listID = done[0].Taxonomy.ID
		terms, err := taxonomies.TermsOf(tx, listID)
		for _, t := range terms {
			ids[t.Name] = t.ID
		}
		if term == "" || err != nil {
			return err
		}
		return directory.MapTerm(tx, directory.By{}, ids[term], ours)
	})
	if err := jobs.NewRunner(f.d, directory.Handlers(f.d)).Drain(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	f.publish()
	return listID, ids
}

const county = "id,name,parent,uri,description\n1,Winter,,https://lists.example/winter,What is for winter\n2,Warm rooms,1,https://lists.example/rooms,Rooms that are warm\n3,Choirs,,https://lists.example/choirs,\n"

func TestLoadedAndOwnTermsArePublished(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.take("council", lunch(1, fmt.Sprintf(`,"attributes":[{"id":%q,"taxonomy_term":{"id":%q,"name":"Warm rooms","description":"w","taxonomy":"County list","x_colour":"green"}}]`, idOf(30), idOf(40))), lunch(2, ""))
		if ids := f.ids("/taxonomies"); !slices.Contains(ids, taxonomies.Own.ID) {
			t.Errorf("our own list is not there: %v", ids)
		}
		listID, terms := f.load("County list", county, "Warm rooms", "warm-spaces")
		service := f.object("/services/" + idOf(1))
		attributes := objects(service["attributes"])
		if len(attributes) != 2 {
			t.Fatalf("%v", attributes)
		}
		told, _ := attributes[0]["taxonomy_term"].(fields)
		if told["term_uri"] != "https://lists.example/rooms" || told["id"] != idOf(40) || told["x_colour"] != "green" {
			t.Errorf("as published: %v", told)
		}
		ours, _ := attributes[1]["taxonomy_term"].(fields)
		if ours["term_uri"] != taxonomies.OwnURI+"warm-spaces" || attributes[1]["link_id"] != idOf(1) {
			t.Errorf("ours: %v", attributes[1])
		}
		if more := f.object("/services/" + idOf(2))["attributes"]; more != nil {
			t.Errorf("what is only guessed is published: %v", more)
		}
		for query, want := range map[string]int{
			"taxonomy_term_id=" + terms["Warm rooms"]: 1, "taxonomy_term_id=" + terms["Winter"]: 1, "taxonomy_id=" + listID: 1,
			"taxonomy_term_id=" + taxonomies.OwnID("energy"): 1, "taxonomy_term_id=" + taxonomies.OwnID("food"): 0, "taxonomy_term_id=" + terms["Choirs"]: 0,
		} {
			if ids := f.ids("/services?" + query); len(ids) != want {
				t.Errorf("%s: %v", query, ids)
			}
		}
		if ids := f.ids("/taxonomy_terms?taxonomy_id=" + listID); !slices.Contains(ids, terms["Winter"]) || slices.Contains(ids, terms["Choirs"]) {
			t.Errorf("terms in use and above: %v", ids)
		}
		if rooms := f.object("/taxonomy_terms/" + terms["Warm rooms"]); rooms["parent_id"] != terms["Winter"] || rooms["description"] != "Rooms that are warm" {
			t.Errorf("%v", rooms)
		}
		f.load("County list", strings.Replace(county, "Rooms that are warm", "Warm", 1), "", "")
		if rooms := f.object("/taxonomy_terms/" + terms["Warm rooms"]); rooms["description"] != "Warm" {
			t.Errorf("a newer edition: %v", rooms)
		}
		for _, list := range lists {
			for _, id := range f.ids("/" + list.path + "?per_page=500") {
				for _, fault := range faultsOf(list.kind, standard.Full, f.object("/"+list.path+"/"+id)) {
					t.Errorf("%s: %s %s", list.path, fault.Rule, fault.Path)
				}
			}
		}
		f.passes()
	})
}

// What we publish of a need is what somebody else's Linkwork makes of it.
func TestOurTermsComeInAgain(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	f.take("council", lunch(1, ""))
	f.write(func(tx *db.Tx) error {
		return directory.ChooseNeeds(tx, directory.By{Name: "Sam Quill"}, idOf(1), []string{"debt-advice"})
	})
	_, body := f.get("/services/" + idOf(1))
	other := newFeed(t, dbtest.SQLite(t))
	other.take("ours", string(body))
	dbtest.Read(t, other.d, func(r *db.Snapshot) error {
		s, err := directory.Get(r, idOf(1))
		if !slices.ContainsFunc(s.Needs, func(n directory.ServiceNeed) bool {
			return n.Need == "debt-advice" && n.FoundIn == directory.InTerm
		}) {
			t.Errorf("%+v", s.Needs)
		}
		return err
	})
	again := objects(other.object("/services/" + idOf(1))["attributes"])
	if len(again) != 1 {
		t.Errorf("%v", again)
	}
}
