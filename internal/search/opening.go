package search

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
