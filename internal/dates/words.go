package dates

import (
	"fmt"
	"strconv"
	"time"
)

// InMonth is the month as files and addresses write it: "2026-11".
func (d Date) InMonth() string { return fmt.Sprintf("%04d-%02d", d.Year, d.Month) }

// MonthWords says the month: "November 2026".
func (d Date) MonthWords() string { return fmt.Sprintf("%s %d", d.Month, d.Year) }

// Long says "6 August 2018"; no date is "".
func (d Date) Long() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// Short says "6 August", for a list where the year is plain.
func (d Date) Short() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s", d.Day, d.Month)
}

// WithDay says "Monday 6 August 2018".
func (d Date) WithDay() string {
	if d.IsZero() {
		return ""
	}
	return d.Weekday().String() + " " + d.Long()
}

// Clock says "5pm", "5:30pm" or "midday" for an instant, in London.
func Clock(t time.Time) string {
	t = t.In(London)
	hour, minute := t.Hour(), t.Minute()
	switch {
	case hour == 12 && minute == 0:
		return "midday"
	case hour == 0 && minute == 0:
		return "midnight"
	}
	half := "am"
	if hour >= 12 {
		half = "pm"
	}
	words := strconv.Itoa((hour+11)%12 + 1)
	if minute != 0 {
		words += fmt.Sprintf(":%02d", minute)
	}
	return words + half
}

// Moment says "Friday 20 November 2026 at 4:10pm".
func Moment(t time.Time) string { return Of(t).WithDay() + " at " + Clock(t) }

// Relative says how d stands to today: "today", "tomorrow", "yesterday",
// "in 3 days", "5 days ago".
func (d Date) Relative(today Date) string {
	switch n := d.Sub(today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 1:
		return fmt.Sprintf("in %d days", n)
	default:
		return fmt.Sprintf("%d days ago", -n)
	}
}

// Days says "1 day" or "5 days".
func Days(n int) string { return Count(n, "day", "days") }

// Count says a number with its word: Count(1, "person", "people") is "1 person".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
