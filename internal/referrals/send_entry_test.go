package referrals_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// notThere are the entries of a worker that are not in the record.
func notThere(c *castest.Cast, by access.Actor) (list []referrals.PracticeEntry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { list, err = referrals.NotThereYet(s, by); return })
	return list
}

func atPractice(c *castest.Cast, by access.Actor) (waiting, lately []referrals.PracticeEntry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { waiting, lately, err = referrals.AtThePractice(s, by); return })
	return
}

func send(c *castest.Cast, by access.Actor, ids ...string) []referrals.NotSent {
	c.Helper()
	not, err := referrals.SendEntries(c.Context(), c.DB, by, once.Key{}, ids)
	c.OK(err)
	return not
}

func TestAnEntryIsSentPutInOrSentBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		entry := notThere(c, n.First)[0]
		for _, id := range []string{entry.ID, "none"} {
			_, err := referrals.SendEntries(t.Context(), d, n.Second, once.Key{}, []string{id})
			castest.Is(t, err, db.ErrNotFound)
		}
		if waiting, _ := atPractice(c, n.Practice); len(waiting) != 0 || notThere(c, n.First)[0].Sent() {
			t.Fatal("somebody else sent it")
		}
		for range 2 { // again does nothing
			if not := send(c, n.First, entry.ID); len(not) != 0 {
				t.Fatalf("not sent: %+v", not)
			}
		}
		waiting, _ := atPractice(c, n.Practice)
		if len(waiting) != 1 || waiting[0].SentBy != n.First.Name || waiting[0].SentAt.IsZero() {
			t.Fatalf("the practice has %+v", waiting)
		}
		for _, other := range []access.Actor{n.Other, c.Canalside.Practice, n.First, c.Admin} {
			if w, _ := atPractice(c, other); len(w) != 0 {
				t.Errorf("%s sees it", other.Name)
			}
			castest.Is(t, referrals.PutIn(t.Context(), d, other, once.Key{}, entry.ID), db.ErrNotFound)
			castest.Is(t, referrals.SendBack(t.Context(), d, other, once.Key{}, entry.ID, "no"), db.ErrNotFound)
		}
		castest.Refused(t, referrals.SendBack(t.Context(), d, n.Practice, once.Key{}, entry.ID, " "), "why")
		c.OK(referrals.SendBack(t.Context(), d, n.Practice, once.Key{}, entry.ID, "Registered elsewhere"))
		if back := notThere(c, n.First)[0]; back.Sent() || back.CameBack != "Registered elsewhere" {
			t.Errorf("back with the worker: %+v", back)
		}
		send(c, n.First, entry.ID)
		c.OK(referrals.PutIn(t.Context(), d, n.Practice, once.Key{}, entry.ID))
		castest.Is(t, referrals.PutIn(t.Context(), d, n.Practice, once.Key{}, entry.ID), db.ErrConflict)
		waiting, lately := atPractice(c, n.Practice)
		if len(waiting) != 0 || len(lately) != 1 || lately[0].CopiedBy != n.Practice.Name || len(notThere(c, n.First)) != 0 {
			t.Errorf("%d wait, lately %+v, %d not there", len(waiting), lately, len(notThere(c, n.First)))
		}
	})
}

func TestAPracticeIsToldOnceADayAndNamesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for range 3 {
			c.Contact(n.First, c.Supported(n.First), casework.Entry{})
		}
		for _, e := range notThere(c, n.First) {
			send(c, n.First, e.ID)
		}
		told := func() (list []messages.Entry) {
			c.Read(func(s *db.Snapshot) (err error) {
				list, err = messages.About(s, "practice-entries", n.PracticeID)
				return
			})
			return list
		}
		if len(told()) != 1 || told()[0].PersonID != "" {
			t.Errorf("told %+v", told())
		}
		c.Clock.Advance(24 * 3600e9)
		c.Contact(n.First, c.Supported(n.First), casework.Entry{})
		for _, e := range notThere(c, n.First) {
			send(c, n.First, e.ID)
		}
		if len(told()) != 2 {
			t.Errorf("told %d times on two days", len(told()))
		}
	})
}

func TestANoToEntriesKeepsThemFromThePractice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Contact(n.First, person, casework.Entry{})
		c.Write(func(tx *db.Tx) error {
			return people.RecordPermission(tx, n.First.AccountID, person, people.Permission{RecipientKind: "practice", RecipientID: n.PracticeID, RecipientName: "Harbour Practice",
				Purpose: "letter", Given: false, How: "by phone"})
		})
		entry := notThere(c, n.First)[0]
		if not := send(c, n.First, entry.ID); len(not) != 1 || not[0].Entry.ID != entry.ID || not[0].Why == "" {
			t.Errorf("not sent: %+v", not)
		}
		if waiting, _ := atPractice(c, n.Practice); len(waiting) != 0 {
			t.Error("it is at the practice")
		}
	})
}
