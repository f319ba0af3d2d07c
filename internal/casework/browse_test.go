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
	"linkwork/internal/people"
)

func browse(c *castest.Cast, by access.Actor, choices casework.Choices, page, size int) (b casework.Browsed) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { b, err = casework.Browse(s, by, choices, page, size); return })
	return b
}

func peopleIn(b casework.Browsed) (ids []string) {
	for _, row := range b.Rows {
		ids = append(ids, row.PersonID)
	}
	return ids
}

// named is a person whom the worker supports, under a name.
func named(c *castest.Cast, worker access.Actor, given, family string) string {
	c.Helper()
	r := c.Referral()
	r.Details.Given, r.Details.Family = given, family
	return c.Take(worker, c.Receive(r), "")
}

func TestNumberedPagesHoldEveryCaseOnceInBothDirections(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for i := range 11 {
			person := named(c, n.First, "Ivy", fmt.Sprintf("Same%d", i/4)) // several of one name
			if i%3 == 0 {
				c.Contact(n.First, person, casework.Entry{})
			}
			if i%2 == 0 {
				c.Clock.Advance(time.Hour)
			}
		}
		for _, sort := range casework.Sorts {
			var all []string
			for page := 1; page <= 4; page++ {
				b := browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: sort}, page, 3)
				if b.Total != 11 || b.Last != 4 || b.Page != page {
					t.Fatalf("%s: %d in %d pages, page %d", sort, b.Total, b.Last, b.Page)
				}
				all = append(all, peopleIn(b)...)
			}
			slices.Sort(all)
			if len(slices.Compact(all)) != 11 {
				t.Errorf("%s: not every case once", sort)
			}
			if beyond := browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: sort}, 9, 3); beyond.Page != 4 || len(beyond.Rows) != 2 {
				t.Errorf("%s: a page beyond the last is %d", sort, beyond.Page)
			}
		}
	})
}

func TestACaseloadSortsByNameContactAndWhatComesNext(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		zofia, adam, mary := named(c, n.First, "Zofia", "Ångström"), named(c, n.First, "Adam", "Łukasz"), named(c, n.First, "Mary", "Baker")
		for i, person := range []string{mary, zofia, adam} {
			c.Clock.Advance(24 * time.Hour)
			e := casework.Entry{NextContact: c.Today().AddDays(30 - 10*i)}
			c.Contact(n.First, person, e)
		}
		c.OK(casework.AgreeAppointment(t.Context(), d, n.First, once.Key{}, mary, c.Today().AddDays(5).At(10, 0), 30, "phone", "", ""))
		for sort, want := range map[casework.Sort][]string{
			casework.ByName: {zofia, mary, adam}, casework.ByName.Down(): {adam, mary, zofia},
			casework.ByContact: {mary, zofia, adam}, casework.ByContact.Down(): {adam, zofia, mary},
			casework.ByNext: {mary, adam, zofia}, casework.ByNext.Down(): {zofia, adam, mary},
			casework.ByOpened: {zofia, adam, mary}, casework.ByOpened.Down(): {mary, adam, zofia},
		} {
			got := peopleIn(browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: sort}, 1, 10))
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", sort, got, want)
			}
		}
		first := browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: casework.ByNext}, 1, 10).Rows[0]
		if words := first.Next.Words(c.Clock.Now()); words != "Appointment, in 5 days at 10am" {
			t.Error(words)
		}
		c.Clock.Set(c.Today().AddDays(5).At(10, 31))
		first = browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: casework.ByNext}, 1, 10).Rows[0]
		if words := first.Next.Words(c.Clock.Now()); words != "Record the appointment, today at 10am" || !first.Next.Late(c.Clock.Now()) {
			t.Error(words)
		}
		c.Clock.Advance(3 * 24 * time.Hour)
		first = browse(c, n.First, casework.Choices{Which: casework.Mine, Sort: casework.ByNext}, 1, 10).Rows[0]
		if words := first.Next.Words(c.Clock.Now()); words != "Record the appointment, 3 days late" {
			t.Error(words)
		}
	})
}

func TestFiltersNarrowTheListAndItsCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		quiet, late, held := c.Supported(n.First), c.Supported(n.First), c.Supported(n.First)
		colleague := c.Supported(n.Second)
		for _, person := range []string{quiet, late, held} {
			c.Contact(n.First, person, casework.Entry{})
		}
		c.OK(casework.AddNeeds(t.Context(), d, n.First, once.Key{}, late, []string{"money"}))
		c.OK(casework.ChangeDetails(t.Context(), d, n.First, once.Key{}, held, detailsOf(c, n.First, held), n.OtherPracticeID, 1))
		_, err := casework.StartHolding(t.Context(), d, n.First, once.Key{}, holding(held, c))
		c.OK(err)
		c.Clock.Advance(29 * 24 * time.Hour)
		c.Contact(n.First, late, casework.Entry{NextContact: c.Today().AddDays(1)})
		c.Contact(n.First, held, casework.Entry{})
		fresh := c.Supported(n.Second)
		c.Clock.Advance(3 * 24 * time.Hour)
		mine := casework.Choices{Which: casework.Mine}
		for why, k := range map[string]struct {
			by   access.Actor
			set  func(*casework.Choices)
			want []string
		}{
			"quiet":             {n.First, func(x *casework.Choices) { x.Quiet = true }, []string{quiet}},
			"late":              {n.First, func(x *casework.Choices) { x.Late = true }, []string{late, held}}, // a task, and a check-in
			"a need":            {n.First, func(x *casework.Choices) { x.Need = "money" }, []string{late}},
			"a practice":        {n.First, func(x *casework.Choices) { x.PracticeID = n.OtherPracticeID }, []string{held}},
			"a state":           {n.First, func(x *casework.Choices) { x.State = casework.Reaching }, nil},
			"several":           {n.First, func(x *casework.Choices) { x.Late, x.Need = true, "money" }, []string{late}},
			"a worker":          {n.Manager, func(x *casework.Choices) { x.Which, x.WorkerID = casework.TeamOpen, n.Second.AccountID }, []string{colleague, fresh}},
			"the team":          {n.Manager, func(x *casework.Choices) { x.Which = casework.TeamOpen }, []string{quiet, late, held, colleague, fresh}},
			"new":               {n.First, func(x *casework.Choices) { x.New = true }, nil},
			"new in the team":   {n.Manager, func(x *casework.Choices) { x.Which, x.New = casework.TeamOpen, true }, []string{fresh}},
			"waiting":           {n.First, func(x *casework.Choices) { x.Which = casework.MineWaiting }, []string{held}},
			"a worker's all":    {n.First, func(x *casework.Choices) { x.Which = casework.TeamOpen }, []string{quiet, late, held}},
			"another network's": {c.Canalside.Manager, func(x *casework.Choices) { x.Which = casework.TeamOpen }, nil},
			"no manager of it":  {n.Practice, func(x *casework.Choices) { x.Which = casework.TeamOpen }, nil},
		} {
			choices := mine
			k.set(&choices)
			b := browse(c, k.by, choices, 1, 50)
			got := peopleIn(b)
			slices.Sort(got)
			slices.Sort(k.want)
			if !slices.Equal(got, k.want) || b.Total != len(k.want) {
				t.Errorf("%s: %d %v, want %v", why, b.Total, got, k.want)
			}
		}
	})
}

func detailsOf(c *castest.Cast, by access.Actor, person string) (d people.Details) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		p, err := people.Get(s, by, person)
		d = p.Details
		return err
	})
	return d
}

func TestWhoeverLeftHasPeopleWithNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.Supported(n.First)
		orphan := c.Supported(n.Second)
		list := func(by access.Actor) casework.Browsed {
			return browse(c, by, casework.Choices{Which: casework.Unallocated}, 1, 10)
		}
		if list(n.Manager).Total != 0 {
			t.Error("everybody has a worker")
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.Second.AccountID) })
		if got := list(n.Manager); got.Total != 1 || got.Rows[0].PersonID != orphan {
			t.Errorf("%+v", got)
		}
		if got := list(n.First); got.Total != 0 {
			t.Error("a colleague sees whom they may not see")
		}
		c.Write(func(tx *db.Tx) error {
			_, err := casework.Give(tx, n.Manager, orphan, n.First.AccountID)
			return err
		})
		if list(n.Manager).Total != 0 {
			t.Error("handed over and still with nobody")
		}
	})
}

func TestEveryTabCountsTheListBehindIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		var all []string
		for i := range 6 {
			all = append(all, c.Supported([]access.Actor{n.First, n.Second}[i%2]))
		}
		for i, person := range all[:4] {
			worker := []access.Actor{n.First, n.Second}[i%2]
			c.Contact(worker, person, casework.Entry{})
			if i < 2 {
				h := holding(person, c)
				h.Function = []string{"waiting", "witness"}[i]
				_, err := casework.StartHolding(t.Context(), d, worker, once.Key{}, h)
				c.OK(err)
			} else {
				c.Close(worker, person, "settled")
			}
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.Second.AccountID) })
		both := n.First
		both.Memberships = append(slices.Clone(both.Memberships), access.Membership{Role: access.Manager, TeamID: n.TeamID})
		c.Write(func(tx *db.Tx) error { return access.Join(tx, both.AccountID, both.Memberships[1]) })
		for who, want := range map[*access.Actor]map[casework.Which]int{
			&n.Manager: {casework.TeamOpen: 4, casework.Unallocated: 2, casework.TeamWaiting: 1, casework.TeamHeld: 2, casework.TeamClosed: 2},
			&both: {casework.Mine: 2, casework.MineWaiting: 1, casework.Held: 1, casework.MineClosed: 1,
				casework.TeamOpen: 4, casework.Unallocated: 2, casework.TeamWaiting: 1, casework.TeamHeld: 2, casework.TeamClosed: 2},
		} {
			c.Read(func(s *db.Snapshot) error {
				counts, err := casework.Counts(s, *who, casework.Whichs(*who))
				for _, list := range casework.Whichs(*who) {
					n, err := casework.Count(s, *who, list)
					total := browse(c, *who, casework.Choices{Which: list}, 1, 1).Total
					tab, beside := counts[list]
					if beside == list.Closed() || beside && tab != want[list] || n != want[list] || total != want[list] || err != nil {
						t.Errorf("%s: %d on the tab, %d counted, %d listed, want %d, %v", list, tab, n, total, want[list], err)
					}
				}
				return err
			})
		}
	})
}
