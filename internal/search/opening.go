package search

// filterOpening leaves out what is known not to be open when asked for.
func (s *scratch) filterOpening(q *Query) {
	if q.Times == 0 {
		return
	}
	s.opened, s.mayOpen = s.set(), s.set()
	for slot := range q.Times.each() {
		s.opened.or(s.open[slot])
		s.mayOpen.or(s.unsure[slot])
	}
	for slot := range q.Times.wholeDays().each() { // at whatever time, it is that day
		s.opened.or(s.unsure[slot])
	}
	for i, opens := range s.opens {
		s.fits[i] &= s.opened[i] | s.mayOpen[i] | ^opens
	}
}

// opening says whether a document is open when asked for. Times that are not
// stated are no "no".
func (s *scratch) opening(i uint32, q *Query) Answer {
	switch {
	case q.Times == 0:
		return NotStated
	case s.opened.has(i):
		return Yes
	case s.opens.has(i) && !s.mayOpen.has(i):
		return No
	}
	return NotStated
}

// countTimes counts what of the documents found is open at some of these times,
// and what states times of which none is among them.
func countTimes(found []*scratch, asked Times) (yes, no int) {
	for _, s := range found {
		whole := asked.wholeDays()
		for _, i := range s.at {
			var open, unsure uint64
			for slot := range asked.each() {
				open |= s.open[slot][i]
				if whole>>slot&1 == 1 {
					open |= s.unsure[slot][i]
				} else {
					unsure |= s.unsure[slot][i]
				}
			}
			yes += ones(s.near[i] & open)
			no += ones(s.near[i] & s.opens[i] &^ (open | unsure))
		}
	}
	return yes, no
}
