package directory

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/places"
	"linkwork/internal/search"
)

// town is a small directory that the tests below look into.
func town() []Service {
	lunch := serviceNamed("lunch", "Harbour lunch club", "QY1")
	lunch.Free, lunch.TakesReferrals, lunch.Languages = No, Yes, []string{"Polish"}
	meals := serviceNamed("meals", "Hot meals at home", "QY4")
	meals.Free, meals.Locations[0].StepFree = Yes, Yes
	cafe := serviceNamed("cafe", "Memory Café", "QY2")
	cafe.Description = "Tea, cake and lunch for people with dementia and those close to them."
	debt := serviceNamed("debt", "Money matters", "QX1")
	debt.Description = "Free and confidential help."
	line := serviceNamed("line", "Listening line", "")
	line.Description = "By phone, every evening. For people who feel lonely."
	closed := serviceNamed("closed", "Old lunch club", "QY1")
	closed.Status = Defunct
	return []Service{lunch, meals, cafe, debt, line, closed}
}

func TestSearch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var dir Directory
		store(t, d, town()...)
		for _, c := range []struct {
			why  string
			q    Query
			want []string
		}{
			{"everything active, by name", Query{}, []string{"lunch", "meals", "line", "cafe", "debt"}},
			{"a word in the name before a word for the same thing, before the description", Query{Words: "lunches"}, []string{"lunch", "meals", "cafe"}},
			{"case and accents do not matter", Query{Words: "CAFE"}, []string{"cafe", "lunch", "meals"}},
			{"words for the same thing", Query{Words: "debt"}, []string{"debt"}},
			{"all words", Query{Words: "lunch dementia"}, []string{"cafe"}},
			{"a slip of the finger", Query{Words: "dementai"}, []string{"cafe"}},
			{"an organisation", Query{Words: "friends of money"}, []string{"debt"}},
			{"a need", Query{Needs: []string{"food"}}, []string{"lunch", "meals", "cafe"}},
			{"a need, free: a known no is left out, unsaid stays below", Query{Needs: []string{"food"}, Free: true}, []string{"meals", "cafe"}},
			{"fit first, then nearest; what has no place comes last", Query{From: middleOf("QY4"), Needs: []string{"food", "loneliness"}}, []string{"lunch", "meals", "cafe", "line"}},
			{"within a radius; what has no place stays", Query{From: middleOf("QX1"), Miles: 3}, []string{"debt", "line"}},
			{"a language", Query{Language: "polish", Words: "lunch"}, []string{"lunch", "meals", "cafe"}},
			{"nothing", Query{Words: "xylophone"}, nil},
			{"nothing but signs", Query{Words: "!!! 🍲"}, []string{"lunch", "meals", "line", "cafe", "debt"}},
		} {
			result := look(t, d, &dir, c.q, Page{})
			if got := ids(result.Hits); !slices.Equal(got, c.want) || result.Total != len(c.want) {
				t.Errorf("%s: %v (of %d), want %v", c.why, got, result.Total, c.want)
			}
		}
	})
}

func TestSearchSaysWhy(t *testing.T) {
	d := dbtest.SQLite(t)
	store(t, d, town()...)
	dir := New()
	result := look(t, d, dir, Query{Words: "lunch", Needs: []string{"food"}, Free: true, From: middleOf("QY1")}, Page{})
	var said []string
	for _, hit := range result.Hits {
		for _, reason := range hit.Reasons {
			said = append(said, hit.Service.ID+": "+reason.String())
		}
		said = append(said, hit.Service.ID+": "+hit.Distance()+" "+strings.Join(hit.NotSaid, ","))
	}
	want := []string{
		`meals: "lunch" found as "meals" in the name`, `meals: Food: "meals" in the name`, "meals: free", `meals: about 4 miles `,
		`cafe: "lunch" in the description`, `cafe: Food: "lunch" in the description`, `cafe: about 2 miles cost`,
	}
	want[3] = "meals: " + places.About(places.Miles(middleOf("QY1"), middleOf("QY4"))) + " "
	want[6] = "cafe: " + places.About(places.Miles(middleOf("QY1"), middleOf("QY2"))) + " cost"
	if !slices.Equal(said, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	result = look(t, d, dir, Query{Words: "gradening lunch"}, Page{})
	if !result.AnyWord || len(result.Hits) != 3 {
		t.Errorf("any word: %+v", result)
	}
	result = look(t, d, dir, Query{Words: "dementai"}, Page{})
	if result.Corrected["dementai"] != "dementia" || result.Hits[0].Reasons[0].Found != "dementia" {
		t.Errorf("%+v", result)
	}
	result = look(t, d, dir, Query{Words: "lunch", From: middleOf("QX1"), Miles: 5}, Page{})
	if result.Total != 0 || result.Further != 3 || result.AnyWord {
		t.Errorf("further away: %+v", result)
	}
}

func TestSearchSeesChangesAndOnlyItsSnapshot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir := New()
		store(t, d, town()...)
		if got := look(t, d, dir, Query{Words: "xylophone"}, Page{}).Total; got != 0 {
			t.Errorf("%d before", got)
		}
		read(t, d, func(old *db.Snapshot) error {
			if _, err := dir.Search(old, Query{}, Page{}); err != nil { // the snapshot begins with its first question
				return err
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				store(t, d, serviceNamed("x", "Xylophone circle", "QX1"))
			}()
			<-done
			if got := look(t, d, dir, Query{Words: "xylophone"}, Page{}).Total; got != 1 {
				t.Errorf("%d after", got)
			}
			result, err := dir.Search(old, Query{Words: "xylophone"}, Page{})
			if result.Total != 0 {
				t.Errorf("the older snapshot finds %d", result.Total)
			}
			return err
		})
	})
}

