package search

import "math/bits"

// find makes near the set of what is found: of what fits, that with all words
// or with any, and not too far away. It counts them and those further away.
func (s *scratch) find(q *Query, anyWord bool) (total, further int) {
	found := s.spare[0]
	copy(found, s.fits)
	if len(s.having) > 0 {
		if anyWord {
			any := s.spare[1]
			clear(any)
			for _, having := range s.having {
				any.or(having)
			}
			found.and(any)
		} else {
			for _, having := range s.having {
				found.and(having)
			}
		}
	}
	if q.Miles <= 0 || !q.From.Known() {
		copy(s.near, found)
		return s.list(), 0
	}
	s.narrow(q, found)
	total = s.list()
	return total, found.count() - total
}

// list notes which words of near are not empty, and counts what is in them.
func (s *scratch) list() (total int) {
	s.at = s.at[:0]
	for i, w := range s.near {
		if w != 0 {
			s.at = append(s.at, uint32(i))
			total += bits.OnesCount64(w)
		}
	}
	return total
}

// narrow adds to near what of found lies in the circle or nowhere known.
func (s *scratch) narrow(q *Query, found set) {
	clear(s.near)
	from, limit := spotOf(q.From), apartOf(q.Miles)
	within := func(i uint32) {
		for _, p := range s.pointsOf(i) {
			if from.apart(p) <= limit {
				s.near.add(i)
				return
			}
		}
	}
	strips(q.From, q.Miles, func(first, last uint32) {
		for i := range found.between(s.firstIn(first), s.firstIn(last+1)) {
			within(i)
		}
		for _, e := range s.extrasIn(first, last) {
			if found.has(e.doc) {
				within(e.doc)
			}
		}
	})
	for i := range found.between(s.located, uint32(s.records)) {
		s.near.add(i)
	}
	if q.OnlineToo {
		for i := range s.yes[Online].both(found) {
			s.near.add(i)
		}
	}
}
