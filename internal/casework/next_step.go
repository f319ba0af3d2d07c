package casework

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
)

// NextStep is the earliest thing to do about a person: a task, an appointment
// or a check-in.
type NextStep struct {
	diary.Next
	CheckIn bool // on a holding: late or not, it is never shown as a failure
}

// None reports whether nothing is to do.
func (n NextStep) None() bool { return n.Day.IsZero() }

// Words say what and when: "Call back, 3 days late", "Appointment, tomorrow at
// 2pm", "Record the appointment, today at 9:30am".
func (n NextStep) Words(now time.Time) string {
	today, what := dates.Of(now), n.What
	if !n.At.IsZero() && n.Late(now) {
		what = "Record the appointment"
	}
	switch late := today.Sub(n.Day); {
	case late > 0:
		return what + ", " + dates.Days(late) + " late"
	case n.At.IsZero():
		return what + ", " + n.Day.Relative(today)
	}
	return what + ", " + n.Day.Relative(today) + " at " + dates.Clock(n.At)
}

// addNext says of each row what comes next.
func addNext(r db.Reader, rows []Row) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.PersonID
	}
	next, err := diary.NextOf(r, ids)
	if err != nil {
		return err
	}
	for i, row := range rows {
		rows[i].Next = NextStep{Next: next[row.PersonID]}
		rows[i].addCheckIn()
	}
	return nil
}

// addCheckIn puts the next check-in in front of what is due no sooner.
func (row *Row) addCheckIn() {
	for _, h := range row.Holdings {
		if row.Next.None() || row.Next.At.IsZero() && !row.Next.Day.Before(h.NextCheckIn) || h.NextCheckIn.Before(row.Next.Day) {
			row.Next = NextStep{Next: diary.Next{What: "Check in", Day: h.NextCheckIn}, CheckIn: true}
		}
	}
}

// nextDay is SQL for the day of the earliest thing to do in a case, as a number
// to sort by; NULL when nothing is.
var nextDay = `(SELECT min(n.day) FROM (` + diary.NextDays("c.person_id") + ` UNION ALL SELECT ` + diary.DayNumber("h.next_check_in") +
	` AS day FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL) n)`

// isLate is the condition that something in a case is late on the day and at
// the moment in two parameters.
func isLate(today, now string) string {
	return `(` + diary.IsLate("c.person_id", today, now) +
		` OR EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL AND h.next_check_in < ` + today + `))`
}