func TestHasRoom(t *testing.T) {
	d := dbtest.SQLite(t)
	dir := New()
	store(t, d, town()...)
	observe := func(id string, c Capacity) {
		c.Observer = ByWorker
		write(t, d, func(tx *db.Tx) error { return Observe(tx, id, c) })
	}
	q := Query{Needs: []string{"food"}, HasRoom: true}
	if got := ids(look(t, d, dir, q, Page{}).Hits); !slices.Equal(got, []string{"lunch", "meals", "cafe"}) {
		t.Errorf("nobody said anything: %v", got)
	}
	observe("lunch", Capacity{State: Full})
	observe("cafe", Capacity{State: HasPlaces, Places: 2})
	observe("meals", Capacity{State: Full, ObservedAt: d.Now().Add(-StaleAfter - time.Hour)})
	result := look(t, d, dir, q, Page{})
	if got := ids(result.Hits); !slices.Equal(got, []string{"cafe", "meals"}) {
		t.Errorf("what has room comes before what nobody knows of: %v", got)
	}
	if result.Hits[1].NotSaid == nil || result.Hits[0].Capacity.Places != 2 {
		t.Errorf("%+v", result.Hits)
	}
}

func TestPages(t *testing.T) {
	for _, c := range []struct {
		page          Page
		offset, limit int
	}{
		{Page{}, 0, 20}, {Page{3, 20}, 40, 20}, {Page{-1, -1}, 0, 20}, {Page{1, 5000}, 0, 100}, {Page{math.MaxInt, 100}, (farthest - 1) * 100, 100},
	} {
		if offset, limit := c.page.Part(); offset != c.offset || limit != c.limit {
			t.Errorf("%+v: %d, %d", c.page, offset, limit)
		}
	}
}

// Every filter that was asked for is a reason where it holds, and is named where
// nobody says.
func TestEveryFilterThatHoldsIsAReason(t *testing.T) {
	d := dbtest.SQLite(t)
	dir := New()
	from, to := 50, 90
	known, silent := serviceNamed("known", "Sunday tea", "QY1"), serviceNamed("silent", "Tea", "QY2")
	known.Free, known.Locations[0].StepFree, known.Languages, known.MinimumAge, known.MaximumAge = Yes, Yes, []string{"Polish"}, &from, &to
	known.Schedules = []Schedule{{Summary: "Sundays", Days: "SU", Opens: "14:00", Closes: "16:00"}}
	store(t, d, known, silent)
	write(t, d, func(tx *db.Tx) error { return Observe(tx, "known", Capacity{State: HasPlaces, Observer: ByWorker}) })
	result := look(t, d, dir, Query{From: middleOf("QY1"), Near: true, Times: search.TimesOf(search.On(time.Sunday)), Free: true, StepFree: true, Language: "Polish", Age: 78, AgeFirst: true, HasRoom: true}, Page{})
	if len(result.Hits) != 2 || result.Hits[0].Service.ID != "known" {
		t.Fatalf("%+v", result.Hits)
	}
	var said []string
	for _, reason := range result.Hits[0].Reasons {
		said = append(said, reason.String())
	}
	if got, want := strings.Join(said, "; "), "open on Sundays; free; step-free; Polish is spoken; for somebody aged 78; has room; near: less than a mile"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := strings.Join(result.Hits[1].NotSaid, "; "), "when it is open; cost; step-free access; languages; ages; whether there is room"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
