package diary_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

func listed(c *castest.Cast, by access.Actor, l diary.List) (titles []string) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		list, err := diary.Tasks(r, by, l, 0, 99)
		for _, task := range list {
			titles = append(titles, task.Title)
		}
		n, errCount := diary.CountTasks(r, by, l)
		c.OK(errCount)
		if n != len(list) {
			c.Errorf("%v counts %d and lists %d", l, n, len(list))
		}
		return err
	})
	return titles
}

func noted(c *castest.Cast, by access.Actor, t diary.Task) (id string) {
	c.Helper()
	id, err := diary.Note(c.Context(), c.DB, by, once.Key{}, t)
	c.OK(err)
	return id
}

func TestEveryListCountsWhatItListsAndNoDayIsInTwo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, today := c.Harbour.First, c.Today()
		for _, n := range []int{-3, -1, 0, 1, 9} {
			add(c, diary.Task{AccountID: amina.AccountID, Kind: diary.Noted, Title: today.AddDays(n).String(), Due: today.AddDays(n)})
		}
		id := add(c, diary.Task{AccountID: amina.AccountID, Kind: diary.Noted, Title: "finished", Due: today})
		c.OK(diary.Done(t.Context(), d, amina, id))
		for which, want := range map[diary.Which]int{diary.All: 5, diary.Late: 2, diary.Today: 1, diary.Later: 2, diary.Ended: 1} {
			if got := listed(c, amina, diary.List{Which: which}); len(got) != want {
				t.Errorf("%s: %q, want %d", which, got, want)
			}
		}
		c.Clock.Advance(15 * 24 * 60 * 60 * 1e9)
		if got := listed(c, amina, diary.List{Which: diary.Ended}); len(got) != 0 {
			t.Errorf("done 15 days ago and in sight: %q", got)
		}
	})
}

func TestAManagerSeesTheTeamsTasksAndNobodySeesAnotherTeams(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		h, today := c.Harbour, c.Today()
		person := c.Supported(h.First)
		id := noted(c, h.First, diary.Task{AccountID: h.First.AccountID, PersonID: person, Title: "Bring the bus times", Due: today})
		team := diary.List{Team: true, Which: diary.Today}
		for name, by := range map[string]access.Actor{"colleague": h.Second, "other network": c.Canalside.Manager, "practice": h.Practice, "administrator": c.Admin} {
			if got := listed(c, by, team); len(got) != 0 {
				t.Errorf("%s sees %q", name, got)
			}
			castest.Is(t, diary.Done(t.Context(), d, by, id), db.ErrNotFound)
			castest.Is(t, diary.Move(t.Context(), d, by, id, today.AddDays(1), "They asked for later"), db.ErrNotFound)
			castest.Is(t, diary.Change(t.Context(), d, by, diary.Task{ID: id, Version: 1, Title: "x", AccountID: by.AccountID}), db.ErrNotFound)
		}
		if got := listed(c, h.Manager, team); len(got) != 1 {
			t.Errorf("the manager sees %q", got)
		}
		if got := listed(c, h.Manager, diary.List{Which: diary.Today}); len(got) != 0 {
			t.Errorf("the manager's own: %q", got)
		}
		c.OK(diary.Done(t.Context(), d, h.Manager, id))
		castest.Is(t, diary.Undo(t.Context(), d, h.Second, id), db.ErrNotFound)
		c.OK(diary.Undo(t.Context(), d, h.First, id))
		if got := listed(c, h.First, team); len(got) != 1 {
			t.Errorf("after undoing: %q", got)
		}
	})
}

func TestATaskGoesOnlyToSomebodyWhoMaySeeThePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		h, today := c.Harbour, c.Today()
		person := c.Supported(h.First)
		give := func(by access.Actor, person, to string) error {
			_, err := diary.Note(t.Context(), d, by, once.Key{}, diary.Task{AccountID: to, PersonID: person, Title: "Ring the club", Due: today})
			return err
		}
		castest.Is(t, give(h.Second, person, h.Second.AccountID), db.ErrNotFound)
		castest.Refused(t, give(h.First, person, h.Second.AccountID), "account")
		castest.Refused(t, give(h.First, "", c.Canalside.First.AccountID), "account")
		castest.Refused(t, give(h.First, person, "nobody"), "account")
		c.OK(give(h.First, person, h.Manager.AccountID))
		c.OK(give(h.First, "", h.Second.AccountID))
		if got := listed(c, h.Second, diary.List{Which: diary.Today}); len(got) != 1 {
			t.Errorf("the colleague has %q", got)
		}
	})
}

func TestASecondEditDoesNotOverwriteTheFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, today := c.Harbour.First, c.Today()
		id := noted(c, amina, diary.Task{AccountID: amina.AccountID, Title: "Ring", Due: today})
		edit := diary.Task{ID: id, Version: 1, AccountID: amina.AccountID, Title: "Ring at noon"}
		c.OK(diary.Change(t.Context(), d, amina, edit))
		castest.Is(t, diary.Change(t.Context(), d, c.Harbour.Manager, edit), db.ErrConflict)
		edit.Version, edit.Title = 2, " "
		castest.Refused(t, diary.Change(t.Context(), d, amina, edit), "title")
	})
}

func TestARepeatComesWhenTheOneBeforeIsDone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, today := c.Harbour.First, c.Today()
		for _, wrong := range []struct {
			field string
			diary.Repeat
		}{{"every", diary.Repeat{Every: 0, Unit: diary.EveryWeek}}, {"every", diary.Repeat{Every: 53, Unit: diary.EveryDay}}, {"unit", diary.Repeat{Every: 1, Unit: "fortnight"}}} {
			_, err := diary.Note(t.Context(), d, amina, once.Key{}, diary.Task{AccountID: amina.AccountID, Title: "x", Due: today, Repeat: wrong.Repeat})
			castest.Refused(t, err, wrong.field)
		}
		id := noted(c, amina, diary.Task{AccountID: amina.AccountID, Title: "Register", Due: today, Repeat: diary.Repeat{Every: 2, Unit: diary.EveryWeek}})
		for range 2 {
			c.OK(diary.Done(t.Context(), d, amina, id))
		}
		var next []diary.Task
		read := func() {
			c.Read(func(r *db.Snapshot) (err error) {
				next, err = diary.Tasks(r, amina, diary.List{Which: diary.All}, 0, 9)
				return err
			})
		}
		read()
		if len(next) != 1 || next[0].Due != today.AddDays(14) || next[0].Repeat.Words() != "every 2 weeks" {
			t.Fatalf("next: %+v", next)
		}
		c.OK(diary.Undo(t.Context(), d, amina, id))
		read()
		if len(next) != 1 || next[0].ID != id {
			t.Errorf("undone: %+v", next)
		}
	})
}

func TestARepeatKeepsItsDayOfTheMonth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		first := dates.Date{Year: c.Today().Year + 1, Month: 1, Day: 31}
		id := noted(c, amina, diary.Task{AccountID: amina.AccountID, Title: "Rota", Due: first, Repeat: diary.Repeat{Every: 1, Unit: diary.EveryMonth}})
		for _, month := range []int{1, 2, 3} {
			c.OK(diary.Done(t.Context(), d, amina, id))
			c.Read(func(r *db.Snapshot) error {
				list, err := diary.Tasks(r, amina, diary.List{Which: diary.All}, 0, 9)
				if want := first.AddMonths(month).NextWorkingDay(); len(list) != 1 || list[0].Due != want {
					t.Fatalf("month %d: %+v, want %s", month, list, want)
				}
				id = list[0].ID
				return err
			})
		}
	})
}
