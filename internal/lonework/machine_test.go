package lonework_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/lonework"
)

// visitMachine is one visit at a time, with a worker and two who answer, pages
// that are old and jobs that repeat.
type visitMachine struct {
	*field
	id  string
	was lonework.Visit
}

func (m *visitMachine) may(t *rapid.T, err error) {
	var bad *db.Invalid
	if err != nil && !errors.Is(err, db.ErrConflict) && !errors.Is(err, db.ErrNotFound) && !errors.As(err, &bad) {
		t.Fatal(err)
	}
}

func (m *visitMachine) someone(t *rapid.T) access.Actor {
	return rapid.SampledFrom([]access.Actor{m.Harbour.First, m.Harbour.Second, m.Harbour.Manager, m.Canalside.Manager}).Draw(t, "who")
}

func (m *visitMachine) now() (v lonework.Visit) { return m.visit(m.Harbour.First, m.id) }

func (m *visitMachine) anew(t *rapid.T) {
	if !m.now().State.Over() {
		t.Skip("there is one")
	}
	m.book()
	m.id = m.set()
	m.was = m.now()
}

func (m *visitMachine) wait(t *rapid.T) {
	before, told := m.now(), len(m.told(m.id))
	minutes := rapid.SampledFrom([]int{1, 5, 14, 16, 61, 130}).Draw(t, "minutes")
	for range minutes {
		m.Clock.Advance(time.Minute)
		m.drain()
	}
	after, more := m.now(), len(m.told(m.id))-told
	switch {
	case before.State.Over() && more > 0:
		t.Fatalf("%d messages after the end", more)
	case before.State == lonework.Alarm && after.State != lonework.Alarm:
		t.Fatalf("an alarm became %s by waiting", after.State)
	case before.State.Ringing() && minutes >= 61 && more == 0:
		t.Fatal("an alarm went quiet")
	}
}

func (m *visitMachine) repeat(t *rapid.T) {
	args, err := json.Marshal(map[string]any{"visit": m.id, "turn": rapid.IntRange(0, 3).Draw(t, "turn")})
	if err != nil {
		t.Fatal(err)
	}
	before := m.now()
	if err := lonework.Handlers(m.DB, true)["lonework.watch"](m.Context(), args); err != nil {
		t.Fatal(err)
	}
	if after := m.now(); before.State.Over() && after.Version != before.Version {
		t.Fatal("a job changed a visit that is over")
	}
}

// check compares with what there was: only steps that the table allows, and
// nobody who is overdue is forgotten.
func (m *visitMachine) check(t *rapid.T) {
	m.drain()
	v, now := m.now(), m.Clock.Now()
	if v.ID == m.was.ID && v.State != m.was.State && m.was.State.Over() {
		t.Fatalf("%s became %s", m.was.State, v.State)
	}
	grace := 15 * time.Minute
	if (v.State == lonework.Planned || v.State == lonework.Out) && now.After(v.BackBy.Add(grace)) {
		t.Fatalf("%s at %v, expected back by %v", v.State, now, v.BackBy)
	}
	if v.State.Ringing() && v.OwnerID == "" || v.OwnerID == v.AccountID {
		t.Fatalf("an alarm lies with %q", v.OwnerID)
	}
	if v.State.Ringing() == v.AlarmAt.IsZero() && v.State.Ringing() {
		t.Fatal("an alarm has no time")
	}
	m.was = v
}

func TestNobodyWhoIsOverdueIsForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := &visitMachine{field: newField(t, d)}
		m.name(0, m.Harbour.Second, m.Harbour.Manager)
		m.id = m.set()
		m.was = m.now()
		rapid.Check(t, func(rt *rapid.T) {
			rt.Repeat(map[string]func(*rapid.T){
				"plan":    m.anew,
				"wait":    m.wait,
				"repeat":  m.repeat,
				"set out": func(t *rapid.T) { m.may(t, lonework.SetOut(m.Context(), m.DB, m.someone(t), none, m.id)) },
				"longer": func(t *rapid.T) {
					m.may(t, lonework.TakeLonger(m.Context(), m.DB, m.someone(t), none, m.id, rapid.SampledFrom([]int{15, 30, 60, 7}).Draw(t, "minutes")))
				},
				"check out": func(t *rapid.T) { m.may(t, lonework.CheckOut(m.Context(), m.DB, m.someone(t), none, m.id)) },
				"help":      func(t *rapid.T) { m.may(t, lonework.AskForHelp(m.Context(), m.DB, m.someone(t), none, m.id, true)) },
				"call off":  func(t *rapid.T) { m.may(t, lonework.CallOff(m.Context(), m.DB, m.someone(t), none, m.id)) },
				"answer":    func(t *rapid.T) { m.may(t, lonework.Answer(m.Context(), m.DB, m.someone(t), none, m.id)) },
				"finish":    func(t *rapid.T) { m.may(t, lonework.Finish(m.Context(), m.DB, m.someone(t), none, m.id, "safe", "")) },
				"":          m.check,
			})
		})
	})
}
