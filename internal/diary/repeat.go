package diary

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Unit is a step of a repeat.
type Unit string

// The units of a repeat.
const (
	EveryDay   Unit = "day"
	EveryWeek  Unit = "week"
	EveryMonth Unit = "month"
)

// Repeat says when a task comes again after it was done: every so many days,
// weeks or months, counted from a first day. The zero Repeat never does.
type Repeat struct {
	Every int // 1 to 52
	Unit  Unit
	From  dates.Date
}

// Again reports whether there is a next time.
func (p Repeat) Again() bool { return p.Unit != "" }

// Words says "every 2 weeks"; never is "".
func (p Repeat) Words() string {
	switch {
	case !p.Again():
		return ""
	case p.Every == 1:
		return "every " + string(p.Unit)
	}
	return "every " + dates.Count(p.Every, string(p.Unit), string(p.Unit)+"s")
}

// check adds what is wrong with a repeat that somebody asked for.
func (p Repeat) check(bad *db.Invalid) {
	switch p.Unit {
	case "":
	case EveryDay, EveryWeek, EveryMonth:
		if p.Every < 1 || p.Every > 52 {
			bad.Add("every", "Enter a number from 1 to 52")
		}
	default:
		bad.Add("unit", "Choose if it comes again")
	}
}

// counted is the repeat counted from a day, without a number if it is never.
func (p Repeat) counted(from dates.Date) Repeat {
	if !p.Again() {
		return Repeat{}
	}
	p.From = from
	return p
}

// next is the first day of the series after both the day it was due and today;
// at a weekend, the Monday. The series is counted from its first day, so that
// the 31st stays the 31st and a task put off comes back on its own day.
func (p Repeat) next(due, today dates.Date) dates.Date {
	for n := 1; ; n++ {
		if d := p.step(n).NextWorkingDay(); d.After(due) && d.After(today) {
			return d
		}
	}
}

func (p Repeat) step(n int) dates.Date {
	switch p.Unit {
	case EveryMonth:
		return p.From.AddMonths(n * p.Every)
	case EveryWeek:
		return p.From.AddDays(7 * n * p.Every)
	}
	return p.From.AddDays(n * p.Every)
}
