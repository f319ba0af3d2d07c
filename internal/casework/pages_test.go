package casework_test

import (
	"slices"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// throughPages reads a caseload page by page and checks each total.
func throughPages(c *castest.Cast, by access.Actor, which casework.Which, size int) (ids []string) {
	c.Helper()
	cursor := ""
	for {
		var page casework.Caseload
		var count int
		c.Read(func(s *db.Snapshot) (err error) {
			if page, err = casework.List(s, by, which, cursor, size); err == nil {
				count, err = casework.Count(s, by, which)
			}
			return err
		})
		if page.Total != count || len(page.Rows) > size {
			c.Errorf("%s: total %d, count %d, %d rows", which, page.Total, count, len(page.Rows))
		}
		for _, row := range page.Rows {
			if row.Person.ID != row.PersonID || slices.Contains(ids, row.ID) {
				c.Errorf("%s: without a name, or twice", which)
			}
			ids = append(ids, row.ID)
		}
		if cursor = page.Next; cursor == "" {
			if len(ids) != count {
				c.Errorf("%s in pages of %d: %d rows, count %d", which, size, len(ids), count)
			}
			return ids
		}
	}
}

func TestACaseloadCountsItsRows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		var people []string
		for i := range 13 {
			people = append(people, c.Supported(n.First))
			if i%5 == 0 {
				c.Clock.Advance(time.Second) // most are opened in the same moment
			}
		}
		other := c.Supported(n.Second)
		for i, p := range people[:5] {
			c.Contact(n.First, p, casework.Entry{})
			if i < 2 {
				c.Close(n.First, p, "settled")
			}
		}
		_, err := casework.StartHolding(t.Context(), d, n.First, keyless, holding(people[4], c))
		c.OK(err)
		for _, k := range []struct {
			by    access.Actor
			which casework.Which
			want  int
		}{{n.First, casework.Mine, 11}, {n.First, casework.Held, 1}, {n.First, casework.MineClosed, 2}, {n.Second, casework.Mine, 1}, {n.Manager, casework.TeamOpen, 12},
			{n.Manager, casework.Mine, 0}, {c.Canalside.Manager, casework.TeamOpen, 0}, {n.Practice, casework.TeamOpen, 0}, {c.Admin, casework.TeamOpen, 0}} {
			for _, size := range []int{1, 4, 11, 50} {
				if got := len(throughPages(c, k.by, k.which, size)); got != k.want {
					t.Errorf("%s of %s in pages of %d: %d, want %d", k.which, k.by.Name, size, got, k.want)
				}
			}
		}
		c.Read(func(s *db.Snapshot) error {
			loads, err := casework.Loads(s, n.TeamID)
			if l := loads[n.First.AccountID]; l.Open != 11 || l.Held != 1 || l.NotYetReached != 8 || l.NewThisMonth != 11 {
				t.Errorf("%+v", l)
			}
			list, err2 := casework.ListOf(s, n.Manager, n.Second.AccountID, "", 10)
			if list.Total != 1 || len(list.Rows) != 1 || list.Rows[0].PersonID != other {
				t.Errorf("%+v", list)
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

func TestFiveHundredContactsInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		for i := range 500 {
			e := casework.Entry{}
			e.Day = c.Today().AddDays(-(i * 7 % 50)) // ten a day, in no order
			c.Contact(n.First, person, e)
		}
		for _, size := range []int{25, 499, 1000} {
			var all []casework.Contact
			for cursor, more := "", true; more; {
				c.Read(func(s *db.Snapshot) error {
					page, err := casework.Contacts(s, n.First, person, cursor, size)
					if page.Total != 500 {
						t.Fatalf("total %d", page.Total)
					}
					all = append(all, page.Contacts...)
					cursor = page.Next
					return err
				})
				more = cursor != ""
			}
			seen := make(map[string]bool)
			for i, k := range all {
				if i > 0 && all[i-1].Day.Before(k.Day) {
					t.Fatalf("pages of %d: %s before %s", size, all[i-1].Day, k.Day)
				}
				seen[k.ID] = true
			}
			if len(all) != 500 || len(seen) != 500 {
				t.Errorf("pages of %d: %d contacts, %d different", size, len(all), len(seen))
			}
		}
		k := c.Case(n.First, person)
		c.Read(func(s *db.Snapshot) error {
			spoke, err := casework.Conversations(s, k.ID)
			if spoke != 500 {
				t.Errorf("%d conversations", spoke)
			}
			return err
		})
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error { _, err := casework.Contacts(s, n.Second, person, "", 5); return err }), db.ErrNotFound)
	})
}
