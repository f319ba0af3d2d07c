package dates

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	_ "time/tzdata" // the binary must know London on a machine without zone files
)

// London is where days begin and end.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// Date is a day of the Gregorian calendar. The zero Date means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ErrNotADate is returned for text or numbers that name no day.
var ErrNotADate = errors.New("not a real date")

// New returns the date, or ErrNotADate if there is no such day.
func New(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	d := Date{year, month, day}
	if year < 1 || year > 9999 || of(t) != d {
		return Date{}, ErrNotADate
	}
	return d, nil
}

// Of returns the day in London at the instant t; the zero time gives no date.
func Of(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return of(t.In(London))
}

func of(t time.Time) Date { return Date{t.Year(), t.Month(), t.Day()} }

// Parse reads "2026-11-23". Empty text is no date and no error.
func Parse(text string) (Date, error) {
	if text == "" {
		return Date{}, nil
	}
	if len(text) != len("2006-01-02") {
		return Date{}, ErrNotADate
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, ErrNotADate
	}
	return of(t), nil
}

// ParseBoxes reads the three boxes of a date question. Spaces are forgiven and
// a month may be a name. All boxes empty is no date and no error.
func ParseBoxes(day, month, year string) (Date, error) {
	day, month, year = strings.TrimSpace(day), strings.TrimSpace(month), strings.TrimSpace(year)
	if day == "" && month == "" && year == "" {
		return Date{}, nil
	}
	d, errDay := strconv.Atoi(day)
	m, errMonth := parseMonth(month)
	y, errYear := strconv.Atoi(year)
	if errDay != nil || errMonth != nil || errYear != nil || len(year) != 4 {
		return Date{}, ErrNotADate
	}
	return New(y, m, d)
}

func parseMonth(text string) (time.Month, error) {
	if n, err := strconv.Atoi(text); err == nil {
		return time.Month(n), nil
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(text, name) || strings.EqualFold(text, name[:3]) {
			return m, nil
		}
	}
	return 0, ErrNotADate
}

// IsZero reports whether this is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns "2026-11-23", or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Midnight is the instant at which the day begins in London.
func (d Date) Midnight() time.Time { return d.At(0, 0) }

// At is the instant of a clock time on this day in London.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, London)
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays returns the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return of(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later; the last day of the month
// stands in for a day that the month lacks.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Sub returns the number of days from earlier to d.
func (d Date) Sub(earlier Date) int { return int(d.utc().Sub(earlier.utc()).Hours() / 24) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Age is the number of whole years from birth to today.
func Age(born, today Date) int {
	years := today.Year - born.Year
	if today.Month < born.Month || today.Month == born.Month && today.Day < born.Day {
		years--
	}
	return years
}

// WorkingDays counts the Mondays to Fridays after from, up to and including
// to. Bank holidays are counted as working days: the figure is for "how long
// has this waited", where erring long is safe.
func WorkingDays(from, to Date) int {
	if !from.Before(to) {
		return 0
	}
	days := to.Sub(from)
	count := days / 7 * 5
	for d := from.AddDays(days / 7 * 7); d.Before(to); {
		d = d.AddDays(1)
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			count++
		}
	}
	return count
}

// NextWorkingDay is d itself, or the first day after it that is no weekend and
// no bank holiday.
func (d Date) NextWorkingDay() Date {
	for !d.Working() {
		d = d.AddDays(1)
	}
	return d
}

// Scan reads a TEXT column; NULL and "" are no date.
func (d *Date) Scan(src any) error {
	var text string
	switch v := src.(type) {
	case nil:
	case string:
		text = v
	case []byte:
		text = string(v)
	case time.Time: // some drivers turn date-like text into a time
		*d = of(v)
		return nil
	default:
		return fmt.Errorf("dates: cannot scan %T", src)
	}
	parsed, err := Parse(text)
	*d = parsed
	return err
}

// Value writes the date as TEXT, no date as NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// MarshalText writes "2026-11-23".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2026-11-23" or nothing.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	*d = parsed
	return err
}
