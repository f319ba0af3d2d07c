package safeguarding_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/safeguarding"
)

const secret = "Her nephew takes the pension book."

// about is a whole concern about a person.
func about(personID string) safeguarding.Raising {
	return safeguarding.Raising{DangerAsked: true, Concern: safeguarding.Concern{PersonID: personID, Seen: secret, Whose: "person", Kinds: []string{"financial"},
		PersonKnows: "agrees", FirstDo: "Call before you visit, and not when the nephew is there."}}
}

func raise(c *castest.Cast, by access.Actor, personID string) string {
	c.Helper()
	id, err := safeguarding.Raise(c.Context(), c.DB, by, once.Key{}, about(personID))
	c.OK(err)
	return id
}

func nameLeads(c *castest.Cast, n castest.Network, version int, leads ...access.Actor) error {
	var named []access.Lead
	for _, l := range leads {
		named = append(named, access.Lead{AccountID: l.AccountID, Phone: "01632 960 111"})
	}
	return safeguarding.NameLeads(c.Context(), c.DB, n.Manager, once.Key{}, n.TeamID, named, safeguarding.Clock{Minutes: 60, DangerMinutes: 15, Version: version})
}

// drain runs the jobs that are due, as the program does.
func drain(c *castest.Cast) {
	c.Helper()
	handlers := safeguarding.Handlers(c.DB)
	handlers["messages.send"] = messages.NewSender(c.DB, map[messages.Channel]messages.Transport{messages.Email: messages.Withhold{}}).Handlers()["messages.send"]
	c.OK(jobs.NewRunner(c.DB, handlers).Drain(c.Context()))
}

func register(c *castest.Cast, by access.Actor) (g safeguarding.Register) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { g, err = safeguarding.TheRegister(r, by); return })
	return g
}

// mailTo lists the messages to somebody about safeguarding, and fails if one
// of them says anything of the person.
func mailTo(c *castest.Cast, who access.Actor) (n int) {
	c.Helper()
	address := strings.ToLower(strings.ReplaceAll(who.Name, " ", ".")) + "@linkwork.example"
	c.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 500)
		for _, e := range all {
			if e.Purpose != "safeguarding" {
				continue
			}
			if e.PersonID != "" || strings.Contains(e.Text+e.Subject, "nephew") || strings.Contains(e.Text+e.Subject, "Marsh") {
				c.Errorf("a message says too much: %+v", e)
			}
			if e.To == address {
				n++
			}
		}
		return err
	})
	return n
}

func readersOf(c *castest.Cast, id string) (names []string) {
	for _, who := range c.Staff() {
		c.Read(func(r *db.Snapshot) error {
			_, err := safeguarding.TheConcern(r, who, id)
			g, err2 := safeguarding.TheRegister(r, who)
			n, err3 := safeguarding.Waiting(r, who)
			if n != len(g.Unseen)+len(g.Looks) {
				c.Errorf("%s: the count is %d, the lists are %d and %d long", who.Name, n, len(g.Unseen), len(g.Looks))
			}
			for _, l := range g.Looks {
				if l.AccountID == who.AccountID {
					c.Errorf("%s is to look into their own look", who.Name)
				}
			}
			if on := slices.ContainsFunc(g.Unseen, func(k safeguarding.Concern) bool { return k.ID == id }); on != (err == nil) {
				c.Errorf("%s: on the register %v, opened %v", who.Name, on, err)
			}
			if err == nil {
				names = append(names, who.Name)
			} else if !errors.Is(err, db.ErrNotFound) {
				return err
			}
			return errors.Join(err2, err3)
		})
	}
	return names
}

func TestAConcernIsReadByThoseInChargeOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Supported(n.Second) // a colleague with people of their own
		for _, stranger := range []access.Actor{n.Second, c.Canalside.Manager, c.Admin, n.Practice} {
			_, err := safeguarding.Raise(t.Context(), d, stranger, once.Key{}, about(person))
			castest.Is(t, err, db.ErrNotFound)
		}
		id := raise(c, n.First, person)
		want := func(when string, names ...string) {
			t.Helper()
			if got := readersOf(c, id); !slices.Equal(got, names) {
				t.Errorf("%s: read by %q, want %q", when, got, names)
			}
		}
		want("no lead", "Jo Hart")
		if mailTo(c, n.Manager) != 1 {
			t.Error("the manager was not told")
		}
		castest.Is(t, safeguarding.NameLeads(t.Context(), d, n.First, once.Key{}, n.TeamID, nil, safeguarding.Clock{Minutes: 60, DangerMinutes: 15}), db.ErrNotFound)
		castest.Is(t, safeguarding.NameLeads(t.Context(), d, c.Canalside.Manager, once.Key{}, n.TeamID, nil, safeguarding.Clock{Minutes: 60, DangerMinutes: 15}), db.ErrNotFound)
		c.OK(nameLeads(c, n, 0, c.Canalside.First, n.Second))
		castest.Is(t, nameLeads(c, n, 0, n.Second), db.ErrConflict)
		want("a lead from another team", "Callum Reid", "Tomasz Nowak")
		c.Write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, n.Second.AccountID) })
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, c.Canalside.First.AccountID) })
		want("one disabled, one gone", "Callum Reid", "Jo Hart") // who is disabled cannot log in
		c.Read(func(r *db.Snapshot) error {
			mine, err := safeguarding.RaisedByMe(r, n.First, id)
			if mine.Seen != secret {
				t.Error("the raiser does not see their own words")
			}
			_, err2 := safeguarding.RaisedByMe(r, n.Second, id)
			castest.Is(t, err2, db.ErrNotFound)
			return err
		})
	})
}

func TestAConcernSaysWhatItMust(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		for field, spoil := range map[string]func(*safeguarding.Raising){
			"danger":       func(k *safeguarding.Raising) { k.DangerAsked = false },
			"danger_done":  func(k *safeguarding.Raising) { k.Danger = true },
			"seen":         func(k *safeguarding.Raising) { k.Seen = " " },
			"whose":        func(k *safeguarding.Raising) { k.Whose = "nobody" },
			"kinds":        func(k *safeguarding.Raising) { k.Kinds = []string{"unheard-of"} },
			"person_knows": func(k *safeguarding.Raising) { k.PersonKnows = "" },
			"told":         func(k *safeguarding.Raising) { k.Told = strings.Repeat("x", 501) },
			"first_do":     func(k *safeguarding.Raising) { k.FirstDo = "\n" },
		} {
			k := about(person)
			spoil(&k)
			_, err := safeguarding.Raise(t.Context(), d, c.Harbour.First, once.Key{}, k)
			castest.Refused(t, err, field)
		}
		key := once.Key{Actor: "amina", Token: "t", BodyHash: "h"}
		for range 2 {
			_, err := safeguarding.Raise(t.Context(), d, c.Harbour.First, key, about(person))
			c.OK(err)
		}
		if g := register(c, c.Harbour.Manager); len(g.Unseen) != 1 || mailTo(c, c.Harbour.Manager) != 1 {
			t.Errorf("raised %d times, told %d times", len(g.Unseen), mailTo(c, c.Harbour.Manager))
		}
	})
}

func TestNobodyIsNotTheSameAsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, n.Manager.AccountID) })
		id := raise(c, n.First, person)
		if mailTo(c, c.Admin) != 1 {
			t.Error("no administrator was told")
		}
		c.Read(func(r *db.Snapshot) error {
			unled, err := safeguarding.UnledTeams(r)
			if len(unled) != 1 || unled[0].Team.ID != n.TeamID || unled[0].Waiting != 1 {
				t.Errorf("%+v", unled)
			}
			return err
		})
		c.Clock.Advance(2 * time.Hour)
		drain(c)
		c.Write(func(tx *db.Tx) error { return identity.Enable(tx, audit.System, n.Manager.AccountID) })
		c.OK(nameLeads(c, n, 0, n.Second))
		drain(c) // woken at once
		g := register(c, n.Second)
		if len(g.Unseen) != 1 || g.Unseen[0].ID != id || g.Unseen[0].OwnerID != n.Second.AccountID || mailTo(c, n.Second) != 1 {
			t.Errorf("it is lost: %+v", g)
		}
	})
}

func TestStepsFollowTheTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		id := raise(c, n.First, person)
		version := 2 // given on in the same write
		take := func(by access.Actor, s safeguarding.Step) error {
			s.ConcernID, s.Version = id, version
			err := safeguarding.Take(t.Context(), d, by, once.Key{}, s)
			if err == nil {
				version++
			}
			return err
		}
		castest.Is(t, take(n.First, safeguarding.Step{What: safeguarding.WasSeen}), db.ErrNotFound)
		castest.Is(t, take(n.Manager, safeguarding.Step{What: safeguarding.Acted, Words: "x", Day: c.Today()}), db.ErrConflict)
		castest.Is(t, take(n.Manager, safeguarding.Step{What: "nonsense"}), db.ErrConflict)
		c.OK(take(n.Manager, safeguarding.Step{What: safeguarding.WasSeen}))
		castest.Refused(t, take(n.Manager, safeguarding.Step{What: safeguarding.Acted, Words: "Called her", Day: c.Today().AddDays(1)}), "day")
		castest.Refused(t, take(n.Manager, safeguarding.Step{What: safeguarding.Told, Words: " "}), "words")
		c.OK(take(n.Manager, safeguarding.Step{What: safeguarding.Referred, Words: "Adult social care", Day: c.Today(), Reference: "SA-1"}))
		c.OK(take(n.Manager, safeguarding.Step{What: safeguarding.FirstChanged, Words: "Meet at the practice only."}))
		castest.Refused(t, take(n.Manager, safeguarding.Step{What: safeguarding.WasClosed, Words: "Done"}), "outcome")
		castest.Refused(t, take(n.Manager, safeguarding.Step{What: safeguarding.WasClosed, Outcome: "safer", Words: "Done"}), "keep_flag")
		c.OK(take(n.Manager, safeguarding.Step{What: safeguarding.WasClosed, Outcome: "safer", KeepFlag: "no", Words: "The nephew has moved out"}))
		flags := func() (n int) {
			c.Read(func(r *db.Snapshot) (err error) { n, err = safeguarding.Flags(r, person); return })
			return n
		}
		if flags() != 0 {
			t.Error("the flag stands though it was taken down")
		}
		castest.Is(t, take(n.Manager, safeguarding.Step{What: safeguarding.Told, Words: "x"}), db.ErrConflict)
		c.OK(take(n.Manager, safeguarding.Step{What: safeguarding.Reopened, Words: "He is back"}))
		if flags() != 1 {
			t.Error("opened again without its flag")
		}
		stale := safeguarding.Take(t.Context(), d, n.Manager, once.Key{}, safeguarding.Step{ConcernID: id, Version: version - 1, What: safeguarding.Told, Words: "x"})
		castest.Is(t, stale, db.ErrConflict)
		c.Read(func(r *db.Snapshot) error {
			entries, err := safeguarding.Entries(r, id)
			var what []string
			for _, e := range entries {
				what = append(what, string(e.What))
			}
			if got := strings.Join(what, " "); got != "raised given acknowledged referred first-do closed reopened" {
				t.Errorf("%s", got)
			}
			return err
		})
	})
}

