package taxonomies

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

const someTerms = "id,name,parent,code,uri,synonyms\n1,Food,,F,https://lists.example/food,meals|eating\n2,Food banks,1,F1,https://lists.example/banks,\n3,Winter help,,W,,\n4,Lunch clubs,1,,,\n"

var tester = By{"account", "Sam Quill"}

// load reads a file under a name and keeps it.
func load(t *testing.T, d *db.DB, name, file string) Outcome {
	t.Helper()
	reading, err := read(t, file).Named(name, "file.csv")
	if err != nil {
		t.Fatal(err)
	}
	var done []Outcome
	dbtest.Write(t, d, func(tx *db.Tx) error {
		done, err = Load(tx, tester, "file.csv", reading)
		return err
	})
	if len(done) != 1 {
		t.Fatalf("%+v", done)
	}
	return done[0]
}

// named finds the loaded terms by name.
func named(t *testing.T, d *db.DB, taxonomyID string) map[string]LoadedTerm {
	t.Helper()
	by := make(map[string]LoadedTerm)
	dbtest.Read(t, d, func(r *db.Snapshot) error {
		terms, err := TermsOf(r, taxonomyID)
		for _, term := range terms {
			by[term.Name] = term
		}
		return err
	})
	return by
}

func TestAnEditionIsLoadedAndLoadedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first := load(t, d, "County list", someTerms)
		if first.Added != 4 || first.Same || first.Taxonomy.Edition != 1 || first.Taxonomy.Name != "County list" {
			t.Errorf("first: %+v", first)
		}
		terms := named(t, d, first.Taxonomy.ID)
		if banks := terms["Food banks"]; banks.ParentID != terms["Food"].ID || banks.URI != "https://lists.example/banks" || banks.Gone || terms["Food"].Narrower != 2 || strings.Join(terms["Food"].AlternateNames, "|") != "meals|eating" {
			t.Errorf("%+v under %+v", banks, terms["Food"])
		}
		if again := load(t, d, "County list", someTerms); !again.Same || again.Taxonomy.Edition != 1 || again.Unchanged != 4 {
			t.Errorf("again: %+v", again)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := Map(tx, tester, terms["Winter help"].ID, "warm-spaces")
			return err
		})
		newer := load(t, d, "County list", "id,name,parent,code,uri,synonyms\n1,Food and meals,,F,https://lists.example/food,\n2,Food banks,1,F1,https://lists.example/banks,\n5,Choirs,,,,\n")
		if newer.Added != 1 || newer.Changed != 1 || newer.Unchanged != 1 || newer.Gone != 2 || newer.Taxonomy.Edition != 2 {
			t.Errorf("newer: %+v", newer)
		}
		after := named(t, d, first.Taxonomy.ID)
		if winter := after["Winter help"]; !winter.Gone || winter.Decision.Ours != "warm-spaces" || winter.Decision.ByName != "Sam Quill" || after["Food and meals"].ID != terms["Food"].ID {
			t.Errorf("what was there before: %+v", after)
		}
	})
}

func TestABrokenFileLoadsNothing(t *testing.T) {
	d := dbtest.SQLite(t)
	for what, file := range map[string]string{
		"JSON that ends": `[{"id":"1","name":"Food"},{"id":"2","na`,
		"XML that ends":  `<taxonomy><top_level id="1" title="Food"></top_level><top_level id="2"`,
	} {
		reading := read(t, file)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := Load(tx, tester, "file", reading)
			return err
		})
		if !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", what, err)
		}
	}
	dbtest.Read(t, d, func(r *db.Snapshot) error {
		all, err := All(r)
		if len(all) > 0 {
			t.Errorf("%+v", all)
		}
		return err
	})
}

