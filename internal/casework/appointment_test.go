package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

func TestAnAppointmentMovesEndsAndIsMissedWithAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		h, starts := c.Harbour, c.Clock.Now().Add(time.Hour)
		person, other := c.Supported(h.First), c.Supported(h.Second)
		agree := func(at time.Time) string {
			c.OK(casework.AgreeAppointment(t.Context(), d, h.First, once.Key{}, person, at, 30, "home", "", ""))
			return agreedWith(c, person)[0].ID
		}
		id := agree(starts)
		move := func(person, id string, at time.Time, why string) error {
			return casework.MoveAppointment(t.Context(), d, h.First, once.Key{}, person, id, at, 45, why)
		}
		castest.Refused(t, move(person, id, starts.Add(time.Hour), " "), "why")
		castest.Refused(t, move(person, id, c.Clock.Now().Add(-time.Hour), "They are not well"), "starts")
		castest.Is(t, move(other, id, starts.Add(time.Hour), "They are not well"), db.ErrNotFound)
		c.OK(move(person, id, starts.Add(time.Hour), "They are not well"))
		if a := agreedWith(c, person)[0]; a.Moved != 1 || a.Why != "They are not well" || a.Minutes != 45 || !a.StartsAt.Equal(starts.Add(time.Hour)) {
			t.Errorf("moved: %+v", a)
		}
		missed := func(why string) error {
			return casework.MissedAppointment(t.Context(), d, h.First, once.Key{}, person, id, why)
		}
		castest.Refused(t, missed("They forgot"), "why") // it has not begun
		c.Clock.Advance(3 * time.Hour)
		castest.Is(t, casework.MissedAppointment(t.Context(), d, h.Second, once.Key{}, person, id, "They forgot"), db.ErrNotFound)
		castest.Refused(t, missed(""), "why")
		c.OK(missed(diary.NotAsked))
		castest.Is(t, missed("They forgot"), db.ErrConflict)
		castest.Is(t, casework.CancelAppointment(t.Context(), d, h.First, once.Key{}, person, id, "It was a mistake"), db.ErrConflict)
		if n := asks(c, person, id); n != 1 {
			t.Errorf("%d tasks to ask why", n)
		}
		id = agree(c.Clock.Now().Add(time.Hour))
		castest.Refused(t, casework.CancelAppointment(t.Context(), d, h.First, once.Key{}, person, id, ""), "why")
		c.OK(casework.CancelAppointment(t.Context(), d, h.First, once.Key{}, person, id, "They do not need it now"))
		if left := agreedWith(c, person); len(left) != 0 {
			t.Errorf("still planned: %+v", left)
		}
	})
}

func TestAKnownReasonForMissingMakesNoTask(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		c.OK(casework.AgreeAppointment(t.Context(), d, amina, once.Key{}, person, c.Clock.Now().Add(time.Hour), 30, "home", "", ""))
		id := agreedWith(c, person)[0].ID
		c.Clock.Advance(2 * time.Hour)
		c.OK(casework.MissedAppointment(t.Context(), d, amina, once.Key{}, person, id, "They forgot"))
		if n := asks(c, person, id); n != 0 {
			t.Errorf("%d tasks to ask why", n)
		}
	})
}

func TestTwoAppointmentsAtOneTimeAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, starts := c.Harbour.First, c.Clock.Now().Add(time.Hour)
		first, second := c.Supported(amina), c.Supported(amina)
		for i, person := range []string{first, second} {
			at := starts.Add(time.Duration(i) * 15 * time.Minute)
			c.OK(casework.AgreeAppointment(t.Context(), d, amina, once.Key{}, person, at, 30, "phone", "", ""))
			c.Read(func(r *db.Snapshot) error {
				clashes, err := casework.Clashes(r, amina, person, at, 30)
				if clashes != (i == 1) {
					t.Errorf("appointment %d clashes: %v", i, clashes)
				}
				return err
			})
		}
	})
}

func agreedWith(c *castest.Cast, person string) (list []diary.Appointment) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { list, err = diary.PlannedFor(r, person); return })
	return list
}

// asks counts the tasks about an appointment.
func asks(c *castest.Cast, person, appointment string) (n int) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		todo, err := diary.ToDoFor(r, person)
		for _, task := range todo {
			if task.AboutID == appointment {
				n++
			}
		}
		return err
	})
	return n
}
