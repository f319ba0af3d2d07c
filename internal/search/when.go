package search

import (
	"strings"
	"time"
)

var dayNames = map[string]struct {
	days  Days
	taken string
}{
	"monday": {On(time.Monday), "on Mondays"}, "tuesday": {On(time.Tuesday), "on Tuesdays"}, "wednesday": {On(time.Wednesday), "on Wednesdays"},
	"thursday": {On(time.Thursday), "on Thursdays"}, "friday": {On(time.Friday), "on Fridays"}, "saturday": {On(time.Saturday), "on Saturdays"},
	"sunday": {On(time.Sunday), "on Sundays"}, "weekend": {On(time.Saturday) | On(time.Sunday), "at the weekend"},
	"weekday": {0x7f &^ (On(time.Saturday) | On(time.Sunday)), "on weekdays"},
}

// day takes "on Sunday" and "Sundays", but not the name of "Sunday school".
func (s *reading) day(i int) int {
	word := s.plain(i)
	name, known := dayNames[strings.TrimSuffix(word, "s")]
	if !known || s.leaves(KindDay) {
		return 0
	}
	plural, led := strings.HasSuffix(word, "s"), dayLeads[s.plain(i-1)]
	if !plural && !led && s.topical(i+1) {
		return 0
	}
	s.Days |= name.days
	return s.take(KindDay, i, 1, name.taken)
}

var dayLeads = wordSet("on every each this next at the")

var timesOfDay = map[string]struct {
	from, to int
	taken    string
}{
	"morning": {5 * 60, 12 * 60, "in the morning"}, "afternoon": {12 * 60, 17 * 60, "in the afternoon"}, "evening": {17 * 60, 23 * 60, "in the evening"},
}

// timeOfDay takes "in the mornings", but not the name of a "coffee morning".
func (s *reading) timeOfDay(i int) int {
	word := s.plain(i)
	part, known := timesOfDay[strings.TrimSuffix(word, "s")]
	if !known || s.leaves(KindTime) || gathering[s.plain(i-1)] {
		return 0
	}
	plural := strings.HasSuffix(word, "s")
	_, afterDay := dayNames[strings.TrimSuffix(s.plain(i-1), "s")]
	if !plural && !afterDay && !dayLeads[s.plain(i-1)] && (s.topical(i-1) || s.topical(i+1)) {
		return 0
	}
	if s.Between == [2]int{} {
		s.Between = [2]int{part.from, part.to}
	}
	s.Between = [2]int{min(s.Between[0], part.from), max(s.Between[1], part.to)}
	return s.take(KindTime, i, 1, part.taken)
}

var gathering = wordSet("coffee tea cake quiz game games social music craft bingo breakfast film open")
