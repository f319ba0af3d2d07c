package taxonomies

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/taxonomies"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

const evil = `<script>alert(1)</script>`

const list = "id,name,parent,code,uri,synonyms\n1,Food,,F,https://lists.example/food,meals\n2,Food banks,1,,,\n3,Winter help " + evil + ",,W,,\n4,Mobile lunch club van,9,,,\n4,Twice,,,,\n"

// open serves the place, with an administrator and a service that is published
// with a term of the list.
func open(t *testing.T) (h *housetest.House, site *housetest.Site) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		s := directory.Service{ID: "open-door", Name: "Open door", Status: directory.Active, Topics: []string{"W"},
			Terms: []taxonomies.Published{{Code: "W", Vocabulary: "County list"}}, Origin: directory.Origin{Source: "test", SourceID: "open-door"}}
		if _, err := directory.Upsert(tx, s); err != nil {
			return err
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	return h, h.Serve(t, Routes())
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// withNeed counts the services that help with a need.
func withNeed(t *testing.T, h *housetest.House, code string) (found int) {
	t.Helper()
	if err := jobs.NewRunner(h.DB, directory.Handlers(h.DB)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		result, err := directory.New().Search(r, directory.Query{Needs: []string{code}}, directory.Page{})
		found = result.Total
		return err
	})
	return found
}

func TestAListIsLookedAtLoadedMappedAndTakenAway(t *testing.T) {
	h, site := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.See("No list is loaded yet")
	p.Check()
	p.Click("Load a list")
	p.Submit("See what would change")
	p.See("Choose a file")
	p.Check()
	p.Fill("What is the list called?", "County list")
	p.Attach("file", file(t, "broken.json", `[{"id":"1","name":"Food"},{"id"`))
	p.Submit("See what would change")
	p.See("This breaks off in the middle")
	if got := p.Value("What is the list called?"); got != "County list" {
		t.Errorf("what was typed is %q", got)
	}
	p.Shot("taxonomy-fault")
	p.Click("Which headings of a spreadsheet are read")
	p.See("The term above: its id, code, address or name")
	p.See("parent id, parent, parentid")
	p.Check()
	p.Shot("taxonomy-headings")
	p.Attach("file", file(t, "county.csv", list))
	p.Submit("See what would change")
	p.See("another term before it has this id; left out")
	p.See(`"9" is not in the file`)
	p.Check()
	p.Shot("taxonomy-dry")
	p.Submit("Load it")
	p.See("County list")
	p.Check()
	p.Shot("taxonomies")
	p.Click("County list")
	p.See("Terms on top")
	p.Check()
	p.Shot("taxonomy-tree")
	p.Click("1 term under Food")
	p.See("Under Food")
	p.Check()
	p.Click("The whole list")
	if withNeed(t, h, "warm-spaces") != 0 {
		t.Error("found before anybody decided")
	}
	p.Click("Winter help " + evil)
	p.Check()
	p.Select("Which of our needs does it stand for?", "Heating and energy bills: Warm spaces")
	p.Shot("taxonomy-term")
	p.Submit("Save")
	p.See("Heating and energy bills: Warm spaces")
	if withNeed(t, h, "warm-spaces") != 1 || withNeed(t, h, "energy") != 1 {
		t.Error("not found by what the term stands for, or not by what that stands under")
	}
	p.Click("Look at 3 proposals")
	p.See("Proposed, exact")
	p.Check()
	p.Shot("taxonomy-proposals")
	p.Submit("Accept all 2 that are exact")
	p.See("Mobile lunch club van")
	p.DontSee("Proposed, exact")
	p.Submit("Accept Mobile lunch club van as Lunch clubs")
	p.See("There is nothing to look at")
	p.Go(Path)
	p.Click("County list")
	p.Click("Take it away")
	p.See("4 decisions")
	p.Check()
	p.Submit("Take it away")
	p.See("No list is loaded yet")
	if withNeed(t, h, "warm-spaces") != 0 {
		t.Error("found by a list that was taken away")
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Stranger)
	h.Unchanged(t, func() {
		for _, path := range []string{"/of/nobody", "/of/nobody/proposals", "/of/nobody/remove", "/terms/nobody", "/load/nobody"} {
			b.Get(Path+path).Is(t, 404, "Page not found")
			if path != "/of/nobody" {
				b.Post(Path+path, "ours", "food", "term", "nobody").Is(t, 404, "Page not found")
			}
		}
		site.As(h.Worker).Get(Path).Is(t, 404, "Page not found")
		b.Post(LoadPath).Is(t, 422, "Choose a file")
	})
}

func TestATermStandsForNoneOfOursOrIsUndecidedAgain(t *testing.T) {
	h, site := open(t)
	b := site.As(h.Stranger)
	var term taxonomies.LoadedTerm
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		reading, err := taxonomies.Read(strings.NewReader(list))
		if err != nil {
			return err
		}
		if reading, err = reading.Named("County list", ""); err != nil {
			return err
		}
		done, err := directory.LoadTaxonomies(tx, directory.By{}, "file", reading)
		if err != nil {
			return err
		}
		terms, err := taxonomies.TermsOf(tx, done[0].Taxonomy.ID)
		term = terms[0]
		return err
	})
	path := Path + "/terms/" + term.ID
	h.Unchanged(t, func() { b.Post(path, "ours", "nonsense").Is(t, 422, "Choose one of our needs") })
	b.Post(path, "ours", none).Leads(t, hrefOf(term.TaxonomyID, ""))
	b.Get(path).Is(t, 200, `value="none" selected`, "Decided")
	b.Post(path, "ours", "").Leads(t, hrefOf(term.TaxonomyID, ""))
	b.Get(path).Is(t, 200, "!Decided")
	h.Unchanged(t, func() {
		b.Post(Path+"/of/"+term.TaxonomyID+"/proposals", "term", "nobody", "ours", "food").Is(t, 404)
		b.Get(Path+"/of/"+term.TaxonomyID+"?under=nobody").Is(t, 404)
	})
}
