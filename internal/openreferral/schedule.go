package openreferral

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/directory"
)

// dayNames are the days of a week as the standard writes them.
var dayNames = []struct{ code, name string }{
	{"MO", "Monday"}, {"TU", "Tuesday"}, {"WE", "Wednesday"}, {"TH", "Thursday"}, {"FR", "Friday"}, {"SA", "Saturday"}, {"SU", "Sunday"},
}

var (
	clock     = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):([0-5][0-9])`)
	numbered  = regexp.MustCompile(`^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$`)
	ordinals  = map[string]string{"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
	monthDays = regexp.MustCompile(`^[0-9]{1,2}$`)
)

// schedule reads when a service happens, in words and in parts that can be
// searched. Published recurrence rules are richer; the words say what they can
// and the published description says the rest.
func schedule(o object, locationID string) (directory.Schedule, bool) {
	when := directory.Schedule{LocationID: locationID, Opens: o.clock("opens_at"), Closes: o.clock("closes_at")}
	days := o.days()
	var plain []string
	for _, day := range days {
		if !slices.Contains(plain, day.code) {
			plain = append(plain, day.code)
		}
	}
	when.Days = strings.Join(plain, ",")
	o.series(&when, days)
	said := firstOf(o.plain("description"), o.plain("notes"))
	if repeats(said, days, when.Opens) {
		when.Summary = said
	} else {
		when.Summary = joinSentences(capital(joinNonEmpty(", ", rhythm(o, days), hours(when.Opens, when.Closes))), said)
	}
	if len(when.Summary) > shortText {
		when.Summary = strings.ToValidUTF8(when.Summary[:shortText], "") + "…"
	}
	return when, when.Summary != ""
}

// repeats says whether a description names the days and gives a time itself, so
// that nothing is to be said before it.
func repeats(said string, days []day, opens string) bool {
	text := strings.ToLower(said)
	if len(days) == 0 || opens != "" && !strings.ContainsAny(text, "0123456789") {
		return false
	}
	if from, to := dayName(days[0]), dayName(days[len(days)-1]); len(days) > 2 && strings.Contains(text, from+" to "+to) {
		return weekday(days[len(days)-1].code)-weekday(days[0].code) == len(days)-1
	}
	for _, d := range days {
		if !strings.Contains(text, dayName(d)) {
			return false
		}
	}
	return true
}

func dayName(d day) string { return strings.ToLower(dayNames[weekday(d.code)].name) }

// mostEvery keeps a rhythm believable: two years of weeks.
const mostEvery = 104

// series reads the rhythm, for single times to be worked out from it.
func (o object) series(when *directory.Schedule, days []day) {
	every, stated := o.number("interval")
	if stated && every >= 1 && every <= mostEvery && len(days)+len(o.text("bymonthday", shortText)) > 0 {
		when.Every = int(every)
	}
	if when.Every == 1 {
		when.Every = 0
	}
	when.StartsOn, when.EndsOn = o.date("dtstart"), o.date("until")
	when.ValidFrom, when.ValidTo = o.date("valid_from"), o.date("valid_to")
	if times, ok := o.number("count"); ok && times >= 1 && times <= 10_000 {
		when.Times = int(times)
	}
	when.Repeats = o.repeats()
	if when.Repeats == directory.Monthly {
		when.ByMonthDay = strings.Join(listed(o.text("bymonthday", shortText)), ",")
	}
	if slices.ContainsFunc(days, func(d day) bool { return d.which != "" }) {
		var certain []string
		for _, d := range days {
			certain = append(certain, d.which+d.code)
		}
		when.ByDay = strings.Join(certain, ",")
	}
}

func (o object) repeats() directory.Repeats {
	switch freq := strings.ToUpper(o.text("freq", 20)); freq {
	case "":
		return ""
	case string(directory.Weekly), string(directory.Monthly):
		return directory.Repeats(freq)
	}
	o.warn("freq", "is neither WEEKLY nor MONTHLY; left out")
	return ""
}

// day is a day of the week, perhaps a certain one of the month.
type day struct{ which, code string }

func (o object) days() (days []day) {
	listed := o.text("byday", shortText)
	for _, part := range strings.FieldsFunc(strings.ToUpper(listed), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		m := numbered.FindStringSubmatch(part)
		if m == nil {
			o.warn("byday", fmt.Sprintf("%q is not a day; left out", part))
			continue
		}
		days = append(days, day{m[1], m[2]})
	}
	slices.SortStableFunc(days, func(a, b day) int { return weekday(a.code) - weekday(b.code) })
	return days
}

func weekday(code string) int {
	return slices.IndexFunc(dayNames, func(d struct{ code, name string }) bool { return d.code == code })
}

// rhythm says on which days: "Thursdays and Fridays", "every 2 weeks on
// Monday", "the first Tuesday of the month", "days 2 and 3 of the month".
func rhythm(o object, days []day) string {
	every, _ := o.number("interval")
	monthly := strings.EqualFold(o.text("freq", 20), "MONTHLY")
	switch {
	case len(days) == 0 && monthly:
		return daysOfMonth(o.text("bymonthday", shortText))
	case len(days) == 0:
		return ""
	case monthly && every > 1:
		return fmt.Sprintf("%s of every %.0f months", listDays(days, ""), every)
	case monthly:
		return listDays(days, "") + " of the month"
	case every > 1:
		return fmt.Sprintf("every %.0f weeks on %s", every, listDays(days, ""))
	}
	return listDays(days, "s")
}

func listDays(days []day, ending string) string {
	names := make([]string, 0, len(days))
	for _, d := range days {
		name := dayNames[weekday(d.code)].name + ending
		if which := ordinals[d.which]; which != "" {
			name = "the " + which + " " + strings.TrimSuffix(name, ending)
		}
		names = append(names, name)
	}
	return listWords(names)
}

func daysOfMonth(list string) string {
	days := listed(list)
	switch len(days) {
	case 0:
		return ""
	case 1:
		return "day " + days[0] + " of the month"
	}
	return "days " + listWords(days) + " of the month"
}

// listed returns the days of a month in a list.
func listed(list string) (days []string) {
	for _, part := range strings.Split(list, ",") {
		if part = strings.TrimSpace(part); monthDays.MatchString(part) {
			days = append(days, part)
		}
	}
	return days
}

// clock returns hours and minutes; zones are dropped, because published ones
// are rarely meant.
func (o object) clock(name string) string {
	text := o.text(name, 40)
	if text == "" {
		return ""
	}
	m := clock.FindStringSubmatch(text)
	if m == nil {
		o.warn(name, "is not a time; left out")
		return ""
	}
	hour, _ := strconv.Atoi(m[1])
	return fmt.Sprintf("%02d:%s", hour, m[2])
}

func hours(opens, closes string) string {
	switch {
	case opens == "" && closes == "":
		return ""
	case closes == "":
		return "from " + spoken(opens)
	case opens == "":
		return "until " + spoken(closes)
	}
	return spoken(opens) + " to " + spoken(closes)
}

// spoken says a time as the NHS writes it: 9am, 5:30pm, midday, midnight.
func spoken(hhmm string) string {
	switch hhmm {
	case "00:00":
		return "midnight"
	case "12:00":
		return "midday"
	}
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return hhmm
	}
	if t.Minute() == 0 {
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}
