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
		} else { // what stands under a need
			s.addList(to, needKey(q.Needs[i]))
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
