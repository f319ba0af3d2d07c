package safeguarding_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/safeguarding"
)

func closing(c *castest.Cast, personID string, named ...access.Actor) access.Restriction {
	x := access.Restriction{PersonID: personID, Reason: "staff", Words: "Works at the desk.", ReviewOn: c.Today().AddDays(90)}
	for _, n := range named {
		x.Named = append(x.Named, n.AccountID)
	}
	return x
}

func restrict(c *castest.Cast, by access.Actor, x access.Restriction) error {
	return safeguarding.Restrict(c.Context(), c.DB, by, once.Key{}, x)
}

func sees(c *castest.Cast, by access.Actor, personID string) (yes bool) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		err := access.SeePerson(r, by, personID)
		if yes = err == nil; errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return yes
}

func TestARestrictedRecordIsForAFew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Supported(n.First)
		c.OK(nameLeads(c, n, 0, c.Canalside.First))
		for _, stranger := range []access.Actor{n.First, n.Second, c.Canalside.Manager, c.Admin, n.Practice} {
			castest.Is(t, restrict(c, stranger, closing(c, person)), db.ErrNotFound)
		}
		for field, spoil := range map[string]func(*access.Restriction){
			"reason":    func(x *access.Restriction) { x.Reason = "" },
			"words":     func(x *access.Restriction) { x.Words = " " },
			"review_on": func(x *access.Restriction) { x.ReviewOn = c.Today() },
			"named":     func(x *access.Restriction) { x.Named = []string{c.Canalside.Second.AccountID} },
		} {
			x := closing(c, person)
			spoil(&x)
			castest.Refused(t, restrict(c, n.Manager, x), field)
		}
		c.OK(restrict(c, n.Manager, closing(c, person, n.Second)))
		castest.Is(t, restrict(c, c.Canalside.First, closing(c, person)), db.ErrConflict)
		for who, want := range map[string]struct {
			access.Actor
			sees bool
		}{"worker": {n.First, true}, "named": {n.Second, true}, "lead": {c.Canalside.First, true}, "manager": {n.Manager, false}, "stranger": {c.Canalside.Manager, false}, "administrator": {c.Admin, false}} {
			if got := sees(c, want.Actor, person); got != want.sees {
				t.Errorf("%s sees it: %v", who, got)
			}
		}
		castest.Is(t, safeguarding.Unrestrict(t.Context(), d, n.Manager, once.Key{}, person), db.ErrNotFound)
		c.OK(safeguarding.Unrestrict(t.Context(), d, c.Canalside.First, once.Key{}, person))
		if !sees(c, n.Manager, person) || sees(c, n.Second, person) || sees(c, c.Canalside.First, person) {
			t.Error("lifted, and it is not as before")
		}
	})
}

func TestARestrictedRowStaysAndSaysNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		c.Supported(n.First)
		var name string
		c.Read(func(r *db.Snapshot) error {
			p, err := people.Get(r, n.Manager, person)
			name = p.Family
			return err
		})
		c.OK(nameLeads(c, n, 0, n.Second))
		c.OK(restrict(c, n.Manager, closing(c, person)))
		c.Read(func(r *db.Snapshot) error {
			counts, err := casework.Counts(r, n.Manager, casework.Whichs(n.Manager))
			for _, which := range casework.Whichs(n.Manager) {
				list, err2 := casework.Browse(r, n.Manager, casework.Choices{Which: which, Sort: casework.ByName}, 1, 25)
				if counts[which] != len(list.Rows) || list.Total != len(list.Rows) {
					t.Errorf("%s: counted %d, %d rows of %d", which, counts[which], len(list.Rows), list.Total)
				}
				err = errors.Join(err, err2)
			}
			open, err3 := casework.Browse(r, n.Manager, casework.Choices{Which: casework.TeamOpen, Sort: casework.ByName}, 1, 25)
			if len(open.Rows) != 2 || open.Rows[0].Restricted || !open.Rows[1].Restricted || open.Rows[1].PersonID != "" || open.Rows[1].Person.Family != "" || open.Rows[1].ID != "" {
				t.Errorf("%+v", open.Rows)
			}
			narrowed, err4 := casework.Browse(r, n.Manager, casework.Choices{Which: casework.TeamOpen, Need: "loneliness"}, 1, 25)
			if len(narrowed.Rows) != 1 || narrowed.Total != 1 {
				t.Error("a filter says something of a restricted person")
			}
			of, err5 := casework.ListOf(r, n.Manager, n.First.AccountID, "", 25)
			if len(of.Rows) != 2 || of.Total != 2 {
				t.Errorf("%d rows of %d of the worker", len(of.Rows), of.Total)
			}
			mine, err6 := casework.Browse(r, n.First, casework.Choices{Which: casework.Mine}, 1, 25)
			for _, row := range mine.Rows {
				if row.Restricted || row.PersonID == "" {
					t.Error("the worker's own row is shut")
				}
			}
			found, err7 := people.Find(r, n.Manager, name, 10)
			mineFound, err8 := people.Find(r, n.First, name, 10)
			leads, err9 := people.Find(r, n.Second, name, 10)
			if len(found) != 0 || len(mineFound) != 1 || len(leads) != 1 {
				t.Errorf("found by the manager %d, the worker %d, the lead %d", len(found), len(mineFound), len(leads))
			}
			return errors.Join(err, err3, err4, err5, err6, err7, err8, err9)
		})
	})
}

