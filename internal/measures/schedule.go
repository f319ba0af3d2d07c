package measures

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Schedule is when an area asks an instrument.
type Schedule struct {
	Instrument string
	On         bool
	FirstDays  int   // first within so many days of being taken on
	Months     []int // then so many months after the first, rising
	Window     int   // so many days sooner or later count
	Version    int   // 0 when nothing was chosen
}

// usualSchedule is what a form offers before anything is chosen.
func usualSchedule(instrument string) Schedule {
	return Schedule{Instrument: instrument, FirstDays: 28, Months: []int{3, 6, 12}, Window: 28}
}

// Wave is one time at which an instrument is asked.
type Wave struct {
	Months             int // after the first; 0 for the first itself
	Opens, Due, Closes dates.Date
	Instrument         string
	Started            dates.Date // when the person was taken on
}

// Has says whether a day lies in the wave's window.
func (w Wave) Has(day dates.Date) bool { return !day.Before(w.Opens) && !day.After(w.Closes) }

// Late says whether its day has gone by.
func (w Wave) Late(today dates.Date) bool { return today.After(w.Due) }

// Words name the time: "First", or "3 months".
func (w Wave) Words() string {
	if w.Months == 0 {
		return "First"
	}
	return dates.Count(w.Months, "month", "months")
}

func (s Schedule) wave(first dates.Date, months int) Wave {
	due := first.AddMonths(months)
	return Wave{Months: months, Opens: due.AddDays(-s.Window), Due: due, Closes: due.AddDays(s.Window), Instrument: s.Instrument}
}

// Open is the wave that is to be asked today of somebody who was taken on on a
// day and answered on others, in order; ok is false where none is.
//
// What was answered before they were taken on belongs to an earlier episode. A
// first is due until it is there, or somebody said that it is not possible;
// without one nothing else is due. A later wave is due from its window's first
// day to its last, unless an answer lies in the window or somebody said that it
// is not possible.
func (s Schedule) Open(taken dates.Date, answered []dates.Date, missed map[int]bool, today dates.Date) (w Wave, ok bool) {
	answered = slices.DeleteFunc(slices.Clone(answered), func(d dates.Date) bool { return d.Before(taken) })
	if len(answered) == 0 {
		due := taken.AddDays(s.FirstDays)
		return Wave{Opens: taken, Due: due, Instrument: s.Instrument, Started: taken}, !missed[0]
	}
	for _, months := range s.Months {
		w = s.wave(answered[0], months)
		w.Started = taken
		if w.Has(today) && !missed[months] && !slices.ContainsFunc(answered[1:], w.Has) {
			return w, true
		}
	}
	return Wave{}, false
}

const scheduleColumns = `SELECT instrument, active, first_days, months, window_days, version FROM instrument_schedules`

func scanSchedule(row db.Scanner) (s Schedule, err error) {
	var months string
	if err := row.Scan(&s.Instrument, &s.On, &s.FirstDays, &months, &s.Window, &s.Version); err != nil {
		return s, err
	}
	s.Months, err = readMonths(months)
	return s, err
}

// ScheduleOf is when an instrument is asked; one that nobody chose is off.
func ScheduleOf(r db.Reader, instrument string) (Schedule, error) {
	s, err := db.One(r, scanSchedule, scheduleColumns+` WHERE instrument = $1`, instrument)
	if errors.Is(err, db.ErrNotFound) {
		return usualSchedule(instrument), nil
	}
	return s, err
}

// Schedules are those of instruments that can be asked now, by instrument.
func Schedules(r db.Reader) (map[string]Schedule, error) {
	all, err := db.List(r, scanSchedule, scheduleColumns+` WHERE active ORDER BY instrument`)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	offers, err := On(r)
	on := make(map[string]Schedule)
	for _, s := range all {
		if slices.ContainsFunc(offers, func(o Offer) bool { return o.ID == s.Instrument }) {
			on[s.Instrument] = s
		}
	}
	return on, err
}

func readMonths(text string) (months []int, err error) {
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == ',' || c == ';' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > longestWait {
			return nil, fmt.Errorf("measures: %q is no number of months", word)
		}
		months = append(months, n)
	}
	slices.Sort(months)
	return slices.Compact(months), nil
}

const (
	longestWait = 60 // months
	mostWaves   = 8
	shortMonth  = 28 // days
)

// MonthsText writes months as they are typed: "3, 6, 12".
func (s Schedule) MonthsText() string { return joined(s.Months, ", ") }

func joined(months []int, between string) string {
	words := make([]string, len(months))
	for i, n := range months {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, between)
}

// Timing is what an area says of when an instrument is asked.
type Timing struct {
	On        bool
	FirstDays int
	Months    string // as typed
	Weeks     int    // sooner or later that count
	Version   int    // as the page showed it
}

// SetSchedule stores when an instrument is asked. *db.Invalid for a faulty
// field, db.ErrConflict when somebody chose first, db.ErrNotFound for an unknown
// instrument or somebody who is no administrator.
func SetSchedule(ctx context.Context, d *db.DB, by access.Actor, key once.Key, instrument string, t Timing) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if _, err := GetOffer(tx, instrument); err != nil {
			return err
		}
		if !by.Is(access.Administrator) {
			return db.ErrNotFound
		}
		months, err := t.check()
		if err != nil {
			return err
		}
		n, err := tx.Exec(`INSERT INTO instrument_schedules (instrument, active, first_days, months, window_days, changed_by, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
			ON CONFLICT (instrument) DO UPDATE SET active = excluded.active, first_days = excluded.first_days, months = excluded.months, window_days = excluded.window_days,
				changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = instrument_schedules.version + 1
			WHERE instrument_schedules.version = $8`, instrument, t.On, t.FirstDays, joined(months, " "), 7*t.Weeks, by.Name, db.Ms(tx.Now()), t.Version)
		if err == nil && n == 0 {
			err = db.ErrConflict
		}
		if err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "instrument.scheduled", "", "instrument", instrument)
	})
}

func (t Timing) check() ([]int, error) {
	var bad db.Invalid
	if t.FirstDays < 1 || t.FirstDays > 365 {
		bad.Add("first_days", "Enter a number of days from 1 to 365")
	}
	months, err := readMonths(t.Months)
	if err != nil || len(months) > mostWaves {
		bad.Add("months", fmt.Sprintf("Enter months with commas between, for example 3, 6, 12: at most %d of them, from 1 to %d", mostWaves, longestWait))
	}
	if t.Weeks < 1 || t.Weeks > 26 {
		bad.Add("weeks", "Enter a number of weeks from 1 to 26")
	}
	if len(bad.Fields) == 0 {
		before := 0
		for _, n := range months {
			if gap := shortMonth * (n - before); before > 0 && 14*t.Weeks >= gap || before == 0 && 7*t.Weeks >= gap {
				bad.Add("weeks", "Enter fewer weeks: one answer would count for two times")
				break
			}
			before = n
		}
	}
	return months, bad.Err()
}

// AnswersOf joins the day and the instrument (resp) of each set of answers of
// the person in a column that stands, for lists of other rooms.
func AnswersOf(column string) string {
	return ` LEFT JOIN responses resp ON resp.out_at IS NULL AND resp.person_id = ` + column
}
