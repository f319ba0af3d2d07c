package workforce_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/workforce"
)

var keyless once.Key

// due counts what of a worker's diary is about people.
func due(c *castest.Cast, who access.Actor) (n int) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		tasks, err := diary.ToDo(s, who.AccountID, c.Today().AddDays(99))
		if err != nil {
			return err
		}
		planned, err := diary.Planned(s, who.AccountID, c.Today().AddDays(99))
		n = len(tasks) + len(planned)
		return err
	})
	return n
}

func unread(c *castest.Cast, who access.Actor) (all []workforce.Handing) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.Unread(s, who); return })
	return all
}

func TestSeveralPeopleAreGivenWithWhatToKnow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		one, two, stays := c.Supported(n.First), c.Supported(n.First), c.Supported(n.First)
		c.OK(casework.AgreeAppointment(t.Context(), d, n.First, keyless, one, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		gifts := []workforce.Gift{{PersonID: one, From: n.First.AccountID, To: n.Second.AccountID, Words: " Has a dog. "}, {PersonID: two, From: n.First.AccountID, To: n.Second.AccountID}}
		key := once.Key{Actor: n.Manager.AccountID, Token: "give", BodyHash: "same"}
		c.OK(workforce.HandOver(t.Context(), d, n.Manager, key, gifts, "They know that you will call."))
		c.OK(workforce.HandOver(t.Context(), d, n.Manager, key, gifts, "They know that you will call."))
		if left, given := due(c, n.First), due(c, n.Second); left != 1 || given != 3 {
			t.Errorf("%d left with the old worker, %d with the new", left, given)
		}
		c.Read(func(s *db.Snapshot) error {
			castest.Is(t, access.SeePerson(s, n.First, one), db.ErrNotFound)
			return access.SeePerson(s, n.First, stays)
		})
		all := unread(c, n.Second)
		if len(all) != 2 || len(unread(c, n.First)) != 0 {
			t.Fatalf("%+v", all)
		}
		words := map[string]string{all[0].PersonID: all[0].Words, all[1].PersonID: all[1].Words}
		if h := all[0]; words[one] != "Has a dog." || words[two] != "" || h.ForAll != "They know that you will call." || h.FromName != n.First.Name || h.ToName != n.Second.Name || h.ByName != n.Manager.Name {
			t.Errorf("%+v", all)
		}
		castest.Is(t, workforce.HaveRead(t.Context(), d, n.First, keyless, all[0].ID), db.ErrNotFound)
		castest.Is(t, workforce.HaveRead(t.Context(), d, c.Canalside.First, keyless, all[0].ID), db.ErrNotFound)
		c.OK(workforce.HaveRead(t.Context(), d, n.Second, keyless, all[0].ID, all[1].ID))
		castest.Is(t, workforce.HaveRead(t.Context(), d, n.Second, keyless, all[0].ID), db.ErrNotFound)
		if len(unread(c, n.Second)) != 0 {
			t.Error("read, and still there")
		}
		c.Read(func(s *db.Snapshot) error {
			of, err := workforce.HandingsOf(s, n.Second, one)
			if len(of) != 1 || of[0].ReadAt.IsZero() {
				t.Errorf("%+v", of)
			}
			none, _ := workforce.HandingsOf(s, n.First, one)
			if len(none) != 0 {
				t.Error("seen by who gave them away")
			}
			return err
		})
	})
}

