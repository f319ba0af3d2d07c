package search

import (
	"math"

	"linkwork/internal/dates"
)

// hit works out the parts of a document's score.
func (s *scratch) hit(i uint32, q *Query, from spot, language []set, narrows, anyWord bool) Hit {
	h := Hit{Miles: math.Inf(1), Near: 1, Fit: int(s.fit[i]), Fresh: s.freshness(i, q), Room: 1}
	if q.From.Known() {
		least := math.Inf(1)
		for _, p := range s.pointsOf(i) {
			least = min(least, from.apart(p))
		}
		if h.Near = 0.5; !math.IsInf(least, 1) {
			h.Miles = milesOf(least)
			h.Near = halfMiles / (halfMiles + h.Miles)
		}
	}
	if !narrows {
		return h
	}
	if anyWord {
		h.Fit = h.Fit * s.wordsOf(i) / len(s.having)
	}
	for question, wanted := range q.Answers {
		if wanted == Yes && s.yes[question].has(i) || wanted == No && s.no[question].has(i) {
			h.Fit += yesWeight
		}
	}
	if q.PreferFree && s.yes[Free].has(i) {
		h.Fit += yesWeight
	}
	if len(language) > 0 && language[0].has(i) {
		h.Fit += yesWeight
	}
	if q.Age > 0 && s.ages.has(i) {
		h.Fit += yesWeight
	}
	if h.Opening = s.opening(i, q); h.Opening == Yes {
		h.Fit += yesWeight
	}
	switch room := s.roomAt(i, secondsOf(q.Now)); room {
	case Yes:
		h.Room = roomWeight
	case No:
		h.Room = noRoomWeight
	}
	h.Score = float64(h.Fit) * h.Near * h.Fresh * h.Room
	return h
}

// roomAt says whether there is room, as far as is known at a time.
func (s *scratch) roomAt(i uint32, seconds uint32) Answer {
	switch {
	case s.room.has(i) && s.roomUntil[i] >= seconds:
		return Yes
	case s.full.has(i) && s.roomUntil[i] >= seconds:
		return No
	}
	return NotStated
}

// freshness says how much the day of the last check counts.
func (s *scratch) freshness(i uint32, q *Query) float64 {
	checked, today := int(s.assured[i]), int(dayOf(dates.Of(q.Now)))
	if checked == 0 {
		return unsaidFresh
	}
	late := min(max(today-checked-freshDays, 0), oldDays-freshDays)
	return 1 - (1-oldWeight)*float64(late)/(oldDays-freshDays)
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
