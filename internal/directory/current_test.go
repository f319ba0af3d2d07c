package directory

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/search"
)

// someQueries ask for a bit of everything.
func someQueries() []Query {
	at := middleOf("QX1")
	return []Query{
		{Facets: true}, {Words: "lunch club", From: at, Miles: 10, Facets: true}, {Words: "lonley benifits"}, {Needs: []string{"food", "money"}, From: at},
		{Words: "wheelchair walks", Free: true, Language: "Polish"}, {HasRoom: true, TakesReferrals: true, Facets: true}, {Words: "northgate garden", Age: 30},
	}
}

func answers(t *testing.T, d *db.DB, dir *Directory) (all []Result) {
	t.Helper()
	for _, q := range someQueries() {
		all = append(all, look(t, d, dir, q, Page{Size: 30}))
	}
	return all
}

// Both engines give the same answers, also to a directory that has followed
// the changes, and those are the answers of one that starts afresh.
func TestAnswersAreTheSameOnBothEnginesAndAfterChanges(t *testing.T) {
	byEngine := make(map[string][]Result)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir, random := New(), rand.New(rand.NewPCG(3, 4))
		services := manyServices(600)
		store(t, d, services...)
		answers(t, d, dir)
		for step := range 6 {
			dbtest.ClockOf(d).Advance(2 * time.Minute)
			for range 4 {
				s := &services[random.IntN(len(services))]
				s.Name, s.Free = fmt.Sprintf("Polar garden %d", step), Yes
				if random.IntN(3) == 0 {
					s.Status = Inactive
				}
				store(t, d, *s)
				if s.Status == Active {
					write(t, d, func(tx *db.Tx) error {
						return Observe(tx, s.ID, Capacity{State: Full, Observer: ByWorker, ObservedAt: tx.Now().Add(-time.Hour)})
					})
				}
			}
			got := answers(t, d, dir)
			if diff := cmp.Diff(answers(t, d, New()), got, cmp.AllowUnexported(Listing{})); diff != "" {
				t.Fatalf("step %d, afresh (-) and having followed (+):\n%s", step, diff)
			}
			byEngine[d.Engine()] = got
		}
		if len(dir.states) != keptStates {
			t.Errorf("%d states are kept", len(dir.states))
		}
	})
	if sqlite, postgres := byEngine["sqlite"], byEngine["postgres"]; sqlite != nil && postgres != nil {
		if diff := cmp.Diff(sqlite, postgres, cmp.AllowUnexported(Listing{})); diff != "" {
			t.Error("SQLite (-) and PostgreSQL (+):\n", diff)
		}
	}
}

// A place or an organisation that changes is seen at every service there.
func TestAPlaceThatChangesIsSeenAtItsServices(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir, services := New(), manyServices(300)
		store(t, d, services...)
		look(t, d, dir, Query{}, Page{})
		dbtest.ClockOf(d).Advance(time.Hour)
		changed := serviceNamed("new", "Quiet room", "QX1")
		changed.Locations[0].Name = "Windmill"
		store(t, d, changed)
		at := 0
		for _, s := range services {
			if len(s.Locations) > 0 && s.Locations[0].Outcode == "QX1" {
				at++
			}
		}
		if got := look(t, d, dir, Query{Words: "windmill"}, Page{}).Total; got != at+1 {
			t.Errorf("%d of %d", got, at+1)
		}
	})
}

func TestQueriesByDay(t *testing.T) {
	d, dir := dbtest.SQLite(t), New()
	choir, walk, talk := serviceNamed("choir", "Choir", "QX1"), serviceNamed("walk", "Walk", "QX1"), serviceNamed("talk", "Talk", "QX1")
	choir.Schedules = []Schedule{{Days: "SU,MO", Opens: "18:00", Closes: "20:00"}}
	walk.Schedules = []Schedule{{Days: "MO", Opens: "09:00", Closes: "10:00"}}
	talk.Schedules = []Schedule{{Summary: "ring us"}}
	store(t, d, choir, walk, talk)
	result := look(t, d, dir, Query{Times: search.TimesOf(search.On(time.Sunday), search.Evening)}, Page{})
	if got := ids(result.Hits); len(got) != 2 || got[0] != "choir" || got[1] != "talk" || len(result.Hits[1].NotSaid) != 1 || result.Hits[1].NotSaid[0] != "when it is open" {
		t.Errorf("%+v", result.Hits)
	}
}

// Tuesday evening is neither Tuesday morning nor Friday evening; what states no
// times, or no end, is counted and never dropped.
func TestATimeOfDayBelongsToItsDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir := New()
		scheduled := func(id string, schedules ...Schedule) Service {
			s := serviceNamed(id, id, "QX1")
			s.Schedules = schedules
			return s
		}
		store(t, d,
			scheduled("tuesday evening", Schedule{Days: "TU", Opens: "18:00", Closes: "20:00"}),
			scheduled("morning and friday evening", Schedule{Days: "TU", Opens: "09:00", Closes: "11:00"}, Schedule{Days: "FR", Opens: "18:00", Closes: "20:00"}),
			scheduled("all day", Schedule{Days: "TU", Opens: "09:00", Closes: "21:00"}),
			scheduled("begins in the evening", Schedule{Days: "TU", Opens: "19:30"}),
			scheduled("begins in the morning", Schedule{Days: "TU", Opens: "10:00"}),
			scheduled("tuesdays", Schedule{Days: "TU"}),
			scheduled("ring us", Schedule{Summary: "ring us"}))
		result := look(t, d, dir, Query{Times: search.TimesOf(search.On(time.Tuesday), search.Evening), Facets: true}, Page{})
		got := make(map[string]bool)
		for _, hit := range result.Hits {
			got[hit.Service.ID] = len(hit.NotSaid) == 0
		}
		want := map[string]bool{"tuesday evening": true, "all day": true, "begins in the evening": true, "begins in the morning": false, "tuesdays": false, "ring us": false}
		if diff := cmp.Diff(want, got); diff != "" || result.Total != len(want) {
			t.Error(result.Total, diff)
		}
		for _, f := range result.Facets {
			if f.Kind == "time" && f.Value == "evening" && (f.Yes != 3 || f.No != 0 || f.NotStated != 3) {
				t.Errorf("%+v", f)
			}
			if f.Kind == "time" && f.Value == "morning" && (f.Yes != 2 || f.No != 2 || f.NotStated != 2) {
				t.Errorf("%+v", f)
			}
		}
	})
}
