package safeguarding_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/safeguarding"
)

// chainModel is one concern in a team whose leads come and go, as it should be.
type chainModel struct {
	*castest.Cast
	person, id               string
	leads                    []access.Actor
	named                    []access.Actor // in order
	leadsVersion             int
	disabled                 map[string]bool
	state                    safeguarding.State
	owner                    string
	passed, version, entries int
	passAt                   time.Time
}

// chain is who is asked now, in order: the named who are here, or the manager.
func (m *chainModel) chain() (ids []string) {
	for _, set := range [][]access.Actor{m.named, {m.Harbour.Manager}} {
		for _, a := range set {
			if !m.disabled[a.AccountID] {
				ids = append(ids, a.AccountID)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// give is a turn.
func (m *chainModel) give() {
	chain, next := m.chain(), ""
	if len(chain) > 0 {
		next = chain[(slices.Index(chain, m.owner)+1)%len(chain)] // whoever is not in it is followed by the first
	}
	wait := time.Hour
	if m.passed >= max(1, len(chain)) {
		wait = 24 * time.Hour
	}
	m.owner, m.passAt = next, m.Clock.Now().Add(wait)
	m.version, m.entries = m.version+1, m.entries+1
}

func (m *chainModel) raise(t *rapid.T) {
	m.id = raise(m.Cast, m.Harbour.First, m.person)
	m.state, m.version, m.entries, m.passed, m.owner = safeguarding.Raised, 1, 1, 0, ""
	m.give()
}

func (m *chainModel) wait(t *rapid.T) {
	m.Clock.Advance(time.Duration(rapid.SampledFrom([]int{1, 30, 59, 61, 25 * 60}).Draw(t, "minutes")) * time.Minute)
	if m.state == safeguarding.Raised && !m.Clock.Now().Before(m.passAt) {
		m.passed++
		m.give()
	}
	m.turn(t)
}

// turn does what is due, but for sending the messages and for the concerns of
// earlier runs.
func (m *chainModel) turn(t *rapid.T) {
	handlers := map[string]jobs.Handler{"messages.send": func(context.Context, json.RawMessage) error { return nil }}
	for kind, handler := range safeguarding.Handlers(m.DB) {
		handlers[kind] = func(ctx context.Context, args json.RawMessage) error {
			if !strings.Contains(string(args), m.id) {
				return nil
			}
			return handler(ctx, args)
		}
	}
	if err := jobs.NewRunner(m.DB, handlers).Drain(m.Context()); err != nil {
		t.Fatal(err)
	}
}

// repeat runs a turn that is over, or that has not come, once more.
func (m *chainModel) repeat(t *rapid.T) {
	turn := rapid.IntRange(0, m.passed+1).Draw(t, "turn")
	if turn == m.passed {
		return // that one is due
	}
	if err := again(m.Cast, m.id, turn); err != nil {
		t.Fatal(err)
	}
}

func (m *chainModel) name(t *rapid.T) {
	named := rapid.Permutation(m.leads).Draw(t, "leads")[:rapid.IntRange(0, 2).Draw(t, "how many")]
	named = slices.DeleteFunc(slices.Clone(named), func(a access.Actor) bool { return m.disabled[a.AccountID] })
	if err := nameLeads(m.Cast, m.Harbour, m.leadsVersion, named...); err != nil {
		t.Fatal(err)
	}
	m.named, m.leadsVersion = named, m.leadsVersion+1
	if m.state == safeguarding.Raised && m.owner == "" {
		m.passed++
		m.give()
	}
	m.turn(t)
}

// comeOrGo disables somebody, the manager among them, or lets them back in.
func (m *chainModel) comeOrGo(t *rapid.T) {
	who := rapid.SampledFrom(append(slices.Clone(m.leads), m.Harbour.Manager)).Draw(t, "who").AccountID
	change := identity.Disable
	if m.disabled[who] {
		change = identity.Enable
	}
	m.Write(func(tx *db.Tx) error { return change(tx, audit.System, who) })
	m.disabled[who] = !m.disabled[who]
}

func (m *chainModel) take(t *rapid.T) {
	by := rapid.SampledFrom(append(slices.Clone(m.leads), m.Harbour.Manager, m.Canalside.Manager)).Draw(t, "by")
	what := rapid.SampledFrom([]safeguarding.What{safeguarding.WasSeen, safeguarding.WasSeen, safeguarding.Acted, safeguarding.Referred, safeguarding.Told, safeguarding.FirstChanged, safeguarding.WasClosed, safeguarding.Reopened}).Draw(t, "what")
	s := safeguarding.Step{ConcernID: m.id, Version: m.version - rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, "behind"), What: what, Words: "As agreed", Day: m.Today(), Outcome: "safer", KeepFlag: "yes"}
	key := once.Key{Actor: by.AccountID, Token: m.id + string(rune('a'+m.version)) + string(what), BodyHash: "same"}
	err := safeguarding.Take(m.Context(), m.DB, by, key, s)
	if want := m.wanted(by, s); !errors.Is(err, want) {
		t.Fatalf("%s by %s in %s: %v, want %v", what, by.Name, m.state, err, want)
	}
	if err != nil {
		return
	}
	if again := safeguarding.Take(m.Context(), m.DB, by, key, s); again != nil {
		t.Fatalf("the same form again: %v", again)
	}
	m.state, m.version, m.entries = m.follows(what), m.version+1, m.entries+1
	if what == safeguarding.WasSeen || what == safeguarding.Reopened {
		m.owner = by.AccountID
	}
}

func (m *chainModel) wanted(by access.Actor, s safeguarding.Step) error {
	switch {
	case !m.reads(by):
		return db.ErrNotFound
	case s.Version != m.version || m.follows(s.What) == "":
		return db.ErrConflict
	}
	return nil
}

// reads says whose register it is on: a named lead's, disabled or not, since
// only who can log in gets so far, and the manager's where no lead is here.
func (m *chainModel) reads(by access.Actor) bool {
	here := false
	for _, a := range m.named {
		if a.AccountID == by.AccountID {
			return true
		}
		here = here || !m.disabled[a.AccountID]
	}
	return by.AccountID == m.Harbour.Manager.AccountID && !here
}

// follows says where a step leads, "" for nowhere.
func (m *chainModel) follows(what safeguarding.What) safeguarding.State {
	table := map[safeguarding.State]map[safeguarding.What]safeguarding.State{
		safeguarding.Raised:       {safeguarding.WasSeen: safeguarding.Acknowledged},
		safeguarding.Acknowledged: {safeguarding.WasSeen: safeguarding.Acknowledged, safeguarding.WasClosed: safeguarding.Closed},
		safeguarding.InHand:       {safeguarding.WasSeen: safeguarding.InHand, safeguarding.WasClosed: safeguarding.Closed},
		safeguarding.Closed:       {safeguarding.Reopened: safeguarding.InHand},
	}
	for _, state := range []safeguarding.State{safeguarding.Acknowledged, safeguarding.InHand} {
		for _, work := range []safeguarding.What{safeguarding.Acted, safeguarding.Referred, safeguarding.Told, safeguarding.FirstChanged} {
			table[state][work] = safeguarding.InHand
		}
	}
	return table[m.state][what]
}

func (m *chainModel) check(t *rapid.T) {
	m.Read(func(r *db.Snapshot) error {
		k, err := safeguarding.RaisedByMe(r, m.Harbour.First, m.id)
		if err != nil {
			return err
		}
		entries, err := safeguarding.Entries(r, m.id)
		if k.State != m.state || k.OwnerID != m.owner || k.Passed != m.passed || k.Version != m.version || len(entries) != m.entries {
			t.Fatalf("%s with %s, passed on %d times, version %d, %d entries; want %s with %s, %d, %d, %d",
				k.State, k.OwnerID, k.Passed, k.Version, len(entries), m.state, m.owner, m.passed, m.version, m.entries)
		}
		for _, by := range append(slices.Clone(m.leads), m.Harbour.Manager) {
			if _, err := safeguarding.TheConcern(r, by, m.id); (err == nil) != m.reads(by) {
				t.Fatalf("%s reads it: %v", by.Name, err)
			}
		}
		return err
	})
}

// TestAConcernIsNeverLost lets leads be named, leave and come back, jobs run
// late and twice, and people act on what they saw last, at random.
func TestAConcernIsNeverLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		leads := []access.Actor{c.Harbour.Second, c.Canalside.First, c.Canalside.Second}
		m := &chainModel{Cast: c, person: c.Supported(c.Harbour.First), leads: leads, disabled: map[string]bool{}}
		rapid.Check(t, func(rt *rapid.T) {
			m.raise(rt)
			rt.Repeat(map[string]func(*rapid.T){"": m.check, "wait": m.wait, "repeat": m.repeat, "name": m.name, "come or go": m.comeOrGo, "take": m.take})
		})
	})
}
