package directory

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
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
	result := look(t, d, dir, Query{Days: 1, Between: [2]int{17 * 60, 23 * 60}}, Page{})
	if got := ids(result.Hits); len(got) != 2 || got[0] != "choir" || got[1] != "talk" || len(result.Hits[1].NotSaid) != 1 || result.Hits[1].NotSaid[0] != "when it is open" {
		t.Errorf("%+v", result.Hits)
	}
}