// Wrong encodings are read where that is sure, and said; ten times the size is
// refused as a whole.
func TestOddFiles(t *testing.T) {
	latin := read(t, "id,name\n1,Caf\xe9s\n")
	if latin.Taxonomies[0].Terms()[0].Name != "Cafés" || !strings.Contains(problems(latin), "not UTF-8") {
		t.Errorf("%s", problems(latin))
	}
	wide := read(t, "\xff\xfei\x00d\x00,\x00n\x00a\x00m\x00e\x00\n\x001\x00,\x00F\x00o\x00o\x00d\x00\n\x00")
	if wide.Taxonomies[0].Terms()[0].Name != "Food" {
		t.Errorf("%+v", wide)
	}
	var many strings.Builder
	many.WriteString("id,name\n")
	for i := range 10 * MaxTerms {
		fmt.Fprintf(&many, "%d,Term %d\n", i, i)
	}
	for what, c := range map[string]struct {
		file string
		want error
	}{"too many": {many.String(), ErrTooLarge}, "a zip": {"PK\x03\x04xyz", ErrNoTerms}, "a picture": {"GIF89a\x00\x01,name", ErrNoTerms}} {
		if _, err := Read(strings.NewReader(c.file)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestPublishedTermsAreRecognised(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		county := load(t, d, "County list", someTerms)
		const uuid = "0bc248fa-dc27-4650-9ba4-8f1a24ef16a2"
		town := load(t, d, "Town list", "id,name,code,uri\n"+uuid+",Food,,\nx,Choirs,C,\ny,Advice,,\nz,Advice,,\n")
		for _, c := range []struct {
			published Published
			want      string
		}{
			{Published{URI: "http://lists.example/food/"}, "Food of County list"},
			{Published{Name: "food", Vocabulary: "County list"}, "Food of County list"},
			{Published{Name: "Anything", Code: "w", Vocabulary: "COUNTY LIST"}, "Winter help of County list"},
			{Published{Name: "Food", Vocabulary: "County list", URI: "https://elsewhere.example/food"}, " of "}, // another address is another term
			{Published{Name: "Choirs", Vocabulary: "Town list", URI: "https://elsewhere.example/choirs"}, "Choirs of Town list"},
			{Published{ID: strings.ToUpper(uuid)}, "Food of Town list"},
			{Published{Name: "Advice", Vocabulary: "Town list"}, " of "}, // there are two
			{Published{Name: "Food"}, " of "},
			{Published{}, " of "},
		} {
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				found, err := Recognise(r, []Published{c.published})
				if got := found[0].Name + " of " + found[0].Vocabulary; got != c.want {
					t.Errorf("%+v is %q, want %q", c.published, got, c.want)
				}
				return err
			})
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if _, err := Remove(tx, town.Taxonomy.ID); err != nil {
				return err
			}
			if _, err := Remove(tx, town.Taxonomy.ID); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("removed twice: %v", err)
			}
			return nil
		})
		if len(named(t, d, town.Taxonomy.ID)) != 0 || len(named(t, d, county.Taxonomy.ID)) != 4 {
			t.Error("the wrong terms are gone")
		}
	})
}

func TestMappingAndProposals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taxonomy := load(t, d, "County list", someTerms).Taxonomy
		proposed := func() (said []string) {
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				all, err := Proposals(r, taxonomy.ID)
				for _, p := range all {
					said = append(said, fmt.Sprintf("%s: %s %t", p.Term.Name, p.Ours.Code, p.Exact))
				}
				return err
			})
			return said
		}
		if got := strings.Join(proposed(), ", "); got != "Food: food true, Food banks: food-banks true, Lunch clubs: lunch-clubs true" {
			t.Error(got)
		}
		terms := named(t, d, taxonomy.ID)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			keys, err := Map(tx, tester, terms["Food"].ID, "")
			if len(keys) != 3 { // address, code, name
				t.Errorf("%v", keys)
			}
			if _, err := Map(tx, tester, terms["Food"].ID, "nonsense"); err == nil || errors.Is(err, db.ErrNotFound) {
				t.Errorf("an unknown code: %v", err)
			}
			if _, err := Map(tx, tester, "nobody", "food"); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("an unknown term: %v", err)
			}
			return err
		})
		if got := strings.Join(proposed(), ", "); strings.Contains(got, "Food:") {
			t.Errorf("decided, and still proposed: %s", got)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := Unmap(tx, terms["Food"].ID)
			return err
		})
		if len(proposed()) != 3 {
			t.Errorf("%v", proposed())
		}
	})
}