func TestTheReasonIsOpenToTheWorkerAndShownToOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		raise(c, n.First, person)
		c.OK(nameLeads(c, n, 0, n.Second))
		open := func(by access.Actor) bool {
			t.Helper()
			var flags []safeguarding.Flag
			c.Read(func(r *db.Snapshot) (err error) { flags, err = safeguarding.FlagsFor(r, by, person); return })
			if len(flags) != 1 || flags[0].FirstDo == "" || (flags[0].Seen == secret) != flags[0].Open {
				t.Fatalf("%+v", flags)
			}
			return flags[0].Open
		}
		if !open(n.First) || open(n.Manager) {
			t.Error("the worker is shut out, or the manager walks in")
		}
		show := func(by access.Actor, why, words string) error {
			return safeguarding.Show(t.Context(), d, by, once.Key{}, person, why, words)
		}
		castest.Is(t, show(c.Canalside.Manager, "meeting", ""), db.ErrNotFound)
		castest.Refused(t, show(n.Manager, "", ""), "why")
		castest.Refused(t, show(n.Manager, "other", " "), "words")
		c.OK(show(n.Manager, "supervising", ""))
		if !open(n.Manager) {
			t.Error("said why and does not see")
		}
		c.Clock.Advance(16 * time.Minute)
		if open(n.Manager) {
			t.Error("open for ever")
		}
		looks := register(c, n.Second).Looks
		if len(looks) != 1 || looks[0].Name != "Jo Hart" || looks[0].Why != "supervising" || looks[0].Unusual() {
			t.Fatalf("%+v", looks)
		}
		into := func(by access.Actor, words string) error {
			return safeguarding.LookInto(t.Context(), d, by, once.Key{}, looks[0].ID, words)
		}
		castest.Is(t, into(n.Manager, "fine"), db.ErrNotFound)
		castest.Refused(t, into(n.Second, ""), "note")
		c.OK(into(n.Second, "Agreed with Jo"))
		castest.Is(t, into(n.Second, "again"), db.ErrConflict)
		c.Read(func(r *db.Snapshot) error {
			rows, err := audit.OfPerson(r, person, 50)
			if !slices.ContainsFunc(rows, func(row audit.Row) bool { return row.Act == "safety.reason-shown" && row.By.Name == "Jo Hart" }) {
				t.Error("the look is not on the trail")
			}
			return err
		})
	})
}

func TestARunOfLooksIsUnusual(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.OK(nameLeads(c, n, 0, n.Second))
		for i := range 5 {
			person := c.Supported(n.First)
			raise(c, n.First, person)
			before := mailTo(c, n.Second)
			for range 2 { // twice at one person is one person
				c.OK(safeguarding.Show(t.Context(), d, n.Manager, once.Key{}, person, "meeting", ""))
			}
			looks := register(c, n.Second).Looks
			if looks[0].People != i+1 || looks[0].Unusual() != (i == 4) {
				t.Errorf("look %d: %+v", i, looks[0])
			}
			if told := mailTo(c, n.Second) > before; told != (i == 4) {
				t.Errorf("look %d: told %v", i, told)
			}
		}
	})
}

func TestAChainIsNamedWithCare(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		castest.Refused(t, nameLeads(c, n, 0, n.First, n.First), "lead_2")
		castest.Refused(t, nameLeads(c, n, 0, n.Practice), "lead_1")
		castest.Refused(t, nameLeads(c, n, 0, c.Admin), "lead_1")
		for field, spoil := range map[string]func(*access.Lead, *safeguarding.Clock){
			"phone_1":        func(l *access.Lead, _ *safeguarding.Clock) { l.Phone = " " },
			"minutes":        func(_ *access.Lead, k *safeguarding.Clock) { k.Minutes = 1 },
			"danger_minutes": func(_ *access.Lead, k *safeguarding.Clock) { k.DangerMinutes = 5000 },
		} {
			l, k := access.Lead{AccountID: n.First.AccountID, Phone: "01632 960 111"}, safeguarding.Clock{Minutes: 60, DangerMinutes: 15}
			spoil(&l, &k)
			castest.Refused(t, safeguarding.NameLeads(t.Context(), d, n.Manager, once.Key{}, n.TeamID, []access.Lead{l}, k), field)
		}
		c.OK(nameLeads(c, n, 0, n.First, n.Second))
		c.Read(func(r *db.Snapshot) error {
			chain, err := safeguarding.Chain(r, n.TeamID)
			if len(chain) != 2 || chain[0].Name != "Amina Yusuf" || chain[1].Name != "Callum Reid" || chain[0].Phone != "01632 960 111" {
				t.Errorf("%+v", chain)
			}
			return err
		})
	})
}

// again runs the job of a turn as a runner does whose lease ran out.
func again(c *castest.Cast, concernID string, passed int) error {
	args, err := json.Marshal(map[string]any{"concern": concernID, "passed": passed})
	c.OK(err)
	for kind, handler := range safeguarding.Handlers(c.DB) {
		if err := handler(c.Context(), args); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
	return nil
}
