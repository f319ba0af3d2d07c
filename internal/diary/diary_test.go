package diary_test

import (
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/diary"
)

func add(c *castest.Cast, task diary.Task) (id string) {
	c.Helper()
	c.Write(func(tx *db.Tx) (err error) { id, err = diary.Add(tx, task); return })
	return id
}

func toDo(c *castest.Cast, account string, upTo dates.Date) (titles []string) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		list, err := diary.ToDo(r, account, upTo)
		for _, task := range list {
			titles = append(titles, task.Title)
		}
		return err
	})
	return titles
}

func TestADayListsOnesOwnTasksUrgentAndOldestFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, callum, today := c.Harbour.First, c.Harbour.Second, c.Today()
		add(c, diary.Task{AccountID: amina.AccountID, Title: "today", Due: today})
		late := add(c, diary.Task{AccountID: amina.AccountID, Title: "late", Due: today.AddDays(-2)})
		add(c, diary.Task{AccountID: amina.AccountID, Title: "urgent", Due: today, Urgent: true})
		add(c, diary.Task{AccountID: amina.AccountID, Title: "tomorrow", Due: today.AddDays(1)})
		add(c, diary.Task{AccountID: callum.AccountID, Title: "Callum's", Due: today})
		if got := toDo(c, amina.AccountID, today); len(got) != 3 || got[0] != "urgent" || got[1] != "late" || got[2] != "today" {
			t.Errorf("Amina's day: %q", got)
		}
		castest.Is(t, diary.Done(t.Context(), d, callum, late), db.ErrNotFound)
		castest.Is(t, diary.Move(t.Context(), d, callum, late, today.AddDays(1), "They asked for later"), db.ErrNotFound)
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := diary.TheTask(r, callum, late); return err }), db.ErrNotFound)
		for range 2 { // twice is no fault
			c.OK(diary.Done(t.Context(), d, amina, late))
		}
		if got := toDo(c, amina.AccountID, today); len(got) != 2 {
			t.Errorf("after the late one: %q", got)
		}
		castest.Is(t, diary.Move(t.Context(), d, amina, late, today.AddDays(1), "They asked for later"), db.ErrNotFound)
	})
}

func TestPuttingOffNeedsADayAheadAndAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, today := c.Harbour.First, c.Today()
		id := add(c, diary.Task{AccountID: amina.AccountID, Title: "ring", Due: today.AddDays(-3)})
		move := func(to dates.Date, why string) error {
			return diary.Move(t.Context(), d, amina, id, to, why)
		}
		castest.Refused(t, move(today.AddDays(-1), "They asked for later"), "due")
		castest.Refused(t, move(dates.Date{}, "They asked for later"), "due")
		castest.Refused(t, move(today.AddDays(1), "  "), "why")
		c.OK(move(today.AddDays(1), "They asked for later"))
		c.OK(move(today.AddDays(5), "I could not reach them"))
		c.Read(func(r *db.Snapshot) error {
			task, err := diary.TheTask(r, amina, id)
			if task.Moved != 2 || task.WhyMoved != "I could not reach them" || task.Due != today.AddDays(5) || task.DaysLate(today.AddDays(7)) != 2 || task.DaysLate(today) != 0 {
				t.Errorf("%+v", task)
			}
			return err
		})
	})
}

func TestAppointmentsAreAgreedSettledAndCancelled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		now := c.Clock.Now()
		agree := func(person string, at time.Time, minutes int) (id string, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				id, err = diary.Agree(tx, diary.Appointment{AccountID: "amina", PersonID: person, StartsAt: at, Minutes: minutes, Means: "home"})
				return err
			})
			return id, err
		}
		for _, bad := range []struct {
			field   string
			at      time.Time
			minutes int
		}{{"starts", time.Time{}, 30}, {"starts", now.Add(-time.Minute), 30}, {"minutes", now.Add(time.Hour), 4}, {"minutes", now.Add(time.Hour), 481}} {
			_, err := agree("doreen", bad.at, bad.minutes)
			castest.Refused(t, err, bad.field)
		}
		id, err := agree("doreen", now.Add(time.Hour), 30)
		c.OK(err)
		settle := func(person, id string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return diary.Settle(tx, person, id) })
		}
		castest.Is(t, settle("raj", id), db.ErrNotFound)
		c.Clock.Advance(2 * time.Hour)
		planned := func() (n int) {
			c.Read(func(r *db.Snapshot) error {
				list, err := diary.Planned(r, "amina", c.Today())
				n = len(list)
				if n > 0 && !list[0].Past(r.Now()) {
					t.Error("it is over and not past")
				}
				return err
			})
			return n
		}
		if planned() != 1 {
			t.Error("an appointment without a record is off the day")
		}
		c.OK(settle("doreen", id))
		castest.Is(t, settle("doreen", id), db.ErrNotFound)
		if planned() != 0 {
			t.Error("recorded and still planned")
		}
	})
}
