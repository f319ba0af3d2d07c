package workforce_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/workforce"
)

// away lets a worker be away for some days, from a number of days on.
func away(c *castest.Cast, by, who access.Actor, in, days int) (id string) {
	c.Helper()
	id, err := workforce.SayAway(c.Context(), c.DB, by, keyless, workforce.Absence{AccountID: who.AccountID, From: c.Today().AddDays(in), To: c.Today().AddDays(in + days - 1), Words: "Ring in the morning."})
	c.OK(err)
	return id
}

func theAbsence(c *castest.Cast, by access.Actor, id string) (a workforce.Absence) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { a, err = workforce.TheAbsence(s, by, id); return })
	return a
}

func handCover(c *castest.Cast, by access.Actor, id string, asked ...workforce.Asked) error {
	c.Helper()
	return workforce.HandCover(c.Context(), c.DB, by, keyless, id, theAbsence(c, by, id).Version, asked)
}

func sees(c *castest.Cast, who access.Actor, person string) (yes bool) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		yes = access.SeePerson(s, who, person) == nil
		return nil
	})
	return yes
}

func covering(c *castest.Cast, who access.Actor) (all []workforce.Cover) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.Covering(s, who); return })
	return all
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func TestCoverBeginsAndEndsByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, other := c.Supported(n.First), c.Supported(n.First)
		id := away(c, n.First, n.First, 2, 3)
		c.OK(handCover(c, n.First, id, workforce.Asked{PersonID: person, CoverID: n.Second.AccountID, Words: "Has a dog."}))
		for day, want := range []bool{false, false, true, true, true, false} {
			if sees(c, n.Second, person) != want || (len(covering(c, n.Second)) == 1) != want {
				t.Errorf("day %d: seen %v, want %v", day, !want, want)
			}
			if !sees(c, n.First, person) || !sees(c, n.Manager, person) || sees(c, n.Second, other) || sees(c, c.Canalside.First, person) {
				t.Errorf("day %d: somebody else's view has changed", day)
			}
			if want {
				if cover := covering(c, n.Second)[0]; cover.Name != n.First.Name || cover.Words != "Has a dog." || cover.Absence.Words != "Ring in the morning." {
					t.Errorf("%+v", cover)
				}
			}
			c.Clock.Advance(days(1))
		}
		castest.Is(t, casework.StateRisk(t.Context(), d, n.Second, keyless, person, people.Risk{NoneKnown: true, Source: "person"}), db.ErrNotFound)
	})
}

func TestWhatTheCoverBeginsLiesWithTheWorker(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		id := away(c, n.Manager, n.First, 0, 2)
		c.OK(handCover(c, n.Manager, id, workforce.Asked{PersonID: person, CoverID: n.Second.AccountID}))
		var first string
		c.Read(func(s *db.Snapshot) error {
			todo, err := diary.ToDoFor(s, person)
			first = todo[0].ID
			return err
		})
		c.OK(diary.Move(t.Context(), d, n.Second, first, c.Today().AddDays(1), "They asked for later")) // what is due is theirs to do
		c.Contact(n.Second, person, casework.Entry{NextContact: c.Today().AddDays(7)})
		_, err := connections.Make(t.Context(), d, n.Second, keyless, connections.Onward{PersonID: person, ServiceID: castest.LunchClub, Kind: connections.Signposted})
		c.OK(err)
		_, err = diary.Note(t.Context(), d, n.Second, keyless, diary.Task{AccountID: n.Second.AccountID, PersonID: person, Title: "Ring again", Due: c.Today().AddDays(3)})
		castest.Refused(t, err, "account")
		_, err = diary.Note(t.Context(), d, n.Second, keyless, diary.Task{AccountID: n.First.AccountID, PersonID: person, Title: "Ring again", Due: c.Today().AddDays(3)})
		c.OK(err)
		if mine, theirs := due(c, n.Second), due(c, n.First); mine != 0 || theirs != 2 {
			t.Errorf("%d with the cover, %d with the worker", mine, theirs)
		}
		c.Read(func(s *db.Snapshot) error {
			k, err := casework.Latest(s, n.First, person)
			if k.WorkerID != n.First.AccountID || k.State != casework.Engaged {
				t.Errorf("%+v", k)
			}
			made, _ := connections.Of(s, n.First, person)
			if made[0].AccountID != n.First.AccountID || made[0].ByName != n.Second.Name {
				t.Errorf("%+v", made[0])
			}
			return err
		})
		c.Clock.Advance(days(2))
		back := func(who access.Actor) (all []workforce.Return) {
			c.Read(func(s *db.Snapshot) (err error) { all, err = workforce.Returns(s, who); return })
			return all
		}
		if all := back(n.First); len(all) != 1 || len(all[0].Contacts) != 1 || all[0].Contacts[0].ByName != n.Second.Name {
			t.Errorf("%+v", all)
		}
		castest.Is(t, workforce.SeenReturn(t.Context(), d, n.Second, keyless, id), db.ErrNotFound)
		c.OK(workforce.SeenReturn(t.Context(), d, n.First, keyless, id))
		if all := back(n.First); len(all) != 0 {
			t.Errorf("%+v", all)
		}
	})
}

