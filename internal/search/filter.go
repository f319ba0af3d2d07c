package search

// filter makes fits the set of what no known "no" rules out.
func (s *scratch) filter(q *Query) {
	s.fits.fill(s.records)
	if s.dead != nil {
		s.fits.without(s.dead)
	}
	s.anyOf(len(q.Needs), func(to set, i int) {
		if at, ok := needPlace[q.Needs[i]]; ok {
			to.or(s.needs[at])
		}
	})
	s.anyOf(len(q.Terms), func(to set, i int) { s.addList(to, termKey(q.Terms[i])) })
	for question, wanted := range q.Answers {
		switch wanted {
		case Yes:
			s.fits.without(s.no[question])
		case No:
			s.fits.without(s.yes[question])
		}
	}
	s.filterOpening(q)
	if q.Age > 0 {
		for i := range s.ages.both(s.fits) {
			if !s.isFor(i, q.Age) {
				s.fits.drop(i)
			}
		}
	}
	if q.HasRoom {
		for i := range s.full.both(s.fits) {
			if s.roomUntil[i] >= secondsOf(q.Now) {
				s.fits.drop(i)
			}
		}
	}
}

// anyOf narrows to what any of n lists has; 0 narrows nothing.
func (s *scratch) anyOf(n int, add func(to set, i int)) {
	if n == 0 {
		return
	}
	any := s.set()
	for i := range n {
		add(any, i)
	}
	s.fits.and(any)
	s.sets = append(s.sets, any)
}

func (s *scratch) isFor(i uint32, age int) bool {
	return (s.youngest[i] == noAge || age >= int(s.youngest[i])) && (s.oldest[i] == noAge || age <= int(s.oldest[i]))
}

func (s *scratch) filterOpening(q *Query) {
	if q.Days == 0 && q.Between == [2]int{} {
		return
	}
	for i := range s.opens.both(s.fits) {
		if s.opening(i, q) == No {
			s.fits.drop(i)
		}
	}
}

// opening says whether a document is open when asked for. Times that are not
// stated are no "no".
func (s *scratch) opening(i uint32, q *Query) Answer {
	spans := s.spansOf(i)
	if len(spans) == 0 || q.Days == 0 && q.Between == [2]int{} {
		return NotStated
	}
	answer := No
	for _, o := range spans {
		if q.Days != 0 && q.Days>>o.day&1 == 0 {
			continue
		}
		switch {
		case q.Between == [2]int{}, o.to > 0 && int(o.from) < q.Between[1] && int(o.to) > q.Between[0]:
			return Yes
		case o.to == 0 && (o.from == 0 || int(o.from) < q.Between[1]):
			answer = NotStated
		}
	}
	return answer
}

// find makes near the set of what is found: of what fits, that with all words
// or with any, and not too far away. It returns how many lie further away.
func (s *scratch) find(q *Query, anyWord bool) (further int) {
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
		return 0
	}
	s.narrow(q, found)
	return found.count() - s.near.count()
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
