package casework

import (
	"slices"
	"time"

	"linkwork/internal/access"
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

// DueBetween lists the people of a worker, as far as the actor may see them, who
// have a task, an appointment or a check-in on certain days, both included, the
// soonest first, with the first of it; at most limit.
func DueBetween(r db.Reader, by access.Actor, workerID string, from, to dates.Date, limit int) ([]Row, error) {
	rows, err := db.List(r, scanRow, caseColumns0+` FROM cases c WHERE c.worker_id = $2 AND `+stillOpen+` AND `+access.PeopleSeenBy("c.person_id", "$1")+`
		AND (`+diary.IsDue("c.person_id", "$3", "$4", "$5", "$6")+` OR EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL
			AND h.next_check_in >= $3 AND h.next_check_in <= $4)) ORDER BY c.opened_at, c.id LIMIT $7`,
		by.AccountID, workerID, from.String(), to.String(), from.Midnight().UnixMilli(), to.AddDays(1).Midnight().UnixMilli(), limit)
	if err != nil {
		return nil, err
	}
	for _, add := range []func(db.Reader, []Row) error{namePeople, addHoldings} {
		if err := add(r, rows); err != nil {
			return nil, err
		}
	}
	if err := addNextBetween(r, rows, from, to); err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return a.Next.Day.Sub(b.Next.Day) })
	return rows, nil
}

func addNextBetween(r db.Reader, rows []Row, from, to dates.Date) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.PersonID
	}
	next, err := diary.NextBetween(r, ids, from, to)
	for i := range rows {
		row := &rows[i]
		row.Next = NextStep{Next: next[row.PersonID]}
		for _, h := range row.Holdings {
			if !h.NextCheckIn.Before(from) && !h.NextCheckIn.After(to) && (row.Next.None() || h.NextCheckIn.Before(row.Next.Day)) {
				row.Next = NextStep{Next: diary.Next{What: "Check in", Day: h.NextCheckIn}, CheckIn: true}
			}
		}
	}
	return err
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
