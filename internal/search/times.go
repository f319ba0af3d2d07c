package search

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Part is a part of a day.
type Part uint8

// The parts of a day; together they are the whole of it.
const (
	Morning   Part = iota // up to noon
	Afternoon             // up to 5pm
	Evening
	parts // how many there are
)

// bounds are where each part begins, in minutes after midnight, and the end of
// the day.
var bounds = [parts + 1]int{0, 12 * 60, 17 * 60, 24 * 60}

var partNames = [parts]string{"morning", "afternoon", "evening"}

// String names the part: "evening".
func (p Part) String() string {
	if p < parts {
		return partNames[p]
	}
	return ""
}

// DayParts are all parts of a day, in their order.
var DayParts = []Part{Morning, Afternoon, Evening}

// Times are parts of days of the week, a bit each: Tuesday evening and Friday
// morning. 0 is any time.
type Times uint32

const (
	wholeDay Times = 1<<parts - 1
	slots          = 7 * int(parts)
	always   Times = 1<<slots - 1
)

func at(day time.Weekday, p Part) Times { return 1 << (int(day%7)*int(parts) + int(p)) }

// TimesOf are these parts of these days. No parts are whole days; no days are
// every day; neither is any time.
func TimesOf(days Days, of ...Part) (t Times) {
	if days == 0 && len(of) == 0 {
		return 0
	}
	if days == 0 {
		days = EveryDay
	}
	if len(of) == 0 {
		of = DayParts
	}
	for _, day := range week {
		for _, p := range of {
			if days.Has(day) {
				t |= at(day, p)
			}
		}
	}
	return t
}

// Narrowed is what both are about, where there is any such time, and else what
// either is about: evenings and Tuesdays are Tuesday evenings; Tuesdays and
// Fridays are both. Any time leaves the other as it is.
func (t Times) Narrowed(to Times) Times {
	if both := t & to; t == 0 || to == 0 || both == 0 {
		return t | to
	}
	return t & to
}

// Days are the days of which any part is among them.
func (t Times) Days() (days Days) {
	for _, day := range week {
		if t>>(int(day)*int(parts))&wholeDay != 0 {
			days |= On(day)
		}
	}
	return days
}

// Parts are the parts that are among them on any day.
func (t Times) Parts() (of []Part) {
	for _, p := range DayParts {
		if t&TimesOf(EveryDay, p) != 0 {
			of = append(of, p)
		}
	}
	return of
}

// wholeDays are those of the times whose day is there from morning to evening.
func (t Times) wholeDays() (whole Times) {
	for _, day := range week {
		if all := wholeDay << (int(day) * int(parts)); t&all == all {
			whole |= all
		}
	}
	return whole
}

// Held is what of the times falls into some openings. A day that is asked for as
// a whole is held as a whole, at whatever time of it, stated or not.
func (t Times) Held(openings []Span) (held Times) {
	for _, o := range openings {
		open, unsure := o.times()
		held |= t & (open | unsure&t.wholeDays())
		if day := wholeDay << (int(o.Day%7) * int(parts)); t&day == day && held&day != 0 {
			held |= day
		}
	}
	return held
}

// MayBeHeld says whether some of the times may fall into openings whose own times
// are not stated.
func (t Times) MayBeHeld(openings []Span) bool {
	for _, o := range openings {
		if _, unsure := o.times(); t&unsure != 0 {
			return true
		}
	}
	return false
}

// String says the times: "on Tuesdays and Fridays in the evening, on Sundays".
func (t Times) String() string {
	var said []string
	done := Days(0)
	for _, day := range week {
		of := t.partsOn(day)
		if of == 0 || done.Has(day) {
			continue
		}
		var days []string
		for _, other := range week {
			if t.partsOn(other) == of {
				days, done = append(days, other.String()+"s"), done|On(other)
			}
		}
		said = append(said, strings.Join(nonEmpty(daysInWords(days), of.inWords()), " "))
	}
	return strings.Join(said, ", ")
}

// partsOn are the parts of one day, as those of a Sunday.
func (t Times) partsOn(day time.Weekday) Times { return t >> (int(day) * int(parts)) & wholeDay }

func daysInWords(days []string) string {
	if len(days) == len(week) {
		return ""
	}
	return "on " + andBetween(days)
}

// inWords says parts of a day: "in the morning and evening"; "" for a whole one.
func (t Times) inWords() string {
	if t == wholeDay {
		return ""
	}
	var named []string
	for _, p := range t.Parts() {
		named = append(named, p.String())
	}
	return "in the " + andBetween(named)
}

func andBetween(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

// each yields the places of the bits.
func (t Times) each() iter.Seq[int] {
	return func(yield func(int) bool) {
		for left := uint32(t); left != 0; left &= left - 1 {
			if !yield(bits.TrailingZeros32(left)) {
				return
			}
		}
	}
}

// times reads when a service is open, and when it may be: on a day whose times
// are not stated, or after it began where no end is stated.
func (s Span) times() (open, unsure Times) {
	for _, p := range DayParts {
		from, to := bounds[p], bounds[p+1]
		switch {
		case s.To > 0:
			if s.From < to && s.To > from {
				open |= at(s.Day, p)
			}
		case s.From == 0 || s.From < from:
			unsure |= at(s.Day, p)
		case s.From < to:
			open |= at(s.Day, p)
		}
	}
	return open, unsure
}
