package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

// speaksPolish is somebody whom the worker needs an interpreter to speak with.
func speaksPolish(c *castest.Cast, worker access.Actor) (personID string) {
	r := c.Referral()
	r.Details.Interpreter, r.Details.Language = true, "pl"
	return c.Take(worker, c.Receive(r), "")
}

// confirmations are the open tasks to confirm an interpreter.
func confirmations(c *castest.Cast, person string) (list []diary.Task) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		todo, err := diary.ToDoFor(r, person)
		for _, task := range todo {
			if task.Kind == diary.Confirm {
				list = append(list, task)
			}
		}
		return err
	})
	return list
}

func TestAnInterpreterIsConfirmedTwoWorkingDaysBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := speaksPolish(c, amina)
		monday := c.Today().AddDays(21)
		for monday.Weekday() != time.Monday {
			monday = monday.AddDays(1)
		}
		c.OK(casework.AgreeAppointment(t.Context(), d, amina, once.Key{}, person, monday.At(10, 0), 30, "home", "", ""))
		a := agreedWith(c, person)[0]
		if a.Interpreter.Note() != "Interpreter: Polish, needed, not booked yet" {
			t.Errorf("note %q", a.Interpreter.Note())
		}
		due := func(what string, want ...dates.Date) {
			t.Helper()
			got := confirmations(c, person)
			if len(got) != len(want) || len(want) == 1 && got[0].Due != want[0] {
				t.Errorf("%s: %+v, want %v", what, got, want)
			}
		}
		due("a Monday", monday.AddDays(-4)) // the Thursday
		book := func(by access.Actor, i diary.Interpreter) error {
			return casework.BookInterpreter(t.Context(), d, by, once.Key{}, person, a.ID, i)
		}
		castest.Is(t, book(c.Harbour.Second, diary.Interpreter{Booking: diary.Booked, Language: "pl"}), db.ErrNotFound)
		castest.Refused(t, book(amina, diary.Interpreter{Booking: "perhaps", Language: "pl"}), "booking")
		castest.Refused(t, book(amina, diary.Interpreter{Booking: diary.Booked, Language: "?"}), "language")
		c.OK(book(amina, diary.Interpreter{Booking: diary.Booked, Language: "pl", Reference: " AB 12 "}))
		due("booked", monday.AddDays(-4))
		c.OK(casework.MoveAppointment(t.Context(), d, amina, once.Key{}, person, a.ID, monday.AddDays(3).At(10, 0), 30, "They are not well"))
		due("moved to the Thursday", monday.AddDays(1))
		c.OK(book(amina, diary.Interpreter{Booking: diary.Confirmed, Language: "pl", Reference: "AB 12"}))
		due("confirmed")
		if note := agreedWith(c, person)[0].Interpreter.Note(); note != "Interpreter: Polish, confirmed, AB 12" {
			t.Errorf("note %q", note)
		}
		c.OK(book(amina, diary.Interpreter{Booking: diary.Needed, Language: "pl"}))
		c.OK(casework.CancelAppointment(t.Context(), d, amina, once.Key{}, person, a.ID, "They are not well"))
		due("cancelled")
		castest.Is(t, book(amina, diary.Interpreter{Booking: diary.Booked, Language: "pl"}), db.ErrConflict)
	})
}

func TestAnInterpreterForTomorrowIsUrgentToday(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := speaksPolish(c, c.Harbour.First)
		agree := func(means string) {
			c.OK(casework.AgreeAppointment(t.Context(), d, c.Harbour.First, once.Key{}, person, c.Clock.Now().Add(24*time.Hour), 30, means, "", ""))
		}
		agree("text")
		if got := confirmations(c, person); len(got) != 0 {
			t.Errorf("for a text message: %+v", got)
		}
		agree("phone")
		if got := confirmations(c, person); len(got) != 1 || !got[0].Urgent || got[0].Due != c.Today() {
			t.Errorf("for tomorrow: %+v", got)
		}
	})
}
