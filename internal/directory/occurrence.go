package directory

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"linkwork/internal/dates"
	"linkwork/internal/search"
)

// Occurrence is one time of a schedule: this Thursday at 10.
type Occurrence struct {
	Day        dates.Date
	Opens      string // "10:00", London time; empty when not stated
	Closes     string
	LocationID string // empty: at every place
	Unsure     string // why it may not happen: "Boxing Day"; empty when nothing speaks against it
	Note       string // what somebody wrote about this day
}

// Starts is when it begins, the beginning of the day when no time is stated.
// The clock is London's on that day, summer time or not.
func (o Occurrence) Starts() time.Time {
	t, err := time.Parse("15:04", o.Opens)
	if err != nil {
		return o.Day.Midnight()
	}
	return o.Day.At(t.Hour(), t.Minute())
}

// MostDays is how far ahead schedules are expanded. Nobody knows more.
const MostDays = 92

// Occurrences expands the schedules of a service over some days from a first
// one on, in order. Changes say what differs on single days. A day that is a
// bank holiday stays in the list and says so, unless somebody said that it is
// on: few schedules tell.
func (s Service) Occurrences(changes []OccurrenceChange, from dates.Date, days int) []Occurrence {
	changed := make(map[dates.Date]OccurrenceChange, len(changes))
	for _, c := range changes {
		changed[c.Day] = c
	}
	var all []Occurrence
	for _, schedule := range s.Schedules {
		for _, one := range schedule.occurrences(from, min(days, MostDays)) {
			if one, happens := changed[one.Day].on(one); happens {
				all = append(all, one)
			}
		}
	}
	slices.SortFunc(all, func(a, b Occurrence) int {
		return cmp.Or(a.Starts().Compare(b.Starts()), cmp.Compare(a.LocationID, b.LocationID), cmp.Compare(a.Closes, b.Closes))
	})
	return slices.Compact(all)
}

// Next returns the first occurrence that has not begun at a moment, at some
// times of the week; 0 is any time.
func (s Service) Next(changes []OccurrenceChange, now time.Time, at search.Times) (Occurrence, bool) {
	for _, one := range s.Occurrences(changes, dates.Of(now), MostDays) {
		if (one.Opens == "" || !one.Starts().Before(now)) && one.isAt(at) {
			return one, true
		}
	}
	return Occurrence{}, false
}

// isAt says whether it falls into some times of the week. One without a time may
// be at any time of its day.
func (o Occurrence) isAt(times search.Times) bool {
	day := o.Day.Weekday()
	return times == 0 || o.Opens == "" && times.Days().Has(day) || times.Held([]search.Span{spanOf(day, o.Opens, o.Closes)}) != 0
}

// occurrences expands one schedule. One that names no days has none.
func (s Schedule) occurrences(from dates.Date, days int) []Occurrence {
	rule, ok := s.rule(from)
	if !ok {
		return nil
	}
	var all []Occurrence
	first, last := noon(from), noon(from.AddDays(days-1))
	for _, at := range rule.Between(first, last, true) {
		day := dates.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
		if s.ValidFrom.IsZero() || !day.Before(s.ValidFrom) {
			all = append(all, Occurrence{Day: day, Opens: s.Opens, Closes: s.Closes, LocationID: s.LocationID, Unsure: s.unsure(day)})
		}
	}
	return all
}

// rule is the rhythm in days. Days carry no clock, so that a change of clocks
// moves nothing.
func (s Schedule) rule(from dates.Date) (*rrule.RRule, bool) {
	option := rrule.ROption{Freq: rrule.WEEKLY, Interval: max(s.Every, 1), Count: s.Times, Dtstart: noon(from), Wkst: rrule.MO}
	if !s.StartsOn.IsZero() {
		option.Dtstart = noon(s.StartsOn)
	} else {
		option.Interval, option.Count = 1, 0 // nobody knows from when to count
	}
	if !s.EndsOn.IsZero() {
		option.Until = noon(s.EndsOn)
	}
	option.Byweekday = weekdays(cmp.Or(s.ByDay, s.Days), s.Repeats == Monthly)
	if s.Repeats == Monthly {
		option.Freq, option.Bymonthday = rrule.MONTHLY, monthDays(s.ByMonthDay)
	}
	if len(option.Byweekday)+len(option.Bymonthday) == 0 {
		return nil, false
	}
	if option.Dtstart.Before(noon(from.AddDays(-366*20))) && option.Count == 0 {
		option.Dtstart = nearer(option, noon(from))
	}
	rule, err := rrule.NewRRule(option)
	return rule, err == nil
}

// nearer brings the start of a very old series closer, whole rhythms on, so
// that a feed's "since year 1" costs nothing.
func nearer(o rrule.ROption, to time.Time) time.Time {
	if o.Freq == rrule.WEEKLY {
		weeks := int(to.Sub(o.Dtstart).Hours()/24/7) - o.Interval
		return o.Dtstart.AddDate(0, 0, weeks/o.Interval*o.Interval*7)
	}
	months := (to.Year()-o.Dtstart.Year())*12 + int(to.Month()-o.Dtstart.Month()) - o.Interval
	first := time.Date(o.Dtstart.Year(), o.Dtstart.Month(), 1, 12, 0, 0, 0, time.UTC)
	return first.AddDate(0, months/o.Interval*o.Interval, 0)
}

// unsure says why an occurrence may not happen.
func (s Schedule) unsure(day dates.Date) string {
	switch {
	case s.StartsOn.IsZero() && s.Every > 1:
		return fmt.Sprintf("every %d %s, and which is not stated", s.Every, s.Repeats.plural())
	case !s.ValidTo.IsZero() && day.After(s.ValidTo):
		return "the times are only known until " + s.ValidTo.Long()
	}
	return dates.BankHoliday(day)
}

func (r Repeats) plural() string {
	if r == Monthly {
		return "months"
	}
	return "weeks"
}

// noon is a day as the rule counts it.
func noon(d dates.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

var ruleDays = map[string]rrule.Weekday{"MO": rrule.MO, "TU": rrule.TU, "WE": rrule.WE, "TH": rrule.TH, "FR": rrule.FR, "SA": rrule.SA, "SU": rrule.SU}

// weekdays reads "MO,TU" or, where a month is meant, "1TU,-1SU". What is no day
// is left out.
func weekdays(list string, numbered bool) (days []rrule.Weekday) {
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if len(part) < 2 {
			continue
		}
		day, ok := ruleDays[part[len(part)-2:]]
		which, err := strconv.Atoi(part[:len(part)-2])
		switch {
		case !ok:
		case len(part) == 2:
			days = append(days, day)
		case numbered && err == nil && which != 0 && which >= -5 && which <= 5:
			days = append(days, day.Nth(which))
		}
	}
	return days
}

func monthDays(list string) (days []int) {
	for part := range strings.SplitSeq(list, ",") {
		if n, err := strconv.Atoi(strings.TrimSpace(part)); err == nil && n != 0 && n >= -31 && n <= 31 {
			days = append(days, n)
		}
	}
	return days
}
