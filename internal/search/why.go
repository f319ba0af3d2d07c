package search

// why says where a document has each term, in the best way it has it.
func (s *scratch) why(doc uint32, terms []term) (all []Found) {
	for _, t := range terms {
		for n, w := range t.ways {
			in, ok := s.fieldOf(doc, w)
			for _, other := range t.ways[n+1:] { // the best field of ways that are as good
				if otherIn, has := s.fieldOf(doc, other); has && other.how == w.how && (!ok || otherIn < in) {
					in, ok, w = otherIn, true, other
				}
			}
			if ok {
				all = append(all, Found{t.asked, w.stems, in, w.how})
				break
			}
		}
	}
	return all
}

// fieldOf returns the best field in which a document has the first of a way's
// stems, if it has them all.
func (s *scratch) fieldOf(doc uint32, w way) (in Field, ok bool) {
	for n, stem := range w.stems {
		l, known := s.lists[stem]
		if !known {
			return 0, false
		}
		m, has := s.store.find(l, doc, &s.block)
		if !has {
			return 0, false
		}
		if n == 0 {
			in = m.field()
		}
	}
	return in, true
}
