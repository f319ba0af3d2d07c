package casework_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

// model is what two people who act on the same holdings must find.
type model struct {
	*castest.Cast
	t       *rapid.T
	person  string
	by      []access.Actor
	keys    int
	holding map[string]*expected
	order   []string
}

// expected is one holding as it should be.
type expected struct {
	seen     casework.Holding // as somebody saw it last: perhaps stale
	version  int
	changes  int
	checkIns int
	ended    bool
}

// key makes one form; sending it twice must act once.
func (m *model) key(by access.Actor) once.Key {
	m.keys++
	return once.Key{Actor: by.AccountID, Token: fmt.Sprint(m.person, m.keys), BodyHash: "same"}
}

// twice sends a form once or, like an impatient reader, twice.
func (m *model) twice(send func() error) error {
	err := send()
	if err == nil && rapid.Bool().Draw(m.t, "again") {
		if again := send(); again != nil {
			m.t.Fatalf("sent again: %v", again)
		}
	}
	return err
}

func (m *model) someone() access.Actor { return rapid.SampledFrom(m.by).Draw(m.t, "by") }

func (m *model) any() (string, *expected) {
	if len(m.order) == 0 {
		m.t.Skip("nothing is held yet")
	}
	id := rapid.SampledFrom(m.order).Draw(m.t, "holding")
	return id, m.holding[id]
}

func (m *model) start(t *rapid.T) {
	m.t = t
	by, h := m.someone(), holding(m.person, m.Cast)
	key, id := m.key(by), ""
	err := m.twice(func() (err error) {
		id, err = casework.StartHolding(m.Context(), m.DB, by, key, h)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m.holding[id], m.order = &expected{version: 1}, append(m.order, id)
}

func (m *model) look(t *rapid.T) {
	m.t = t
	id, x := m.any()
	if !x.ended {
		x.seen = theHolding(m.Cast, m.person, id)
	}
}

func (m *model) change(t *rapid.T) {
	m.t = t
	id, x := m.any()
	if x.seen.ID == "" {
		t.Skip("nobody looked at it")
	}
	by, h := m.someone(), x.seen
	h.WaitingFor = fmt.Sprint("Reason ", m.keys)
	key := m.key(by)
	err := m.twice(func() error { return casework.ChangeHolding(m.Context(), m.DB, by, key, h) })
	switch want := m.wanted(x, x.seen.Version); {
	case !errors.Is(err, want):
		t.Fatalf("change of %s: %v, want %v", id, err, want)
	case err == nil:
		x.version, x.changes = x.version+1, x.changes+1
	}
}

// wanted is how a change with a version must end.
func (m *model) wanted(x *expected, version int) error {
	switch {
	case x.ended:
		return db.ErrNotFound
	case x.version != version:
		return db.ErrConflict
	}
	return nil
}

func (m *model) checkIn(t *rapid.T) {
	m.t = t
	id, x := m.any()
	by, e := m.someone(), contact("phone", "spoke", "")
	e.PersonID, e.Day = m.person, m.Today()
	key := m.key(by)
	err := m.twice(func() error {
		_, err := casework.CheckIn(m.Context(), m.DB, by, key, id, e)
		return err
	})
	if want := m.wanted(x, x.version); !errors.Is(err, want) {
		t.Fatalf("check-in: %v, want %v", err, want)
	} else if err == nil {
		x.version, x.checkIns = x.version+1, x.checkIns+1
	}
}

func (m *model) end(t *rapid.T) {
	m.t = t
	id, x := m.any()
	by := m.someone()
	key := m.key(by)
	err := m.twice(func() error {
		return casework.EndHolding(m.Context(), m.DB, by, key, m.person, id, "A place came")
	})
	if want := m.wanted(x, x.version); !errors.Is(err, want) {
		t.Fatalf("end: %v, want %v", err, want)
	}
	x.ended = true
}

// check finds what should be, and the counts equal to their lists.
func (m *model) check(t *rapid.T) {
	open := 0
	for _, x := range m.holding {
		if !x.ended {
			open++
		}
	}
	m.Read(func(s *db.Snapshot) error {
		held, err := casework.HeldBy(s, m.by[0].AccountID)
		if len(held) != open || err != nil {
			t.Fatalf("%d are held, want %d, %v", len(held), open, err)
		}
		n, err := casework.Count(s, m.by[0], casework.Held)
		if n != min(1, open) || err != nil {
			t.Fatalf("%d people are held, %v", n, err)
		}
		for _, h := range held {
			before, err := casework.HoldingHistory(s, h.ID)
			if x := m.holding[h.ID]; h.Version != x.version || len(before) != x.changes || err != nil {
				t.Fatalf("version %d with %d changes kept, want %d and %d, %v", h.Version, len(before), x.version, x.changes, err)
			}
		}
		contacts, err := casework.Contacts(s, m.by[0], m.person, "", 1)
		want := 1
		for _, x := range m.holding {
			want += x.checkIns
		}
		if contacts.Total != want {
			t.Fatalf("%d contacts, want %d", contacts.Total, want)
		}
		return err
	})
}

func TestTwoWhoKeepInTouchWithOnePersonLoseNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		rapid.Check(t, func(rt *rapid.T) {
			m := &model{Cast: c, t: rt, by: []access.Actor{c.Harbour.First, c.Harbour.Manager}, holding: map[string]*expected{}}
			m.person = c.Supported(c.Harbour.First)
			defer c.Close(c.Harbour.First, m.person, "settled") // so that the next run finds nobody held
			c.Contact(c.Harbour.First, m.person, casework.Entry{})
			rt.Repeat(map[string]func(*rapid.T){"": m.check, "start": m.start, "look": m.look, "change": m.change, "check in": m.checkIn, "end": m.end})
		})
	})
}
