package events

import (
	"strconv"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/web/visit"
)

// mostRows is for how many days the form of an event has room.
const mostRows = 14

func field(i int) string { return "day-" + strconv.Itoa(i+1) }

// rowsOf is how many days the form that was sent has room for.
func rowsOf(f visit.Fields) int { return min(max(f.Number("rows"), 1), mostRows) }

// typedDays reads the days of the form. rows says which row of the form each is from. A day
// that is empty, or ticked to be taken out, is none.
func typedDays(f visit.Fields, bad *db.Invalid) (days []events.Day, rows []int) {
	for i := range rowsOf(f) {
		name := field(i)
		if f.Is(name+"-out", "yes") {
			continue
		}
		day, words := f.Date(name, bad), f.Text(name+"-words")
		if day.IsZero() && f.Text(name+"-starts") == "" && f.Text(name+"-ends") == "" && words == "" {
			continue
		}
		d := events.Day{Words: words}
		if !day.IsZero() { // a fault of a time stands there alone
			d.Starts, d.Ends = timeOn(f, name+"-starts", day, day.Midnight(), bad), timeOn(f, name+"-ends", day, day.At(23, 59), bad)
		}
		days, rows = append(days, d), append(rows, i)
	}
	return days, rows
}

// timeOn is a time of the form on a day, or instead of it another where it is at fault.
func timeOn(f visit.Fields, name string, day dates.Date, instead time.Time, bad *db.Invalid) time.Time {
	hour, minute, ok := f.Clock(name, bad)
	if !ok {
		return instead
	}
	return day.At(hour, minute)
}

// fillDays fills the rows of the form with days as they are.
func fillDays(f visit.Fields, days []events.Day) {
	f.SetNumber("rows", max(len(days), 1))
	for i, d := range days {
		fillDay(f, i, d.Date(), hour(d.Starts), hour(d.Ends), d.Words)
	}
}

func fillDay(f visit.Fields, i int, day dates.Date, starts, ends, words string) {
	f.SetDate(field(i), day)
	f.Set(field(i)+"-starts", starts)
	f.Set(field(i)+"-ends", ends)
	f.Set(field(i)+"-words", words)
}

// moreDays reports whether a button of the form asked for more rows, and adds them: an
// empty one, or one for each week until a day.
func moreDays(f visit.Fields, bad *db.Invalid) bool {
	switch f.Get("do") {
	case "day":
		if rowsOf(f) == mostRows {
			bad.Add("rows", "There is room for 14 days. Add another event for those that follow")
		} else {
			f.SetNumber("rows", rowsOf(f)+1)
		}
	case "weekly":
		weekly(f, bad)
	default:
		return false
	}
	return true
}

// weekly adds the last day of the form again for each week until a day.
func weekly(f visit.Fields, bad *db.Invalid) {
	rows := rowsOf(f)
	last := field(rows - 1)
	day, until := f.Date(last, bad), f.Date("until", bad)
	switch {
	case bad.Err() != nil:
	case day.IsZero():
		bad.Add(last, "Enter the day that is repeated")
	case !until.After(day):
		bad.Add("until", "Enter a day after the last one in the form")
	case day.AddDays(7 * (mostRows - rows)).AddDays(7).After(until):
		for next := day.AddDays(7); !next.After(until); next = next.AddDays(7) {
			fillDay(f, rows, next, f.Get(last+"-starts"), f.Get(last+"-ends"), f.Get(last+"-words"))
			rows++
		}
		f.SetNumber("rows", rows)
	default:
		bad.Add("until", "There is room for 14 days. Choose an earlier day, and add another event for those that follow")
	}
}
