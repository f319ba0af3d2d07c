package diary

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Next is the earliest thing to do about a person: a task, or an appointment.
type Next struct {
	What string
	Day  dates.Date
	At   time.Time // of an appointment, zero for a task
	Ends time.Time // of an appointment
}

// Late reports whether the day of a task has gone by, or an appointment is over
// and nobody has recorded it.
func (n Next) Late(now time.Time) bool {
	if !n.At.IsZero() {
		return n.Ends.Before(now)
	}
	return n.Day.Before(dates.Of(now))
}

// NextOf returns the earliest thing to do about each of some people; nobody is
// in it for whom there is nothing. The caller got the ids from a list that was
// already limited to what its reader may see.
func NextOf(r db.Reader, personIDs []string) (map[string]Next, error) {
	return NextBetween(r, personIDs, dates.Date{}, dates.Date{Year: 9999, Month: 12, Day: 31})
}

// NextBetween is NextOf within some days, both included.
func NextBetween(r db.Reader, personIDs []string, from, to dates.Date) (map[string]Next, error) {
	next := make(map[string]Next, len(personIDs))
	if len(personIDs) == 0 {
		return next, nil
	}
	in, args := oneOf(personIDs)
	tasks, err := db.List(r, scanTask, taskColumns+` WHERE done_at IS NULL AND person_id IN `+in+` ORDER BY due DESC, id DESC`, args...)
	if err != nil {
		return nil, err
	}
	for _, t := range tasks {
		if !t.Due.Before(from) && !t.Due.After(to) {
			next[t.PersonID] = Next{What: t.Title, Day: t.Due}
		}
	}
	planned, err := db.List(r, scanAppointment, appointmentColumns+` WHERE state = 'planned' AND person_id IN `+in+` ORDER BY starts_at DESC, id DESC`, args...)
	for _, a := range planned {
		day := dates.Of(a.StartsAt)
		if day.Before(from) || day.After(to) {
			continue
		}
		if earlier, ok := next[a.PersonID]; !ok || !earlier.Day.Before(day) {
			next[a.PersonID] = Next{What: "Appointment", Day: day, At: a.StartsAt, Ends: a.StartsAt.Add(time.Duration(a.Minutes) * time.Minute)}
		}
	}
	return next, err
}

func oneOf(ids []string) (marks string, args []any) {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i], args = "$"+strconv.Itoa(i+1), append(args, id)
	}
	return "(" + strings.Join(all, ", ") + ")", args
}

// NextDays is a subquery for the days of all that is to do about the person in
// a column, as numbers to sort by: see [DayNumber].
func NextDays(person string) string {
	return `SELECT ` + DayNumber("t.due") + ` AS day FROM tasks t WHERE t.person_id = ` + person + ` AND t.done_at IS NULL
		UNION ALL SELECT a.starts_at / 86400000 AS day FROM appointments a WHERE a.person_id = ` + person + ` AND a.state = 'planned'`
}

// IsLate is the SQL condition that something about the person in a column is
// late on the day and at the moment in two parameters: a task of a day before,
// or an appointment that is over and that nobody has recorded.
func IsLate(person, today, now string) string {
	return fmt.Sprintf(`(EXISTS (SELECT 1 FROM tasks t WHERE t.person_id = %[1]s AND t.done_at IS NULL AND t.due < %[2]s)
		OR EXISTS (SELECT 1 FROM appointments a WHERE a.person_id = %[1]s AND a.state = 'planned' AND a.starts_at + a.minutes * 60000 < %[3]s))`, person, today, now)
}

// IsDue is the SQL condition that a task or an appointment of the person in a
// column lies between two days in parameters, and the moments at which the
// first begins and the last ends in two more.
func IsDue(person, from, to, begins, ends string) string {
	return fmt.Sprintf(`(EXISTS (SELECT 1 FROM tasks t WHERE t.person_id = %[1]s AND t.done_at IS NULL AND t.due >= %[2]s AND t.due <= %[3]s)
		OR EXISTS (SELECT 1 FROM appointments a WHERE a.person_id = %[1]s AND a.state = 'planned' AND a.starts_at >= %[4]s AND a.starts_at < %[5]s))`, person, from, to, begins, ends)
}

// DayNumber is SQL for the number of days from 1 January 1970 to the date in a
// column, which both engines can compare with milliseconds; neither has a
// function for it that the other has too. The year is taken to begin in March.
func DayNumber(column string) string {
	year, month, day := `CAST(substr(`+column+`, 1, 4) AS INTEGER)`, `CAST(substr(`+column+`, 6, 2) AS INTEGER)`, `CAST(substr(`+column+`, 9, 2) AS INTEGER)`
	m := `((` + month + ` + 9) % 12)`
	y := `(` + year + ` - ` + m + ` / 10)`
	return fmt.Sprintf(`(365 * %[1]s + %[1]s / 4 - %[1]s / 100 + %[1]s / 400 + (%[2]s * 306 + 5) / 10 + %[3]s - 719469)`, y, m, day)
}
