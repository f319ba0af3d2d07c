package duplicates_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/duplicates"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/workforce"
)

var keyless once.Key

// twice are two records of one person: same name and day of birth, one without
// an NHS number.
func twice(c *castest.Cast, workers ...access.Actor) (ids [2]string) {
	c.Helper()
	first := c.Referral()
	second := c.Referral()
	second.Given, second.Family, second.BirthDate, second.NHSNumber = first.Given, first.Family, first.BirthDate, ""
	for i, r := range []int{0, 1} {
		ref := first
		if r == 1 {
			ref = second
		}
		ids[i] = c.Take(workers[i], c.Receive(ref), "")
		c.Clock.Advance(time.Minute)
	}
	return ids
}

func theirs(c *castest.Cast, by access.Actor, ids [2]string) (p people.Pair) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { p, err = people.ThePair(s, by, ids[0], ids[1]); return })
	return p
}

// chosen takes what the second record says wherever they differ.
func chosen(c *castest.Cast, by access.Actor, ids [2]string) duplicates.Chosen {
	p := theirs(c, by, ids)
	right := map[string]string{}
	for _, f := range p.Differing() {
		right[f.Name] = p.Newer.ID
	}
	return duplicates.Chosen{First: p.Older.ID, Second: p.Newer.ID, FirstVersion: p.Older.Version, SecondVersion: p.Newer.Version, Right: right}
}

func closed(c *castest.Cast, by access.Actor, id string) {
	c.Contact(by, id, casework.Entry{})
	c.Close(by, id, "duplicate")
}

func mergeOf(c *castest.Cast, id string) (m people.Merged) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		all, err := people.MergesOf(s, id)
		m = all[0]
		return err
	})
	return m
}

func TestTwoRecordsBecomeOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		ids := twice(c, n.First, n.Second)
		c.Contact(n.Second, ids[1], casework.Entry{})
		c.OK(casework.SayWhatMatters(t.Context(), d, n.Second, keyless, ids[1], "Company", ""))
		c.OK(casework.StateRisk(t.Context(), d, n.Second, keyless, ids[1], people.Risk{Words: "A dog that bites", Source: "person"}))
		say := func(by access.Actor, id string, given bool) {
			_, err := casework.SaySharing(t.Context(), d, by, keyless, id, people.Permission{RecipientKind: "practice", RecipientID: n.PracticeID, RecipientName: "Harbour Practice", Purpose: "letter", Given: given, How: "By phone"})
			c.OK(err)
			c.Clock.Advance(time.Minute)
		}
		say(n.First, ids[0], false)
		say(n.Second, ids[1], true)
		merge := func(by access.Actor, with duplicates.Chosen) error {
			_, err := duplicates.Merge(t.Context(), d, by, keyless, with)
			return err
		}
		castest.Refused(t, merge(n.Manager, chosen(c, n.Manager, ids)), "open")
		closed(c, n.First, ids[0])
		all := chosen(c, n.Manager, ids)
		for _, stranger := range []access.Actor{n.First, n.Second, c.Canalside.Manager} {
			castest.Is(t, merge(stranger, all), db.ErrNotFound)
		}
		stale := all
		stale.SecondVersion++
		castest.Is(t, merge(n.Manager, stale), db.ErrConflict)
		unsaid := all
		unsaid.Right = nil
		castest.Refused(t, merge(n.Manager, unsaid), "phone")
		key := once.Key{Actor: n.Manager.AccountID, Token: "merge", BodyHash: "same"}
		for range 2 {
			kept, err := duplicates.Merge(t.Context(), d, n.Manager, key, all)
			if c.OK(err); kept != ids[0] {
				t.Error("the newer record was kept")
			}
		}
		castest.Is(t, merge(n.Manager, all), db.ErrNotFound) // it is one already
		c.Read(func(s *db.Snapshot) error {
			contacts, err := casework.Contacts(s, n.Manager, ids[0], "", 10)
			if contacts.Total != 2 || err != nil {
				t.Errorf("%d contacts, %v", contacts.Total, err)
			}
			p, _ := people.Get(s, n.Manager, ids[0])
			if p.NHSNumber == "" || p.Phone == "" {
				t.Errorf("%+v", p)
			}
			risks, _ := people.StandingRisks(s, ids[0])
			if len(risks) != 1 || risks[0].NoneKnown {
				t.Errorf("%+v", risks)
			}
			said, _ := people.Permissions(s, ids[0])
			if yes, asked := people.Allows(said, "practice", n.PracticeID, "letter", c.Today()); yes || !asked {
				t.Error("a no was overruled by a yes")
			}
			if into, err := people.Into(s, ids[1]); into != ids[0] || err != nil {
				t.Errorf("%q, %v", into, err)
			}
			// The worker of the open case goes on; the other's part is over.
			castest.Is(t, access.SeePerson(s, n.First, ids[0]), db.ErrNotFound)
			castest.Is(t, access.SeePerson(s, n.Manager, ids[1]), db.ErrNotFound)
			return access.SeePerson(s, n.Second, ids[0])
		})
		m := mergeOf(c, ids[0])
		for _, stranger := range []access.Actor{n.First, c.Canalside.Manager} {
			_, err := duplicates.Unmerge(t.Context(), d, stranger, keyless, m.ID)
			castest.Is(t, err, db.ErrNotFound)
		}
		// What is added since goes with its case; the details that were edited stay.
		c.Clock.Advance(time.Hour)
		c.Contact(n.Second, ids[0], casework.Entry{NextContact: c.Today().AddDays(2)})
		_, err := duplicates.Unmerge(t.Context(), d, n.Manager, keyless, m.ID)
		c.OK(err)
		_, err = duplicates.Unmerge(t.Context(), d, n.Manager, keyless, m.ID)
		castest.Is(t, err, db.ErrNotFound)
		c.Read(func(s *db.Snapshot) error {
			contacts, err := casework.Contacts(s, n.Second, ids[1], "", 10)
			if contacts.Total != 2 || err != nil {
				t.Errorf("%d contacts, %v", contacts.Total, err)
			}
			todo, _ := diary.ToDoFor(s, ids[1])
			if len(todo) != 1 {
				t.Errorf("%+v", todo)
			}
			castest.Is(t, access.SeePerson(s, n.Second, ids[0]), db.ErrNotFound)
			return access.SeePerson(s, n.First, ids[0])
		})
	})
}

func TestTwoNHSNumbersAreTwoPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		ids := [2]string{c.Supported(n.First), c.Supported(n.First)}
		closed(c, n.First, ids[0])
		_, err := duplicates.Merge(t.Context(), d, n.Manager, keyless, chosen(c, n.Manager, ids))
		if !strings.Contains(castest.Message(err, "nhs_number"), "two people") {
			t.Error(err)
		}
		_, err = duplicates.Merge(t.Context(), d, n.Manager, keyless, chosen2(ids[0], ids[0]))
		castest.Is(t, err, db.ErrNotFound)
	})
}

func chosen2(a, b string) duplicates.Chosen {
	return duplicates.Chosen{First: a, Second: b, FirstVersion: 1, SecondVersion: 1}
}

func TestWhatIsNotTheSameIsRemembered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		ids := twice(c, n.First, n.Second)
		c.Supported(n.First)
		alike := func(by access.Actor) (pairs []people.Pair) {
			c.Read(func(s *db.Snapshot) (err error) { pairs, err = people.Alike(s, by); return })
			return pairs
		}
		if pairs := alike(n.Manager); len(pairs) != 1 || pairs[0].Older.ID != ids[0] || !slices.Contains(pairs[0].Agrees, "Name") || len(alike(n.First)) != 0 || len(alike(c.Canalside.Manager)) != 0 {
			t.Fatalf("%+v", pairs)
		}
		castest.Is(t, duplicates.NotTheSame(t.Context(), d, c.Canalside.Manager, keyless, ids[0], ids[1]), db.ErrNotFound)
		c.OK(duplicates.NotTheSame(t.Context(), d, n.Manager, keyless, ids[1], ids[0]))
		if pairs := alike(n.Manager); len(pairs) != 0 {
			t.Errorf("%+v", pairs)
		}
	})
}

// contents are all rows about people, without what a change must change.
func contents(t *testing.T, c *castest.Cast) map[string][]string {
	tables := []string{"people", "care_team"}
	for _, a := range duplicates.Tables {
		tables = append(tables, a.Table)
	}
	all := make(map[string][]string)
	c.Read(func(s *db.Snapshot) error {
		for _, table := range tables {
			query := `SELECT (to_jsonb(x) - 'version' - 'updated_at')::text FROM ` + table + ` x ORDER BY 1`
			if strings.Contains(t.Name(), "sqlite") {
				columns, err := db.List(s, word, `SELECT name FROM pragma_table_info($1) WHERE name NOT IN ('version', 'updated_at')`, table)
				if err != nil {
					return err
				}
				query = `SELECT quote("` + strings.Join(columns, `") || ',' || quote("`) + `") FROM ` + table + ` ORDER BY 1`
			}
			rows, err := db.List(s, word, query)
			if err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			all[table] = rows
		}
		return nil
	})
	return all
}

