package keepers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"linkwork/internal/directory"
)

// TimesText writes schedules as people read and change them, one on a line.
func TimesText(schedules []directory.Schedule) string {
	lines := make([]string, len(schedules))
	for i, s := range schedules {
		lines[i] = oneLine(s.Summary)
	}
	return strings.Join(lines, "\n")
}

// readTimes reads lines back. A line that was there before is the schedule that
// it was, with all that stands behind its words; of a new one the days and
// times are read where it says them plainly. Its words count in any case.
func readTimes(text string, before []directory.Schedule) (schedules []directory.Schedule) {
	left := slices.Clone(before)
	for _, line := range linesOf(text) {
		same := slices.IndexFunc(left, func(s directory.Schedule) bool { return oneLine(s.Summary) == line })
		if same >= 0 {
			schedules = append(schedules, left[same])
			left = slices.Delete(left, same, same+1)
			continue
		}
		schedules = append(schedules, readTime(line))
	}
	return schedules
}

var (
	dayWord    = `(mon|tue|wed|thu|fri|sat|sun)[a-z]*`
	dayRange   = regexp.MustCompile(`\b` + dayWord + `\s*(?:to|until|till|through|-|–)\s*` + dayWord + `\b`)
	daySingle  = regexp.MustCompile(`\b` + dayWord + `\b`)
	dayNames   = regexp.MustCompile(`^(mon(day)?s?|tue(s|sday|sdays)?|wed(s|nesday|nesdays)?|thu(rs?|rsday|rsdays)?|fri(day)?s?|sat(urday)?s?|sun(day)?s?)$`)
	ofMonth    = regexp.MustCompile(`\b(first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b.*\bmonth`)
	otherWhile = regexp.MustCompile(`\b(fortnight\w*|alternate|every other|every second|every two|every 2|except|not|but|closed|term|month\w*|first|second|third|fourth|last|1st|2nd|3rd|4th|arrange\w*|appointment\w*|some|until further)\b`)
	allDays    = regexp.MustCompile(`\b(daily|every day|seven days|7 days)\b`)
	workDays   = regexp.MustCompile(`\bweekdays?\b`)
	restDays   = regexp.MustCompile(`\bweekends?\b`)
	clockRange = regexp.MustCompile(clockWord + `(?:\s*(?:to|until|till|-|–)\s*` + clockWord + `)?`)
	weekCodes  = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	weekStems  = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	nth        = map[string]string{"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4", "last": "-1"}
)

// clockWord is a time of day: "9:30am", "14:00", "2pm", "noon", "12 noon".
const clockWord = `(?:\b(\d{1,2})(?:[:.]([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.|noon|midday)?|\b(noon|midday))(?:\b|$)`

// readTime reads one sentence: "Thursdays and Fridays, 10am to 6pm". What is
// not plain is left to the words: a wrong day sends somebody to a closed door.
func readTime(line string) directory.Schedule {
	s := directory.Schedule{Summary: line}
	said := strings.ToLower(line)
	month := ofMonth.FindStringSubmatch(said)
	switch {
	case month != nil && len(dayNamesIn(said)) == 1 && len(otherWhile.FindAllString(said, -1)) == 2: // the ordinal and the month
		code := weekCodes[slices.Index(weekStems, month[2])]
		s.Days, s.Repeats, s.ByDay = code, directory.Monthly, nth[month[1]]+code
	case otherWhile.MatchString(said):
		return s
	default:
		s.Days = readDays(said)
	}
	if s.Days != "" {
		s.Opens, s.Closes = readClock(said)
	}
	return s
}

