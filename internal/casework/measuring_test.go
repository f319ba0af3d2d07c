package casework_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/people"
)

// scheduled is a cast whose area asks ONS4 within 14 days and 3 and 6 months
// later, 4 weeks sooner or later.
func scheduled(t *testing.T, d *db.DB) *castest.Cast {
	c := castest.New(t, d)
	c.Write(func(tx *db.Tx) error {
		return access.Join(tx, c.Canalside.Second.AccountID, access.Membership{Role: access.Administrator})
	})
	admin := c.Canalside.Second
	admin.Memberships = []access.Membership{{Role: access.Administrator}}
	c.OK(measures.SetSchedule(t.Context(), d, admin, once.Key{}, "ons4", measures.Timing{On: true, FirstDays: 14, Months: "6, 3", Weeks: 4}))
	return c
}

func due(c *castest.Cast, by access.Actor) (words []string) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		all, err := casework.MeasuresDue(r, by)
		for _, x := range all {
			words = append(words, fmt.Sprint(x.PersonID[len(x.PersonID)-4:], " ", x.Words(), " ", x.Late(c.Today())))
		}
		return err
	})
	return words
}

func TestWhatIsDueIsAskedInItsWindow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := scheduled(t, d)
		worker, manager := c.Harbour.First, c.Harbour.Manager
		person := c.Supported(worker)
		ends := person[len(person)-4:]
		wants := func(when string, want ...string) {
			t.Helper()
			if got := due(c, worker); !slices.Equal(got, want) {
				t.Errorf("%s: %q, not %q", when, got, want)
			}
			if got := due(c, manager); !slices.Equal(got, want) {
				t.Errorf("%s: for the manager %q, not %q", when, got, want)
			}
		}
		days := func(n int) { c.Clock.Advance(time.Duration(n) * 24 * time.Hour) }
		ask := func() {
			t.Helper()
			_, err := measures.Record(t.Context(), d, worker, once.Key{}, person, measures.Numbers("ons4", c.Today(), map[string]int{"satisfied": 5, "worthwhile": 5, "happy": 5, "anxious": 5}))
			c.OK(err)
		}
		wants("at once", ends+" First false")
		days(15)
		wants("after 15 days", ends+" First true")
		ask()
		wants("asked")
		days(60)
		wants("two months later")
		days(10)
		wants("in the window of 3 months", ends+" 3 months false")
		days(25)
		wants("past 3 months", ends+" 3 months true")
		castest.Refused(t, casework.CannotAsk(t.Context(), d, worker, once.Key{}, person, "ons4", 3, "because"), "reason")
		castest.Is(t, casework.CannotAsk(t.Context(), d, worker, once.Key{}, person, "ons4", 6, form.Unable), db.ErrNotFound)
		castest.Is(t, casework.CannotAsk(t.Context(), d, c.Harbour.Second, once.Key{}, person, "ons4", 3, form.Unable), db.ErrNotFound)
		c.OK(casework.CannotAsk(t.Context(), d, worker, once.Key{}, person, "ons4", 3, form.Unable))
		wants("not possible")
		days(70)
		wants("at 6 months", ends+" 6 months false")
		ask()
		wants("asked again")
		days(50) // until that window is over
		pack, _ := instruments.Find("ons4")
		c.Read(func(r *db.Snapshot) error {
			for months, followed := range map[int]int{0: 1, 3: 0, 6: 1} {
				g, err := measures.GroupOf(r, manager, measures.Inquiry{Pack: pack, Scale: pack.Main(), From: c.Today().AddMonths(-12), To: c.Today(), Months: months})
				if err != nil || len(g.Rows(measures.Followed)) != followed || len(g.People) != 1 {
					t.Errorf("at %d months: %+v %v", months, g.People, err)
				}
				if months == 3 && g.Reasons()[form.Unable] != 1 {
					t.Errorf("the reasons are %v", g.Reasons())
				}
			}
			return nil
		})
	})
}

func TestOfWhomNothingIsDue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := scheduled(t, d)
		worker, manager := c.Harbour.First, c.Harbour.Manager
		closed, died, refused, restricted := c.Supported(worker), c.Supported(worker), c.Supported(worker), c.Supported(worker)
		if n := len(due(c, manager)); n != 4 {
			t.Fatalf("%d are due", n)
		}
		c.Close(worker, closed, "person-chose")
		c.OK(casework.Died(t.Context(), d, worker, once.Key{}, died, c.Today()))
		dbtest.ClockOf(d).Advance(1e9)
		c.Write(func(tx *db.Tx) error {
			return people.SayPermission(tx, worker.AccountID, refused, people.Permission{RecipientKind: "team", RecipientID: c.Harbour.TeamID, RecipientName: "the team", Purpose: "support", Given: false, How: "by phone", SaidOn: c.Today()})
		})
		c.Write(func(tx *db.Tx) error {
			if err := access.NameLeads(tx, c.Harbour.TeamID, []access.Lead{{AccountID: c.Harbour.Second.AccountID}}); err != nil {
				return err
			}
			_, err := access.Restrict(tx, access.Restriction{PersonID: restricted, TeamID: c.Harbour.TeamID, Reason: "safety", ReviewOn: c.Today().AddDays(30), ByID: worker.AccountID, ByName: worker.Name})
			return err
		})
		if got := due(c, manager); len(got) != 0 {
			t.Errorf("for the manager %q", got)
		}
		if got := due(c, worker); len(got) != 1 {
			t.Errorf("their worker sees the restricted one alone: %q", got)
		}
		if got := due(c, c.Canalside.Manager); len(got) != 0 {
			t.Errorf("for another team %q", got)
		}
	})
}