func word(s db.Scanner) (text string, err error) {
	err = s.Scan(&text)
	return text, err
}

func TestTakingAMergeBackLeavesNothingChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		run := 0
		rapid.Check(t, func(rt *rapid.T) {
			if run++; run > 25 {
				return // each run leaves its people, and all are compared
			}
			ids := twice(c, n.First, rapid.SampledFrom([]access.Actor{n.First, n.Second}).Draw(rt, "worker"))
			for i, id := range ids {
				k := theCase(c, id)
				worker := access.Actor{AccountID: k.WorkerID, Name: "Somebody", Memberships: n.First.Memberships}
				live(c, rt, worker, id)
				if i == 0 || rapid.Bool().Draw(rt, "both closed") {
					closed(c, worker, id)
				}
			}
			before := contents(t, c)
			kept, err := duplicates.Merge(c.Context(), d, n.Manager, keyless, chosen(c, n.Manager, ids))
			if err != nil {
				rt.Fatal(err)
			}
			merged := contents(t, c)
			for _, a := range duplicates.Tables {
				for _, row := range merged[a.Table] {
					if strings.Contains(row, ids[1]) && a.Table != "covered" {
						rt.Fatalf("%s still names the record that is gone: %s", a.Table, row)
					}
				}
			}
			if _, err := duplicates.Unmerge(c.Context(), d, n.Manager, keyless, mergeOf(c, kept).ID); err != nil {
				rt.Fatal(err)
			}
			after := contents(t, c)
			for table, rows := range before {
				if !slices.Equal(rows, after[table]) {
					rt.Fatalf("%s:\n%q\nbefore:\n%q", table, after[table], rows)
				}
			}
		})
	})
}

func theCase(c *castest.Cast, id string) (k casework.Case) {
	c.Read(func(s *db.Snapshot) (err error) { k, _, err = casework.OpenOf(s, id); return })
	return k
}

// live lets some of what can happen with a person happen.
func live(c *castest.Cast, rt *rapid.T, by access.Actor, id string) {
	d, ctx := c.DB, c.Context()
	for _, act := range []func() error{
		func() error { c.Contact(by, id, casework.Entry{NextContact: c.Today().AddDays(3)}); return nil },
		func() error { return casework.SayWhatMatters(ctx, d, by, keyless, id, "Company", "") },
		func() error {
			_, err := casework.StartHolding(ctx, d, by, keyless, casework.Holding{PersonID: id, Function: "waiting", WaitingFor: "A place", Agreed: true, EveryDays: 7, NextCheckIn: c.Today().AddDays(2)})
			return err
		},
		func() error {
			return casework.StateRisk(ctx, d, by, keyless, id, people.Risk{Words: "Stairs", Source: "person"})
		},
		func() error {
			_, err := connections.Make(ctx, d, by, keyless, connections.Onward{PersonID: id, ServiceID: castest.LunchClub, Kind: connections.Signposted})
			return err
		},
		func() error {
			return casework.AgreeAppointment(ctx, d, by, keyless, id, c.Clock.Now().Add(time.Hour), 30, "home", "", "")
		},
		func() error {
			_, err := casework.SaySharing(ctx, d, by, keyless, id, people.Permission{RecipientKind: "organisation", RecipientID: "one", RecipientName: "One", Purpose: "referral", Given: rapid.Bool().Draw(rt, "given"), How: "By phone"})
			return err
		},
		func() error {
			_, err := measures.Record(ctx, d, by, keyless, id, measures.Numbers("ons4", c.Today(), map[string]int{"satisfied": 5, "worthwhile": 5, "happy": 5, "anxious": 5}))
			return err
		},
		func() error {
			_, err := workforce.AskTransfer(ctx, d, by, keyless, workforce.Transfer{PersonID: id, ToTeam: c.Canalside.TeamID, Reason: "moved", Words: "Words", Agreed: "Yes"})
			return err
		},
	} {
		if rapid.Bool().Draw(rt, "does") {
			if err := act(); err != nil {
				rt.Fatal(err)
			}
		}
	}
}
