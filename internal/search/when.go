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
	"weekday": {EveryDay &^ (On(time.Saturday) | On(time.Sunday)), "on weekdays"},
}

// spoken are days and parts of days that were said and belong together:
// "Tuesday and Thursday evenings", "mornings on Saturday".
type spoken struct {
	days  Days
	parts []Part
	last  Kind // what was said last of them
	done  Times
}

// day takes up a day. After a day with its parts it begins something new:
// "Tuesday evenings or Saturday".
func (s *spoken) day(days Days) {
	if s.days != 0 && len(s.parts) > 0 {
		s.end()
	}
	s.days, s.last = s.days|days, KindDay
}

// part takes up parts of a day. After parts and their day it begins something
// new: "mornings on Tuesday, evenings on Friday".
func (s *spoken) part(parts ...Part) {
	if len(s.parts) > 0 && s.days != 0 && s.last == KindDay {
		s.end()
	}
	s.parts, s.last = append(s.parts, parts...), KindTime
}

func (s *spoken) end() {
	s.done |= TimesOf(s.days, s.parts...)
	s.days, s.parts = 0, nil
}

// times are all that was said.
func (s *spoken) times() Times {
	s.end()
	return s.done
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
	s.spoken.day(name.days)
	return s.take(KindDay, i, 1, name.taken)
}

var dayLeads = wordSet("on every each this next at the")

var dayParts = map[string]struct {
	part  Part
	taken string
}{
	"morning": {Morning, "in the morning"}, "afternoon": {Afternoon, "in the afternoon"}, "evening": {Evening, "in the evening"},
}

// phrasesOfTime say a part of the day without its name. What follows must not
// be a thing of that name: "after school club".
var phrasesOfTime = []struct {
	words, notAfter, taken string
	parts                  []Part
}{
	{"after work", "injury accident stress", "in the evening", []Part{Evening}},
	{"when|once i|she|he|they finish|finishes|finished work", "", "in the evening", []Part{Evening}},
	{"during|in the day", "centre centres care service services trip trips", "in the daytime", []Part{Morning, Afternoon}},
	{"daytime|daytimes", "", "in the daytime", []Part{Morning, Afternoon}},
	{"before lunch|noon|midday", "", "in the morning", []Part{Morning}},
	{"after lunch", "club", "in the afternoon", []Part{Afternoon}},
}

// dayPart takes "in the mornings" and "after work", but not the name of a
// "coffee morning".
func (s *reading) dayPart(i int) int {
	if s.leaves(KindTime) {
		return 0
	}
	for _, phrase := range phrasesOfTime {
		if n := s.says(phrase.words, i); n > 0 && !contains(phrase.notAfter, s.plain(i+n)) {
			s.spoken.part(phrase.parts...)
			return s.take(KindTime, i, n, phrase.taken)
		}
	}
	word := s.plain(i)
	named, known := dayParts[strings.TrimSuffix(word, "s")]
	if !known || gathering[s.plain(i-1)] {
		return 0
	}
	plural := strings.HasSuffix(word, "s")
	_, afterDay := dayNames[strings.TrimSuffix(s.plain(i-1), "s")]
	if !plural && !afterDay && !dayLeads[s.plain(i-1)] && (s.topical(i-1) || s.topical(i+1)) {
		return 0
	}
	s.spoken.part(named.part)
	return s.take(KindTime, i, 1, named.taken)
}

var gathering = wordSet("coffee tea cake quiz game games social music craft bingo breakfast film open")