func TestARestrictedRecordCannotBeTakenOnBySomebodyElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		ref := c.Referral()
		person := c.Take(n.First, c.Receive(ref), "")
		c.Close(n.First, person, "goals-met")
		c.OK(nameLeads(c, n, 0, n.Second))
		c.OK(restrict(c, n.Manager, closing(c, person)))
		again := c.Receive(ref)
		take := func(by access.Actor) error {
			_, err := casework.Take(t.Context(), d, by, once.Key{}, casework.TakeOn{ReferralID: again, Version: c.TheReferral(again).Version, WorkerID: n.Second.AccountID, PersonID: person})
			return err
		}
		castest.Refused(t, take(c.Harbour.Manager), "person")
		c.OK(take(n.Second)) // who leads safeguarding
	})
}

func rule(c *castest.Cast, by access.Actor, allowed bool, version int) error {
	return safeguarding.SetEmergencyRule(c.Context(), c.DB, by, once.Key{}, safeguarding.EmergencyRule{Allowed: allowed, Hours: 4, Version: version})
}

func TestEmergencyAccessIsAllowedToldAndEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		var p people.Person
		c.Read(func(r *db.Snapshot) (err error) { p, err = people.Unscoped(r, person); return })
		open := func(by access.Actor, s safeguarding.Sought, why string) error {
			id, err := safeguarding.OpenInEmergency(t.Context(), d, by, once.Key{}, s, why)
			if err == nil && id != person {
				t.Errorf("opened %s", id)
			}
			return err
		}
		byNumber := safeguarding.Sought{NHSNumber: p.NHSNumber}
		const why = "She is at the door and Amina is on leave"
		castest.Is(t, open(n.Second, byNumber, why), db.ErrNotFound) // off unless the area says so
		castest.Is(t, rule(c, n.Manager, true, 0), db.ErrNotFound)
		castest.Refused(t, safeguarding.SetEmergencyRule(t.Context(), d, c.Admin, once.Key{}, safeguarding.EmergencyRule{Allowed: true}), "hours")
		c.OK(rule(c, c.Admin, true, 0))
		castest.Is(t, rule(c, c.Admin, true, 0), db.ErrConflict)
		castest.Refused(t, open(n.Second, byNumber, " "), "why")
		castest.Refused(t, open(n.Second, safeguarding.Sought{Family: p.Family}, why), "nhs_number")
		castest.Refused(t, open(n.Second, safeguarding.Sought{Family: "Nobody", BirthDate: p.BirthDate}, why), "nhs_number")
		castest.Refused(t, open(c.Canalside.First, byNumber, why), "nhs_number") // not their team's
		castest.Is(t, open(n.Practice, byNumber, why), db.ErrNotFound)
		c.OK(open(n.Second, safeguarding.Sought{Family: strings.ToUpper(p.Family), BirthDate: p.BirthDate}, why))
		if !sees(c, n.Second, person) || mailTo(c, n.First) != 1 || mailTo(c, n.Manager) != 1 {
			t.Errorf("sees %v, the worker was told %d times, who is in charge %d", sees(c, n.Second, person), mailTo(c, n.First), mailTo(c, n.Manager))
		}
		looks := register(c, n.Manager).Looks
		if len(looks) != 1 || looks[0].Kind != safeguarding.Emergency || looks[0].Words != why {
			t.Errorf("%+v", looks)
		}
		c.Read(func(r *db.Snapshot) error {
			mine, err := safeguarding.OpenedLately(r, n.First)
			until, err2 := access.EmergencyUntil(r, n.Second, person)
			none, err3 := access.EmergencyUntil(r, n.First, person)
			if len(mine) != 1 || mine[0].Name != "Callum Reid" || !until.Equal(c.Clock.Now().Add(4*time.Hour)) || !none.IsZero() {
				t.Errorf("%+v, until %v, %v", mine, until, none)
			}
			return errors.Join(err, err2, err3)
		})
		c.Clock.Advance(4 * time.Hour)
		if sees(c, n.Second, person) {
			t.Error("it does not end")
		}
		c.OK(open(n.First, byNumber, why)) // their own: nothing is noted
		if len(register(c, n.Manager).Looks) != 1 {
			t.Error("a worker's look at their own person is noted")
		}
		c.OK(nameLeads(c, n, 0, n.Second))
		c.OK(restrict(c, n.Manager, closing(c, person)))
		c.OK(open(n.Manager, byNumber, why))
		if !sees(c, n.Manager, person) {
			t.Error("a restricted record does not open")
		}
	})
}
