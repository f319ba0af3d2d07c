package mdt_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/mdt"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

var keyless = once.Key{}

// meeting is a meeting of Harbour's practice so many days from now.
func meeting(c *castest.Cast, days int) string {
	c.Helper()
	id, err := mdt.Plan(c.Context(), c.DB, c.Harbour.First, keyless, mdt.Meeting{PracticeID: c.Harbour.PracticeID, Day: c.Today().AddDays(days), Starts: 13 * 60, Place: "Meeting room"})
	c.OK(err)
	return id
}

func put(c *castest.Cast, by access.Actor, w mdt.Raise) error {
	if w.Why == "" {
		w.Why = "Could the falls clinic see her?"
	}
	return mdt.Put(c.Context(), c.DB, by, keyless, w)
}

func items(c *castest.Cast, by access.Actor, meetingID string) (list []mdt.Item) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { list, err = mdt.Items(r, by, meetingID); return })
	return list
}

func TestAMeetingIsItsTeams(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		good := mdt.Meeting{PracticeID: n.PracticeID, Day: c.Today(), Starts: 780}
		for field, spoil := range map[string]func(*mdt.Meeting){"practice": func(m *mdt.Meeting) { m.PracticeID = c.Canalside.PracticeID }, "day": func(m *mdt.Meeting) { m.Day = c.Today().AddDays(-1) },
			"starts": func(m *mdt.Meeting) { m.Starts = -1 }, "place": func(m *mdt.Meeting) { m.Place = strings.Repeat("x", 201) }} {
			bad := good
			spoil(&bad)
			_, err := mdt.Plan(t.Context(), d, n.First, keyless, bad)
			castest.Refused(t, err, field)
		}
		id := meeting(c, 3)
		for _, k := range []struct {
			by   access.Actor
			want int
		}{{n.First, 1}, {n.Second, 1}, {n.Manager, 1}, {c.Canalside.First, 0}, {n.Practice, 0}, {c.Admin, 0}} {
			c.Read(func(r *db.Snapshot) error {
				list, err := mdt.Meetings(r, k.by, c.Today())
				if len(list) != k.want || k.want == 1 && list[0].Practice != "Harbour Practice" {
					t.Errorf("%s sees %+v", k.by.Name, list)
				}
				return err
			})
		}
		castest.Is(t, mdt.Cancel(t.Context(), d, c.Canalside.First, keyless, id, 1, "x"), db.ErrNotFound)
		castest.Refused(t, mdt.Cancel(t.Context(), d, n.Second, keyless, id, 1, " "), "cancelled")
		c.OK(mdt.Cancel(t.Context(), d, n.Second, keyless, id, 1, "Bank holiday"))
		castest.Is(t, mdt.Cancel(t.Context(), d, n.Second, keyless, id, 2, "again"), db.ErrConflict)
	})
}

func TestNobodyIsNamedWithoutAYes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := meeting(c, 3)
		person, refuses := c.Supported(n.First), c.Supported(n.First)
		castest.Is(t, put(c, n.Second, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.NotNamed}), db.ErrNotFound)
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: "none", PersonID: person, Permission: mdt.NotNamed}), "meeting")
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person}), "permission")
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.HeldYes}), "permission")
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.SaidYes}), "how")
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.NotNamed, Why: strings.Repeat("x", 1001)}), "why")
		c.Write(func(tx *db.Tx) error {
			return people.RecordPermission(tx, n.First.AccountID, refuses, people.Permission{RecipientKind: "practice", RecipientID: n.PracticeID, RecipientName: "Harbour Practice", Purpose: "support", How: "by phone"})
		})
		for _, p := range []mdt.Permission{mdt.HeldYes, mdt.NotNamed} {
			castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: refuses, Permission: p}), "permission")
		}
		c.OK(put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.SaidYes, How: "by phone"}))
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.HeldYes}), "meeting") // already on the list
		c.Read(func(r *db.Snapshot) error {
			p, err := people.Unscoped(r, person)
			yes, asked, err2 := mdt.Allowed(r, p)
			if !yes || !asked || err != nil || err2 != nil {
				t.Error("the yes is not on the record")
			}
			return nil
		})
		if list := items(c, n.First, id); len(list) != 1 || !list[0].Named {
			t.Errorf("%+v", list)
		}
		if len(items(c, n.Second, id)) != 0 || len(items(c, n.Manager, id)) != 1 || len(items(c, c.Canalside.Manager, id)) != 0 {
			t.Error("seen by the wrong people")
		}
		c.Clock.Advance(4 * 24 * 3600e9)
		castest.Refused(t, put(c, n.First, mdt.Raise{MeetingID: id, PersonID: person, Permission: mdt.HeldYes}), "meeting") // it is over
	})
}

func TestADecisionBecomesATaskAndAnEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := meeting(c, 0)
		named, unnamed := c.Supported(n.First), c.Supported(n.First)
		c.OK(put(c, n.First, mdt.Raise{MeetingID: id, PersonID: named, Permission: mdt.SaidYes, How: "by phone"}))
		c.OK(put(c, n.First, mdt.Raise{MeetingID: id, PersonID: unnamed, Permission: mdt.NotNamed}))
		list := items(c, n.First, id)
		decide := func(by access.Actor, x mdt.Decision) error { return mdt.Decide(t.Context(), d, by, keyless, x) }
		good := mdt.Decision{ItemID: list[0].ID, Version: 1, Words: "Falls clinic; Amina goes along.", OwnerID: n.First.AccountID, Due: c.Today().AddDays(5)}
		castest.Is(t, decide(n.Second, good), db.ErrNotFound)
		for field, spoil := range map[string]func(*mdt.Decision){"decision": func(x *mdt.Decision) { x.Words = " " }, "due": func(x *mdt.Decision) { x.Due = c.Today().AddDays(-1) },
			"owner": func(x *mdt.Decision) { x.Owner = "Dr Okafor" }, "owner_id": func(x *mdt.Decision) { x.OwnerID = n.Second.AccountID }} {
			bad := good
			spoil(&bad)
			castest.Refused(t, decide(n.First, bad), field)
		}
		c.OK(decide(n.First, good))
		castest.Is(t, decide(n.First, good), db.ErrConflict)
		c.OK(decide(n.Manager, mdt.Decision{ItemID: list[1].ID, Version: 1, Words: "The practice looks at the tablets.", Owner: "The pharmacist"}))
		c.Read(func(r *db.Snapshot) error {
			tasks, err := diary.ToDoFor(r, named)
			found := 0
			for _, task := range tasks {
				if strings.HasPrefix(task.Title, "From the practice’s meeting: Falls clinic") && task.Due == good.Due && task.AccountID == n.First.AccountID {
					found++
				}
			}
			if found != 1 {
				t.Errorf("tasks: %+v", tasks)
			}
			of, err2 := mdt.OfPerson(r, n.First, named)
			if len(of) != 1 || of[0].State != mdt.Discussed || of[0].Decision != good.Words {
				t.Errorf("of the person: %+v, %v", of, err2)
			}
			mine, err3 := referrals.NotThereYet(r, n.First)
			theirs, err4 := referrals.NotThereYet(r, n.Manager)
			if len(mine) != 1 || !strings.Contains(mine[0].Words, "Falls clinic") || len(theirs) != 0 || err3 != nil || err4 != nil {
				t.Errorf("for the practice: %+v and %+v", mine, theirs)
			}
			return err
		})
	})
}

func TestWhoWasNotReachedIsTakenToTheNextMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		first := meeting(c, 1)
		person, other := c.Supported(n.First), c.Supported(n.First)
		for _, p := range []string{person, other} {
			c.OK(put(c, n.First, mdt.Raise{MeetingID: first, PersonID: p, Permission: mdt.NotNamed}))
		}
		list := items(c, n.First, first)
		castest.Refused(t, mdt.TakeToNext(t.Context(), d, n.First, keyless, list[0].ID, 1), "decision")
		later, next, off := meeting(c, 20), meeting(c, 8), meeting(c, 4)
		c.OK(mdt.Cancel(t.Context(), d, n.First, keyless, off, 1, "No room"))
		castest.Is(t, mdt.TakeToNext(t.Context(), d, n.Second, keyless, list[0].ID, 1), db.ErrNotFound)
		c.OK(mdt.TakeToNext(t.Context(), d, n.First, keyless, list[0].ID, 1))
		castest.Is(t, mdt.TakeToNext(t.Context(), d, n.First, keyless, list[0].ID, 1), db.ErrConflict)
		if len(items(c, n.First, next)) != 1 || len(items(c, n.First, first)) != 1 || len(items(c, n.First, later)) != 0 {
			t.Error("it is at the wrong meeting")
		}
		c.OK(mdt.Withdraw(t.Context(), d, n.First, keyless, list[1].ID, 1))
		castest.Is(t, mdt.Withdraw(t.Context(), d, n.First, keyless, list[1].ID, 2), db.ErrConflict)
		c.Read(func(r *db.Snapshot) error {
			m, err := mdt.TheMeeting(r, n.First, first)
			if m.Raised != 0 || len(items(c, n.First, first)) != 0 {
				t.Errorf("%d raised", m.Raised)
			}
			return err
		})
	})
}
