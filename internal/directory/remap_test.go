package directory

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/taxonomies"
)

// loaded keeps a list of terms and returns their ids by name.
func loaded(t *testing.T, d *db.DB, name, file string) (taxonomyID string, ids map[string]string) {
	t.Helper()
	reading, err := taxonomies.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if reading, err = reading.Named(name, ""); err != nil {
		t.Fatal(err)
	}
	ids = make(map[string]string)
	write(t, d, func(tx *db.Tx) error {
		done, err := LoadTaxonomies(tx, By{}, "file", reading)
		if err != nil {
			return err
		}
		taxonomyID = done[0].Taxonomy.ID
		terms, err := taxonomies.TermsOf(tx, taxonomyID)
		for _, term := range terms {
			ids[term.Name] = term.ID
		}
		return err
	})
	return taxonomyID, ids
}

func work(t *testing.T, d *db.DB) {
	t.Helper()
	if err := jobs.NewRunner(d, Handlers(d)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func helps(t *testing.T, d *db.DB, id string) string {
	t.Helper()
	var said []string
	read(t, d, func(r *db.Snapshot) error {
		s, err := Get(r, id)
		for _, need := range s.Needs {
			said = append(said, fmt.Sprintf("%s (%s in the %s)", need.Need, need.Word, need.FoundIn))
		}
		return err
	})
	return strings.Join(said, ", ")
}

func TestMappedTermsBecomeNeeds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		by := By{"account", "Sam Quill"}
		taxonomyID, terms := loaded(t, d, "County list", "id,name,uri\n1,Winter help,https://lists.example/winter\n2,Lunch,\n3,Ways out,\n")
		s := serviceNamed("a", "Open door", "QX1")
		s.Topics = []string{"Winter help", "Lunch", "Mystery"}
		s.Terms = []taxonomies.Published{{Name: "Winter help", URI: "https://lists.example/winter"}, {Name: "Lunch", Vocabulary: "county list"}, {Name: "Mystery", URI: taxonomies.OwnURI + "debt-advice"}}
		store(t, d, s)
		if got := helps(t, d, "a"); got != "debt-advice (Mystery in the term), food (Lunch in the topic), money (Mystery in the term)" {
			t.Errorf("before: %s", got)
		}
		write(t, d, func(tx *db.Tx) error { return MapTerm(tx, by, terms["Winter help"], "warm-spaces") })
		write(t, d, func(tx *db.Tx) error { return MapTerm(tx, by, terms["Lunch"], "") })
		work(t, d)
		const mapped = "debt-advice (Mystery in the term), energy (Winter help of County list in the term), money (Mystery in the term), warm-spaces (Winter help of County list in the term)"
		if got := helps(t, d, "a"); got != mapped {
			t.Errorf("mapped: %s", got)
		}
		write(t, d, func(tx *db.Tx) error { return ChooseNeeds(tx, by, "a", []string{"energy", "legal"}) })
		const chosen = "energy (Sam Quill in the choice), legal (Sam Quill in the choice), warm-spaces (Winter help of County list in the term)"
		if got := helps(t, d, "a"); got != chosen {
			t.Errorf("chosen: %s", got)
		}
		write(t, d, func(tx *db.Tx) error { return MapTerm(tx, by, terms["Winter help"], "lunch-clubs") })
		work(t, d)
		if got := helps(t, d, "a"); got != "energy (Sam Quill in the choice), legal (Sam Quill in the choice)" {
			t.Errorf("what a person chose outlives a mapping: %s", got)
		}
		write(t, d, func(tx *db.Tx) error { return UnchooseNeeds(tx, "a") })
		write(t, d, func(tx *db.Tx) error { return RemoveTaxonomy(tx, taxonomyID) })
		work(t, d)
		if got := helps(t, d, "a"); got != "debt-advice (Mystery in the term), food (Lunch in the topic), money (Mystery in the term)" {
			t.Errorf("removed: %s", got)
		}
	})
}

// Many services are worked out in slices, and only those with the term.
func TestAMappingReachesEveryService(t *testing.T) {
	d := dbtest.SQLite(t)
	_, terms := loaded(t, d, "County list", "id,name\n1,Winter help\n2,Choirs\n")
	var all []Service
	for i := range 2*remapAtOnce + 7 {
		s := serviceNamed(fmt.Sprintf("s%03d", i), "Open door", "QX1")
		s.Terms = []taxonomies.Published{{Name: "Winter help", Vocabulary: "County list"}}
		all = append(all, s)
	}
	store(t, d, all...)
	dir := New()
	q := Query{Needs: []string{"warm-spaces"}}
	if found := look(t, d, dir, q, Page{}).Total; found != 0 {
		t.Errorf("%d before", found)
	}
	write(t, d, func(tx *db.Tx) error { return MapTerm(tx, By{}, terms["Winter help"], "warm-spaces") })
	work(t, d)
	if found := look(t, d, dir, q, Page{}).Total; found != len(all) {
		t.Errorf("%d of %d", found, len(all))
	}
}

// A broader need finds what stands under it; a narrower one does not find the
// rest, and offers the broader.
func TestNeedsHaveNarrowerOnes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir := New()
		store(t, d, serviceNamed("debt", "Debt advice", "QX1"), serviceNamed("union", "Credit union", "QX1"), serviceNamed("hard", "Hardship", "QX1"))
		count := func(result Result) map[string]int {
			counts := make(map[string]int)
			for _, f := range result.Facets {
				if f.Kind == "need" && f.Yes > 0 {
					counts[f.Value] = f.Yes
				}
			}
			return counts
		}
		broad := look(t, d, dir, Query{Needs: []string{"money"}, Facets: true}, Page{})
		if got := count(broad); broad.Total != 3 || got["money"] != 3 || got["debt-advice"] != 1 || got["budgeting"] != 1 || len(broad.Broader) > 0 {
			t.Errorf("%d: %v, %v", broad.Total, got, broad.Broader)
		}
		narrow := look(t, d, dir, Query{Needs: []string{"debt-advice"}, Facets: true}, Page{})
		if got := count(narrow); !slices.Equal(ids(narrow.Hits), []string{"debt"}) || got["money"] != 1 || got["budgeting"] != 0 || !slices.Equal(narrow.Broader, []string{"money"}) {
			t.Errorf("%v: %v, %v", ids(narrow.Hits), got, narrow.Broader)
		}
		if said := narrow.Hits[0].Reasons[0].String(); said != `Debt advice: "Debt advice" in the name` {
			t.Error(said)
		}
	})
}
