package search

import (
	"math"

	"linkwork/internal/dates"
	"linkwork/internal/places"
)

// asking is a query with what is worked out once for all documents.
type asking struct {
	*Query
	from     spot
	today    int    // see dayOf
	now      uint32 // seconds since 1970
	narrows  bool   // something is asked for but nearness
	anyWord  bool
	language set // of the segment at hand, nil when none is asked for
}

func askingOf(q *Query, terms int, anyWord bool) asking {
	return asking{
		Query: q, from: spotOf(q.From), today: int(dayOf(dates.Of(q.Now))), now: secondsOf(q.Now),
		narrows: q.narrows(terms), anyWord: anyWord,
	}
}

// hit works out the parts of a document's score.
func (s *scratch) hit(i uint32, q *asking) Hit {
	h := Hit{Miles: math.Inf(1), Near: 1, Fit: int(s.fit[i]), Fresh: 1, Room: 1}
	if q.From.Known() {
		h.Miles, h.Near = s.nearness(i, q)
		h.Far = !math.IsInf(h.Miles, 1) && h.Miles > reachMiles && !s.yes[Online].has(i)
	}
	if !q.narrows {
		return h
	}
	if q.anyWord {
		h.Fit = h.Fit * s.wordsOf(i) / len(s.having)
	}
	h.Opening = s.opening(i, q.Query)
	h.Known = s.yeses(i, q, h.Opening)
	h.Fresh, h.Room = s.freshness(i, q.today), s.roominess(i, q.now)
	h.Score = float64(h.Fit) * h.Near
	return h
}

// nearness is the miles to the nearest point, and what they count, in the whole
// miles that are said to the reader: what is as far in words is as near. An
// unknown place counts like one at halfMiles.
func (s *scratch) nearness(i uint32, q *asking) (miles, near float64) {
	least := math.Inf(1)
	for _, p := range s.pointsOf(i) {
		least = min(least, q.from.apart(p))
	}
	if math.IsInf(least, 1) {
		return least, 0.5
	}
	miles = milesOf(least)
	return miles, halfMiles / (halfMiles + places.Rounded(miles))
}

// yeses counts the answers of a document that are what was asked for. As a known
// "no" is left out, what it does not count of them is not stated.
func (s *scratch) yeses(i uint32, q *asking, opening Answer) (n int) {
	for question, wanted := range q.Answers {
		if wanted == Yes && s.yes[question].has(i) || wanted == No && s.no[question].has(i) {
			n++
		}
	}
	for _, yes := range [...]bool{
		q.PreferFree && s.yes[Free].has(i), q.language != nil && q.language.has(i), q.AgeFirst && q.Age > 0 && s.ages.has(i), opening == Yes,
		q.HasRoom && s.room.has(i) && s.roomUntil[i] >= q.now,
	} {
		if yes {
			n++
		}
	}
	return n
}

// freshness says how much the day of the last check counts.
func (s *scratch) freshness(i uint32, today int) float64 {
	checked := int(s.assured[i])
	if checked == 0 {
		return unsaidFresh
	}
	late := min(max(today-checked-freshDays, 0), oldDays-freshDays)
	return 1 - (1-oldWeight)*float64(late)/(oldDays-freshDays)
}

// roominess says how much it counts whether there is room, as far as is known
// at a time.
func (s *scratch) roominess(i uint32, now uint32) float64 {
	switch {
	case s.roomUntil[i] < now:
		return 1
	case s.room.has(i):
		return roomWeight
	case s.full.has(i):
		return noRoomWeight
	}
	return 1
}

// wordsOf counts the terms that a document has.
func (s *scratch) wordsOf(i uint32) (n int) {
	for _, having := range s.having {
		if having.has(i) {
			n++
		}
	}
	return n
}
