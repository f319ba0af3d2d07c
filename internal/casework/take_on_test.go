package casework_test

import (
	"errors"
	"sync"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

func take(c *castest.Cast, by access.Actor, key once.Key, t casework.TakeOn) (string, error) {
	return casework.Take(c.Context(), c.DB, by, key, t)
}

func TestTakingOnMakesOnePersonWithWhatTheReferralSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		r := c.Referral()
		r.Needs, r.Risk, r.RiskWords, r.Urgency = []string{"money", "loneliness"}, referrals.RiskKnown, "A dog that bites", "soon"
		id := c.Receive(r)
		key := once.Key{Actor: n.First.AccountID, Token: "t", BodyHash: "b"}
		t1 := casework.TakeOn{ReferralID: id, Version: 1, WorkerID: n.First.AccountID}
		person, err := take(c, n.First, key, t1)
		c.OK(err)
		if again, err := take(c, n.First, key, t1); again != person || err != nil {
			t.Errorf("the button pressed twice: %s, %v", again, err)
		}
		k := c.Case(n.First, person)
		if k.State != casework.Reaching || k.WorkerID != n.First.AccountID || !k.NewPerson || c.TheReferral(id).PersonID != person || c.TheReferral(id).State != referrals.TakenOn {
			t.Errorf("%+v", k)
		}
		c.Read(func(s *db.Snapshot) error {
			p, err := people.Get(s, n.Manager, person)
			if err != nil || p.Family != r.Family || p.PracticeID != n.PracticeID {
				t.Errorf("%+v, %v", p, err)
			}
			needs, _ := casework.NeedsOf(s, k.ID)
			risks, _ := people.StandingRisks(s, person)
			said, _ := people.Permissions(s, person)
			todo, err := diary.ToDoFor(s, person)
			if len(needs) != 2 || !needs[0].ReferrerSees || needs[0].PersonSees || len(risks) != 1 || risks[0].Words != r.RiskWords || len(said) != 1 || said[0].How != r.Permission {
				t.Errorf("carried over: %+v %+v %+v", needs, risks, said)
			}
			if len(todo) != 1 || todo[0].Kind != diary.First || !todo[0].Urgent || todo[0].Due.String() != "2026-12-07" {
				t.Errorf("to do: %+v", todo) // ten working days on
			}
			return err
		})
	})
}

func TestTakingOnIsForTheTeamAndItsWorkers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(c.Referral())
		for _, who := range []access.Actor{n.Practice, c.Canalside.First, c.Canalside.Manager, c.Admin} {
			_, err := take(c, who, once.Key{}, casework.TakeOn{ReferralID: id, Version: 1, WorkerID: n.First.AccountID})
			castest.Is(t, err, db.ErrNotFound)
		}
		for _, worker := range []string{"", n.Manager.AccountID, c.Canalside.First.AccountID} {
			_, err := take(c, n.Manager, once.Key{}, casework.TakeOn{ReferralID: id, Version: 1, WorkerID: worker})
			castest.Refused(t, err, "worker")
		}
		_, err := take(c, n.First, once.Key{}, casework.TakeOn{ReferralID: id, Version: 7, WorkerID: n.First.AccountID})
		castest.Is(t, err, db.ErrConflict)
		_, err = take(c, n.First, once.Key{}, casework.TakeOn{ReferralID: id, Version: 1, WorkerID: n.First.AccountID, PersonID: "anybody"})
		castest.Is(t, err, db.ErrNotFound)
		if r := c.TheReferral(id); r.State != referrals.Received {
			t.Error("refused and", r.State)
		}
	})
}

func TestTakingOnNeverDoublesAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		r := c.Referral()
		person := c.Take(n.First, c.Receive(r), "")
		again := c.Receive(r)
		_, err := take(c, n.Second, once.Key{}, casework.TakeOn{ReferralID: again, Version: 1, WorkerID: n.Second.AccountID})
		castest.Refused(t, err, "person")
		_, err = take(c, n.Second, once.Key{}, casework.TakeOn{ReferralID: again, Version: 1, WorkerID: n.Second.AccountID, PersonID: person})
		castest.Refused(t, err, "person") // a case is open
		c.Contact(n.First, person, casework.Entry{})
		c.Close(n.First, person, "goals-met")
		if linked := c.Take(n.Second, again, person); linked != person {
			t.Errorf("linked to %s, not %s", linked, person)
		}
		c.Read(func(s *db.Snapshot) error {
			cases, err := casework.CasesOf(s, n.Second, person)
			if len(cases) != 2 || cases[0].NewPerson || cases[0].WorkerID != n.Second.AccountID {
				t.Errorf("%+v", cases)
			}
			same, err2 := people.MayBeTheSame(s, r.Details)
			if len(same) != 1 {
				t.Errorf("%d people", len(same))
			}
			return errors.Join(err, err2, access.SeePerson(s, n.Second, person))
		})
		castest.Is(t, d.Read(t.Context(), func(s *db.Snapshot) error { return access.SeePerson(s, n.First, person) }), db.ErrNotFound)
	})
}

func TestOneOfTwentyWinsARace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.NHSNumber = "" // only the referral itself is in the way
		id := c.Receive(r)
		workers := []access.Actor{c.Harbour.First, c.Harbour.Second}
		results := make([]error, 20)
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() {
				who := workers[i%2]
				_, results[i] = take(c, who, once.Key{}, casework.TakeOn{ReferralID: id, Version: 1, WorkerID: who.AccountID})
			})
		}
		all.Wait()
		won := 0
		for _, err := range results {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, db.ErrConflict):
				t.Errorf("who came too late hears %v", err)
			}
		}
		c.Read(func(s *db.Snapshot) error {
			list, err := casework.List(s, c.Harbour.Manager, casework.TeamOpen, "", 50)
			same, err2 := people.MayBeTheSame(s, r.Details)
			story, err3 := referrals.Events(s, id)
			if won != 1 || list.Total != 1 || len(same) != 1 || len(story) != 2 {
				t.Errorf("%d won, %d cases, %d people, %d events", won, list.Total, len(same), len(story))
			}
			return errors.Join(err, err2, err3)
		})
	})
}