func readDays(said string) string {
	var on [7]bool
	mark := func(from, to int) {
		for i := from; ; i = (i + 1) % 7 {
			if on[i] = true; i == to {
				return
			}
		}
	}
	if allDays.MatchString(said) {
		mark(0, 6)
	}
	if workDays.MatchString(said) {
		mark(0, 4)
	}
	if restDays.MatchString(said) {
		mark(5, 6)
	}
	for _, m := range dayRange.FindAllStringSubmatch(said, -1) {
		if len(dayNamesIn(m[0])) != 2 {
			continue
		}
		mark(slices.Index(weekStems, m[1]), slices.Index(weekStems, m[2]))
	}
	for _, stem := range dayNamesIn(dayRange.ReplaceAllString(said, " ")) {
		i := slices.Index(weekStems, stem)
		mark(i, i)
	}
	var days []string
	for i, code := range weekCodes {
		if on[i] {
			days = append(days, code)
		}
	}
	return strings.Join(days, ",")
}

// dayNamesIn are the first three letters of each day that is named: "money" is
// no Monday.
func dayNamesIn(said string) (stems []string) {
	for _, m := range daySingle.FindAllStringSubmatch(said, -1) {
		if dayNames.MatchString(m[0]) {
			stems = append(stems, m[1])
		}
	}
	return stems
}

// readClock reads the one time, or the one time from and to, that a sentence
// says. Of several none is taken.
func readClock(said string) (opens, closes string) {
	var found [][]string
	for _, m := range clockRange.FindAllStringSubmatch(said, -1) {
		if m[2]+m[3]+m[4]+m[6]+m[7]+m[8] != "" { // a bare number is no time
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		return "", ""
	}
	m := found[0]
	first, second := clock{m[1], m[2], m[3], m[4]}, clock{m[5], m[6], m[7], m[8]}
	if second == (clock{}) {
		return first.read(""), ""
	}
	closes = second.read("")
	opens = first.read(second.half())
	if opens >= closes {
		opens = first.read("am")
	}
	if opens == "" || closes == "" || opens >= closes {
		return "", ""
	}
	return opens, closes
}

// clock is a time of day as it was written.
type clock struct{ hour, minute, mark, word string }

// half is the half of the day that a time says itself to be in, "" when it
// does not.
func (c clock) half() string {
	switch c.mark + c.word {
	case "am", "a.m.":
		return "am"
	case "pm", "p.m.", "noon", "midday":
		return "pm"
	}
	return ""
}

// read is the time as "14:30"; half is taken for one that says none. "" for
// what cannot be known.
func (c clock) read(half string) string {
	if c.word != "" || c.mark == "noon" || c.mark == "midday" {
		return "12:00"
	}
	hour, minute := 0, c.minute
	if _, err := fmt.Sscanf(c.hour, "%d", &hour); err != nil || hour > 23 {
		return ""
	}
	if minute == "" {
		minute = "00"
	}
	said := c.half()
	if said == "" {
		said = half
	}
	switch {
	case said == "" && (c.minute == "" || len(c.hour) < 2): // neither a half of the day nor a clock of 24 hours
		return ""
	case said != "" && (hour < 1 || hour > 12):
		return ""
	case said == "am" && hour == 12:
		hour = 0
	case said == "pm" && hour < 12:
		hour += 12
	}
	return fmt.Sprintf("%02d:%s", hour, minute)
}

// readWords say what was understood of a schedule: "Read as Thursday, 10:00 to
// 18:00". Empty when nothing was.
func readWords(s directory.Schedule) string {
	if s.Days == "" {
		return ""
	}
	words := "Read as " + dayWords(s.Days)
	if s.Repeats == directory.Monthly {
		words = "Read as the " + nthWords[strings.TrimSuffix(s.ByDay, s.Days)] + " " + dayWords(s.Days) + " of a month"
	}
	switch {
	case s.Opens != "" && s.Closes != "":
		words += ", " + s.Opens + " to " + s.Closes
	case s.Opens != "":
		words += ", " + s.Opens
	}
	return words
}

var nthWords = map[string]string{"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}

func dayWords(days string) string {
	var words []string
	for code := range strings.SplitSeq(days, ",") {
		words = append(words, time.Weekday((slices.Index(weekCodes, code)+1)%7).String())
	}
	return strings.Join(words, ", ")
}

// linesOf are the lines of a text that say something, each with single spaces.
func linesOf(text string) (lines []string) {
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		if line = oneLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
