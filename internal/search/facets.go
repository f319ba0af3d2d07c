package search

import (
	"math/bits"
	"time"

	"linkwork/internal/vocabulary"
)

var (
	needCodes = vocabulary.Needs.Codes()
	week      = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
)

// facets counts the answers within what was found.
func facets(parts []*scratch, q *Query, total int) []Facet {
	count := func(of func(*scratch) set) (n int) {
		for _, s := range parts {
			n += s.countFound(of(s))
		}
		return n
	}
	var all []Facet
	add := func(kind, value string, yes, no int) {
		all = append(all, Facet{kind, value, yes, no, total - yes - no})
	}
	for question := range Questions {
		add("question", question.String(),
			count(func(s *scratch) set { return s.yes[question] }), count(func(s *scratch) set { return s.no[question] }))
	}
	for at, code := range needCodes {
		add("need", code, count(func(s *scratch) set { return s.needs[at] }), 0)
	}
	for _, code := range q.Counted {
		add("need", code, countKey(parts, needKey(code)), 0)
	}
	days, of := q.Times.Days(), q.Times.Parts()
	for _, day := range week {
		yes, no := countTimes(parts, TimesOf(On(day), of...))
		add("day", day.String(), yes, no)
	}
	for _, p := range DayParts {
		yes, no := countTimes(parts, TimesOf(days, p))
		add("time", p.String(), yes, no)
	}
	yes, no := 0, 0
	for _, s := range parts {
		for i := range s.room.both(s.near) {
			if s.roomUntil[i] >= secondsOf(q.Now) {
				yes++
			}
		}
		for i := range s.full.both(s.near) {
			if s.roomUntil[i] >= secondsOf(q.Now) {
				no++
			}
		}
	}
	add("room", "now", yes, no)
	return all
}

// countKey counts what of a key's documents is found.
func countKey(parts []*scratch, key string) (n int) {
	for _, s := range parts {
		having := s.set()
		s.addList(having, key)
		n += s.countFound(having)
		s.sets = append(s.sets, having)
	}
	return n
}

// countFound counts what of a set is found.
func (s *scratch) countFound(in set) (n int) {
	for _, i := range s.at {
		n += ones(s.near[i] & in[i])
	}
	return n
}

func ones(w uint64) int { return bits.OnesCount64(w) }