func TestCoverEndsEarlyLastsLongerAndEndsWithTheCase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, given := c.Supported(n.First), c.Supported(n.First)
		id := away(c, n.First, n.First, 0, 5)
		c.OK(handCover(c, n.First, id, workforce.Asked{PersonID: person, CoverID: n.Second.AccountID}, workforce.Asked{PersonID: given, CoverID: n.Second.AccountID}))
		c.OK(workforce.ChangeLastDay(t.Context(), d, n.First, keyless, id, theAbsence(c, n.First, id).Version, c.Today().AddDays(6)))
		castest.Is(t, workforce.ChangeLastDay(t.Context(), d, n.First, keyless, id, 1, c.Today()), db.ErrConflict)
		castest.Refused(t, workforce.ChangeLastDay(t.Context(), d, n.First, keyless, id, theAbsence(c, n.First, id).Version, c.Today().AddDays(-1)), "to")
		c.Clock.Advance(days(6))
		if !sees(c, n.Second, person) {
			t.Error("cover did not last longer")
		}
		// Given to another worker, even to the cover, it is no cover any more.
		c.OK(workforce.HandOver(t.Context(), d, n.Manager, keyless, []workforce.Gift{{PersonID: given, From: n.First.AccountID, To: n.Second.AccountID}}, ""))
		if all := covering(c, n.Second); len(all) != 1 || !sees(c, n.Second, given) {
			t.Errorf("%+v", all)
		}
		c.OK(workforce.ComeBack(t.Context(), d, n.First, keyless, id, theAbsence(c, n.First, id).Version))
		if sees(c, n.Second, person) || len(covering(c, n.Second)) != 0 || !sees(c, n.Second, given) {
			t.Error("cover did not end")
		}
		castest.Is(t, workforce.ComeBack(t.Context(), d, n.First, keyless, id, theAbsence(c, n.First, id).Version), db.ErrConflict)
	})
}

func TestWhoMayArrangeCover(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person, closed, mine := c.Supported(n.First), c.Supported(n.First), c.Supported(n.Second)
		say := func(by, who access.Actor, in, last int) error {
			_, err := workforce.SayAway(t.Context(), d, by, keyless, workforce.Absence{AccountID: who.AccountID, From: c.Today().AddDays(in), To: c.Today().AddDays(last)})
			return err
		}
		castest.Refused(t, say(n.Second, n.First, 1, 2), "account")
		castest.Refused(t, say(n.Manager, c.Canalside.First, 1, 2), "account")
		castest.Refused(t, say(c.Canalside.Manager, n.First, 1, 2), "account")
		castest.Refused(t, say(n.First, n.First, 2, 1), "to")
		castest.Refused(t, say(n.First, n.First, -3, -1), "to")
		castest.Refused(t, say(n.First, n.First, 1, 400), "to")
		key := once.Key{Actor: n.First.AccountID, Token: "away", BodyHash: "same"}
		a := workforce.Absence{AccountID: n.First.AccountID, From: c.Today().AddDays(1), To: c.Today().AddDays(2)}
		id, err := workforce.SayAway(t.Context(), d, n.First, key, a)
		c.OK(err)
		again, err := workforce.SayAway(t.Context(), d, n.First, key, a)
		if c.OK(err); again != id {
			t.Error("said twice")
		}
		castest.Refused(t, say(n.First, n.First, 2, 4), "from")
		for _, stranger := range []access.Actor{n.Second, c.Canalside.First, c.Canalside.Manager} {
			castest.Is(t, workforce.HandCover(t.Context(), d, stranger, keyless, id, 1, nil), db.ErrNotFound)
			castest.Is(t, workforce.ComeBack(t.Context(), d, stranger, keyless, id, 1), db.ErrNotFound)
		}
		ask := func(person string, who access.Actor) error {
			return handCover(c, n.First, id, workforce.Asked{PersonID: person, CoverID: who.AccountID})
		}
		castest.Refused(t, ask(person, n.First), "cover_"+person)
		castest.Refused(t, ask(person, c.Canalside.First), "cover_"+person)
		castest.Is(t, ask(mine, n.Second), db.ErrNotFound)
		castest.Refused(t, handCover(c, n.Manager, id, workforce.Asked{PersonID: mine, CoverID: n.Second.AccountID}), "cover_"+mine)
		c.Contact(n.First, closed, casework.Entry{})
		c.Close(n.First, closed, "goals-met")
		castest.Refused(t, handCover(c, n.First, id, workforce.Asked{PersonID: person, CoverID: n.Second.AccountID}, workforce.Asked{PersonID: closed, CoverID: n.Second.AccountID}), "cover_"+closed)
		if c.Clock.Advance(days(1)); sees(c, n.Second, person) {
			t.Error("one was covered although another could not be")
		}
		away(c, n.Second, n.Second, 0, 1)
		castest.Refused(t, ask(person, n.Second), "cover_"+person) // away too
	})
}

func TestCoverIsProposedByPracticeAndPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		soon, later := c.Supported(n.First), c.Supported(n.First)
		c.Contact(n.First, later, casework.Entry{NextContact: c.Today().AddDays(60)})
		c.Supported(n.Second)
		id := away(c, n.First, n.First, 0, 30)
		for _, by := range []access.Actor{n.First, n.Manager} {
			a := theAbsence(c, by, id)
			c.Read(func(s *db.Snapshot) error {
				rows, err := workforce.DueWhile(s, by, a)
				if len(rows) != 1 || rows[0].PersonID != soon || rows[0].Proposed != n.Second.AccountID || rows[0].Why != "supports 1 person of the same practice, 39 places free" {
					t.Errorf("%+v", rows)
				}
				return err
			})
		}
	})
}