func TestOneWhoCannotBeGivenKeepsAllWhereTheyAre(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		one, two := c.Supported(n.First), c.Supported(n.First)
		foreign := c.Supported(n.First)
		give := func(by, from, to access.Actor, ids ...string) error {
			var gifts []workforce.Gift
			for _, id := range ids {
				gifts = append(gifts, workforce.Gift{PersonID: id, From: from.AccountID, To: to.AccountID})
			}
			return workforce.HandOver(t.Context(), d, by, keyless, gifts, "")
		}
		castest.Refused(t, give(n.Manager, n.First, n.Second), "people")
		castest.Is(t, give(n.Second, n.First, n.Second, one), db.ErrNotFound)
		castest.Is(t, give(c.Canalside.Manager, n.First, c.Canalside.First, one), db.ErrNotFound)
		castest.Refused(t, give(n.Manager, n.First, c.Canalside.First, one), "to_"+one)
		castest.Refused(t, give(n.Manager, n.First, n.First, one), "to_"+one)
		castest.Refused(t, give(n.Manager, n.Second, n.Second, one), "to_"+one) // somebody else has them
		castest.Refused(t, workforce.HandOver(t.Context(), d, n.Manager, keyless,
			[]workforce.Gift{{PersonID: one, From: n.First.AccountID, To: n.Second.AccountID, Words: strings.Repeat("x", 2001)}}, ""), "words_"+one)
		castest.Refused(t, workforce.HandOver(t.Context(), d, n.Manager, keyless,
			[]workforce.Gift{{PersonID: one, From: n.First.AccountID, To: n.Second.AccountID}}, strings.Repeat("x", 2001)), "for_all")
		c.Contact(n.First, two, casework.Entry{})
		c.Close(n.First, two, "goals-met")
		if message := castest.Message(give(n.Manager, n.First, n.Second, one, two, foreign), "to_"+two); !strings.Contains(message, "Marsh") || !strings.Contains(message, "closed meanwhile") {
			t.Errorf("%q", message)
		}
		c.Write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, n.Second.AccountID) })
		castest.Refused(t, give(n.Manager, n.First, n.Second, one), "to_"+one) // has left
		if given := due(c, n.Second); given != 0 || len(unread(c, n.Second)) != 0 {
			t.Errorf("%d things moved", given)
		}
		if k := c.Case(n.First, one); k.WorkerID != n.First.AccountID {
			t.Error("moved")
		}
	})
}

func TestThePeopleOfWhoHasLeftAreFoundAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.Supported(n.Second)
		orphan, closed := c.Supported(n.First), c.Supported(n.First)
		c.Contact(n.First, closed, casework.Entry{})
		c.Close(n.First, closed, "goals-met")
		formers := func(by access.Actor) (all []casework.Former) {
			c.Read(func(s *db.Snapshot) (err error) { all, err = casework.Formers(s, by); return })
			return all
		}
		if all := formers(n.Manager); len(all) != 0 {
			t.Errorf("%+v", all)
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, n.First.AccountID) })
		if all := formers(n.Manager); len(all) != 1 || all[0].Name != n.First.Name || all[0].Open != 1 || all[0].Closed != 1 {
			t.Errorf("%+v", all)
		}
		if len(formers(c.Canalside.Manager)) != 0 || len(formers(n.Second)) != 0 {
			t.Error("seen by others")
		}
		c.OK(workforce.HandOver(t.Context(), d, n.Manager, keyless, []workforce.Gift{{PersonID: orphan, From: n.First.AccountID, To: n.Second.AccountID}}, ""))
		if all := formers(n.Manager); len(all) != 1 || all[0].Open != 0 {
			t.Errorf("%+v", all)
		}
	})
}

func TestPeopleAreSpreadByFreePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var workers []casework.Worker
		for i, open := range rapid.SliceOfN(rapid.IntRange(0, 60), 0, 6).Draw(t, "open") {
			workers = append(workers, casework.Worker{ID: fmt.Sprint("worker", i), Load: casework.Load{Open: open}})
		}
		agreed := rapid.IntRange(0, 50).Draw(t, "agreed")
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z]{4}`), 0, 40, rapid.ID[string]).Draw(t, "people")
		to := workforce.Spread(workers, agreed, ids)
		if len(workers) == 0 {
			if len(to) != 0 {
				t.Fatal("given to nobody")
			}
			return
		}
		if len(to) != len(ids) {
			t.Fatalf("%d of %d given", len(to), len(ids))
		}
		after := map[string]int{}
		for _, w := range workers {
			after[w.ID] = w.Open
		}
		took := map[string]bool{}
		for _, id := range to {
			after[id]++
			took[id] = true
		}
		// Whoever took somebody carries no more than one above anybody else.
		for id := range took {
			for other, open := range after {
				if after[id] > open+1 {
					t.Fatalf("%s has %d, %s has %d", id, after[id], other, open)
				}
			}
		}
	})
}
