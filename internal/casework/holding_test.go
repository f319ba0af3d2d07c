package casework_test

import (
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

func TestHoldingFromStartToEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		id, err := casework.StartHolding(t.Context(), d, n.First, once.Key{}, holding(person, c))
		c.OK(err)
		held := func() (all []casework.Holding) {
			c.Read(func(s *db.Snapshot) (err error) { all, err = casework.HeldBy(s, n.First.AccountID); return })
			return all
		}
		count := func() (n int) {
			c.Read(func(s *db.Snapshot) (err error) { n, err = casework.Count(s, c.Harbour.First, casework.Held); return })
			return n
		}
		if h := held(); len(h) != 1 || h[0].Since != c.Today() || h[0].TalkAboutOn != c.Today().AddMonths(3) || count() != 1 {
			t.Fatalf("%+v", h)
		}
		c.Clock.Advance(10 * 24 * 3600e9)
		next := func(why string, want dates.Date) {
			t.Helper()
			if got := held()[0].NextCheckIn; got != want {
				t.Errorf("%s: next check-in %s, want %s", why, got, want)
			}
		}
		before := held()[0].NextCheckIn
		c.Contact(n.First, person, contact("phone", "spoke", "review"))
		next("a review is no check-in", before)
		c.Contact(n.First, person, contact("phone", "no-answer", "holding-waiting"))
		next("nobody answered", before)
		c.Contact(n.First, person, contact("phone", "spoke", "holding-waiting"))
		next("by its rhythm", c.Today().AddDays(14))
		put := contact("phone", "spoke", "holding-waiting")
		put.NextContact = c.Today().AddDays(30)
		c.Contact(n.First, person, put)
		next("put off to a day", c.Today().AddDays(30))
		c.Clock.Advance(200 * 24 * 3600e9)
		if len(held()) != 1 || held()[0].Days(c.Today()) != 210 {
			t.Error("a holding ends by itself")
		}
		castest.Is(t, casework.EndHolding(t.Context(), d, n.Second, once.Key{}, person, id, "A place came"), db.ErrNotFound)
		c.OK(casework.EndHolding(t.Context(), d, n.First, once.Key{}, person, id, "A place came"))
		castest.Is(t, casework.EndHolding(t.Context(), d, n.First, once.Key{}, person, id, "Again"), db.ErrNotFound)
		if len(held()) != 0 || count() != 0 || !c.Case(n.First, person).Open() {
			t.Error("ended, and still held or closed with it")
		}
	})
}

func TestHoldingIsAgreedAndForSomething(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		for field, spoil := range map[string]func(*casework.Holding){
			"function":      func(h *casework.Holding) { h.Function = "parking" },
			"waiting_for":   func(h *casework.Holding) { h.WaitingFor = " " },
			"agreed":        func(h *casework.Holding) { h.Agreed = false },
			"every_days":    func(h *casework.Holding) { h.EveryDays = 93 },
			"next_check_in": func(h *casework.Holding) { h.NextCheckIn = c.Today().AddDays(-1) },
			"joined_on":     func(h *casework.Holding) { h.JoinedOn = c.Today().AddDays(1) },
		} {
			h := holding(person, c)
			spoil(&h)
			_, err := casework.StartHolding(t.Context(), d, n.First, once.Key{}, h)
			castest.Refused(t, err, field)
		}
		_, err := casework.StartHolding(t.Context(), d, n.Second, once.Key{}, holding(person, c))
		castest.Is(t, err, db.ErrNotFound)
	})
}
