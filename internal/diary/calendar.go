package diary

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Day is one day of a calendar.
type Day struct {
	dates.Date
	Appointments []Appointment // earliest first
}

// Calendar lists the days from first to last, both included, with the
// appointments of the actor, or of everybody whose diary they may see. What was
// cancelled is left out; what was recorded or missed stays.
func Calendar(r db.Reader, by access.Actor, first, last dates.Date, team bool) ([]Day, error) {
	condition := access.WorkerSeenBy("appointments.account_id", "$1")
	if !team {
		condition = `account_id = $1`
	}
	all, err := db.List(r, scanAppointment, appointmentColumns+` WHERE `+condition+` AND `+access.PeopleSeenBy("appointments.person_id", "$1")+`
		AND state <> 'cancelled' AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id`,
		by.AccountID, first.Midnight().UnixMilli(), last.AddDays(1).Midnight().UnixMilli())
	var days []Day
	for d := first; !d.After(last); d = d.AddDays(1) {
		day := Day{Date: d}
		for len(all) > 0 && dates.Of(all[0].StartsAt) == d {
			day.Appointments, all = append(day.Appointments, all[0]), all[1:]
		}
		days = append(days, day)
	}
	return days, err
}

// Ends is when the appointment is over.
func (a Appointment) Ends() time.Time { return a.StartsAt.Add(time.Duration(a.Minutes) * time.Minute) }

// Overlaps reports whether another planned appointment of the same worker is
// at the same time. That is told and not forbidden: a group or a shared visit
// can be meant.
func (a Appointment) Overlaps(b Appointment) bool {
	return a.ID != b.ID && a.AccountID == b.AccountID && a.State == StatePlanned && b.State == StatePlanned && a.StartsAt.Before(b.Ends()) && b.StartsAt.Before(a.Ends())
}

// Clashes reports whether an appointment of the day overlaps with another.
func (d Day) Clashes(a Appointment) bool {
	for _, b := range d.Appointments {
		if a.Overlaps(b) {
			return true
		}
	}
	return false
}

// Within counts a worker's planned appointments that touch a time.
func Within(r db.Reader, accountID string, from, to time.Time) (n int, err error) {
	const longest = 8 * time.Hour // an appointment is never longer
	near, err := db.List(r, scanAppointment, appointmentColumns+` WHERE account_id = $1 AND state = 'planned' AND starts_at > $2 AND starts_at < $3`,
		accountID, from.Add(-longest).UnixMilli(), to.UnixMilli())
	for _, a := range near {
		if a.Ends().After(from) {
			n++
		}
	}
	return n, err
}
