package casework_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

const referredCode, declinedCode = "871731000000106", "871711000000103"

// codes counts the codes of a person's entries for the practice's record.
func codes(c *castest.Cast, by access.Actor, person string) (count map[string]int) {
	c.Helper()
	count = make(map[string]int)
	c.Read(func(s *db.Snapshot) error {
		list, err := referrals.EntriesOf(s, person)
		for _, e := range list {
			count[e.Code]++
		}
		return err
	})
	return count
}

func contact(means, outcome, purpose string) casework.Entry {
	return casework.Entry{Contact: casework.Contact{Means: means, Outcome: outcome, Purpose: purpose}}
}

var admin = contact("phone", "spoke", "administrative")

// TestOneCodeInAnEpisode is the acceptance test of the practice's coding: one
// accept, 7 contacts and 2 administrative acts give exactly one code.
func TestOneCodeInAnEpisode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		r := c.Referral()
		person := c.Take(n.First, c.Receive(r), "")
		c.Contact(n.First, person, admin)
		if got := codes(c, n.First, person); len(got) != 0 {
			t.Errorf("administration gives %v", got)
		}
		for range 7 {
			c.Contact(n.First, person, contact("phone", "spoke", ""))
		}
		c.Contact(n.First, person, admin)
		if got := codes(c, n.First, person); got[referredCode] != 1 || got[declinedCode] != 0 || got[""] != 6 {
			t.Errorf("1 accept, 7 contacts and 2 administrative acts give %v", got)
		}
		c.Close(n.First, person, "goals-met")
		c.Take(n.First, c.Receive(r), person)
		c.Contact(n.First, person, contact("phone", "spoke", ""))
		c.Contact(n.First, person, contact("phone", "spoke", ""))
		if got := codes(c, n.First, person); got[referredCode] != 2 {
			t.Errorf("a second episode gives one more: %v", got)
		}
	})
}

func TestADeclineGivesItsCodeOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(c.Referral())
		person := c.Take(n.First, id, "")
		c.Contact(n.First, person, contact("phone", "no-answer", ""))
		c.Close(n.First, person, "person-chose")
		if got := codes(c, n.First, person); got[declinedCode] != 1 || got[referredCode] != 0 || c.TheReferral(id).State != referrals.Declined {
			t.Errorf("%v, %s", got, c.TheReferral(id).State)
		}
		stopped := c.Supported(n.First)
		c.Contact(n.First, stopped, contact("home", "spoke", ""))
		c.Close(n.First, stopped, "person-chose")
		if got := codes(c, n.First, stopped); got[declinedCode] != 0 || got[referredCode] != 1 {
			t.Errorf("who stopped after support did not decline: %v", got)
		}
	})
}

func TestWhatEngages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for _, k := range []struct {
			casework.Entry
			engages bool
		}{
			{contact("phone", "spoke", ""), true}, {contact("video", "spoke", ""), true}, {contact("walk", "spoke", "holding-witness"), true},
			{contact("text", "spoke", ""), false}, {contact("letter", "spoke", ""), false}, {contact("email", "spoke", ""), false},
			{contact("phone", "no-answer", ""), false}, {contact("phone", "third-party", ""), false}, {contact("text", "text-sent", ""), false}, {admin, false},
		} {
			id := c.Receive(c.Referral())
			person := c.Take(n.First, id, "")
			c.Contact(n.First, person, k.Entry)
			state, ref := casework.Reaching, referrals.TakenOn
			if k.engages {
				state, ref = casework.Engaged, referrals.Supporting
			}
			got := c.Case(n.First, person)
			if got.State != state || got.EngagedAt.IsZero() == k.engages || c.TheReferral(id).State != ref || (codes(c, n.First, person)[referredCode] == 1) != k.engages {
				t.Errorf("%s, %s, %q: %s", k.Means, k.Outcome, k.Purpose, got.State)
			}
		}
	})
}

func TestAContactIsCheckedAndRecordedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		good := casework.Entry{Contact: casework.Contact{PersonID: person, Day: c.Today(), Means: "phone", Words: "We spoke."}}
		for field, spoil := range map[string]func(*casework.Entry){
			"day":          func(e *casework.Entry) { e.Day = c.Today().AddDays(1) },
			"means":        func(e *casework.Entry) { e.Means = "pigeon" },
			"outcome":      func(e *casework.Entry) { e.Outcome = "perhaps" },
			"purpose":      func(e *casework.Entry) { e.Purpose = "none" },
			"minutes":      func(e *casework.Entry) { e.Minutes = 601 },
			"words":        func(e *casework.Entry) { e.Words = " " },
			"for_practice": func(e *casework.Entry) { e.ForPractice = string(make([]rune, 301)) + "x" },
			"next":         func(e *casework.Entry) { e.NextContact = c.Today().AddDays(-1) },
		} {
			e := good
			spoil(&e)
			_, err := casework.RecordContact(t.Context(), d, n.First, once.Key{}, e)
			castest.Refused(t, err, field)
		}
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin, c.Canalside.Manager} {
			_, err := casework.RecordContact(t.Context(), d, who, once.Key{}, good)
			castest.Is(t, err, db.ErrNotFound)
		}
		key := once.Key{Actor: n.First.AccountID, Token: "t", BodyHash: "b"}
		first, err := casework.RecordContact(t.Context(), d, n.First, key, good)
		c.OK(err)
		again, err := casework.RecordContact(t.Context(), d, n.First, key, good)
		c.OK(err)
		c.Read(func(s *db.Snapshot) error {
			page, err := casework.Contacts(s, n.First, person, "", 10)
			if first != again || page.Total != 1 {
				t.Errorf("%d contacts", page.Total)
			}
			return err
		})
	})
}
