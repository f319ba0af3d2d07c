package measures_test

import (
	"math"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

// group reads how satisfied people are over the last year.
func group(c *castest.Cast, by access.Actor) (g measures.Group) {
	c.Helper()
	p, _ := instruments.Find("ons4")
	c.Read(func(s *db.Snapshot) (err error) {
		g, err = measures.GroupOf(s, by, measures.Inquiry{Pack: p, Scale: p.Main(), From: c.Today().AddMonths(-12), To: c.Today()})
		return err
	})
	return g
}

func TestAGroupsFiguresAreItsRows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker, manager := c.Harbour.First, c.Harbour.Manager
		today := c.Today()
		ask := func(person string, daysAgo, satisfied int) {
			c.Helper()
			said := ons4(satisfied, 5, 5, 5)
			_, err := measures.Record(t.Context(), d, worker, once.Key{}, person, measures.Numbers("ons4", today.AddDays(-daysAgo), said))
			c.OK(err)
		}
		courses := [][][2]int{ // days ago, satisfied
			{{100, 2}, {50, 4}, {0, 6}}, {{100, 3}, {0, 3}}, {{100, 5}, {0, 4}}, {{100, 1}, {0, 5}}, {{100, 10}}, {{20, 0}, {0, 9}}, {{100, 0}, {80, 4}},
			{{400, 2}, {0, 9}}, {{100, measures.RatherNot}, {90, 4}, {0, 5}},
		}
		for _, scores := range courses {
			person := c.Supported(worker)
			for _, s := range scores {
				ask(person, s[0], s[1])
			}
		}
		old := c.Supported(worker) // from before other instruments
		c.Write(func(tx *db.Tx) error {
			for i, satisfied := range []int{4, 7} {
				if _, err := tx.Exec(`INSERT INTO responses (id, person_id, instrument, day, mode, by_name, satisfied, recorded_at) VALUES ($1, $2, 'ons4', $3, 'staff-asked', 'Amina', $4, 0)`,
					"old-"+string(rune('a'+i)), old, today.AddDays(60*i-100), satisfied); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO response_scores (response_id, scale, value, answered, items, person_id, instrument, day) VALUES ($1, 'satisfied', $4, 1, 1, $2, 'ons4', $3)`,
					"old-"+string(rune('a'+i)), old, today.AddDays(60*i-100), satisfied); err != nil {
					return err
				}
			}
			return nil
		})
		g := group(c, manager)
		for which, want := range map[measures.Which]int{measures.Began: 9, measures.Followed: 6, measures.Lost: 3, measures.GotBetter: 4, measures.GotWorse: 1, measures.Stayed: 1, measures.AtWorst: 2, measures.AtBest: 1} {
			if got := len(g.Rows(which)); got != want {
				t.Errorf("%s: %d, not %d: %+v", which, got, want, g.Rows(which))
			}
		}
		// 2 to 6, 3 to 3, 5 to 4, 1 to 5, 4 to 5, 4 to 7
		r := g.Result()
		if r.Change == nil || r.Change.N != 6 || math.Abs(r.Change.Mean-11.0/6) > 1e-12 || r.Ranks == nil || r.Ranks.N != 5 || !r.Ranks.Exact || r.Difference == nil || math.Abs(r.Difference.Mean-(10.0/3-19.0/6)) > 1e-12 {
			t.Errorf("%+v", r)
		}
		if s := g.ShareOf(measures.GotBetter); s.N != 4 || s.Of != 6 || math.Abs(s.Interval.Low-0.3000) > 1e-3 {
			t.Errorf("%+v", s)
		}
		if !g.Crowded(measures.AtWorst) || g.Crowded(measures.AtBest) {
			t.Error("2 of 9 began at the worst end, 1 at the best")
		}
		if n := len(group(c, c.Canalside.Manager).People); n != 0 {
			t.Errorf("another team's manager sees %d", n)
		}
		if n := len(group(c, worker).People); n != 9 {
			t.Errorf("their worker sees %d", n)
		}
		c.Write(func(tx *db.Tx) error {
			if err := access.NameLeads(tx, c.Harbour.TeamID, []access.Lead{{AccountID: c.Harbour.Second.AccountID}}); err != nil {
				return err
			}
			_, err := access.Restrict(tx, access.Restriction{PersonID: old, TeamID: c.Harbour.TeamID, Reason: "safety", ReviewOn: today.AddDays(30), ByID: worker.AccountID, ByName: worker.Name})
			return err
		})
		if n := len(group(c, manager).People); n != 8 {
			t.Errorf("with one record restricted the manager sees %d", n)
		}
		none := group(c, c.Canalside.Manager).Result()
		if none.Change != nil || none.Why["change"] == "" || none.Ranks != nil || none.Effects != nil || none.Difference != nil {
			t.Errorf("of nobody: %+v", none)
		}
	})
}
