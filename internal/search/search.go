package search

// Search finds what fits and returns the part of it from Offset, at most Limit
// hits, best first.
func (ix *Index) Search(q Query) Result {
	terms, corrected := ix.terms(q.Words, !q.narrows(0))
	result := Result{Corrected: corrected}
	var parts []*scratch
	for _, p := range ix.parts() {
		s := borrow(p)
		defer s.giveBack()
		s.filter(&q)
		s.read(terms)
		parts = append(parts, s)
	}
	ix.weigh(terms, parts)
	count := func(anyWord bool) {
		result.Total, result.Further = 0, 0
		for _, s := range parts {
			total, further := s.find(&q, anyWord)
			result.Total, result.Further = result.Total+total, result.Further+further
		}
	}
	count(false)
	if result.Total+result.Further == 0 && len(terms) > 1 {
		count(true)
		result.AnyWord = result.Total+result.Further > 0
	}
	if q.Facets {
		result.Facets = facets(parts, &q, result.Total)
	}
	result.Hits = hits(parts, terms, &q, result.AnyWord)
	return result
}

// read finds for each term the documents that have it.
func (s *scratch) read(terms []term) {
	for _, t := range terms {
		if whole := s.wholeSet(t); whole != nil {
			s.having = append(s.having, whole)
			continue
		}
		having := s.set()
		for _, w := range t.ways {
			s.addWay(having, w)
		}
		if s.dead != nil {
			having.without(s.dead)
		}
		s.having, s.lent = append(s.having, having), append(s.lent, having)
	}
}

// wholeSet is the set of a term that the segment has ready, or nil.
func (s *scratch) wholeSet(t term) set {
	if len(t.ways) != 1 || len(t.ways[0].stems) != 1 || s.dead != nil {
		return nil
	}
	if l, ok := s.lists[t.ways[0].stems[0]]; ok && l.dense >= 0 {
		return s.dense[l.dense]
	}
	return nil
}

// weigh sets how rare each term is.
func (ix *Index) weigh(terms []term, parts []*scratch) {
	for t := range terms {
		having := 0
		for _, s := range parts {
			having += s.having[t].count()
		}
		terms[t].rarity = rarityOf(having, ix.Len())
	}
}

// hits ranks what was found.
func hits(parts []*scratch, terms []term, q *Query, anyWord bool) []Hit {
	asked := askingOf(q, len(terms), anyWord)
	best := top{room: max(q.Offset, 0) + max(q.Limit, 0)}
	for _, s := range parts {
		s.score(terms, q)
		s.speak(q.Language)
		asked.language = s.speaks
		for i := range s.near.among(s.at) {
			h := s.hit(i, &asked)
			best.offer(candidate{score: h.Score, trust: h.Fresh * h.Room, miles: h.Miles, far: h.Far, known: h.Known, doc: i, in: s})
		}
	}
	ranked := best.ranked()
	ranked = ranked[min(max(q.Offset, 0), len(ranked)):]
	all := make([]Hit, len(ranked))
	for n, c := range ranked {
		asked.language = c.in.speaks
		all[n] = c.in.hit(c.doc, &asked)
		all[n].ID, all[n].Words = c.in.ids.at(c.doc), c.in.why(c.doc, terms)
	}
	return all
}

// speak makes speaks the set of what speaks a language, nil when none is asked
// for.
func (s *scratch) speak(language string) {
	if language != "" {
		s.speaks = s.set()
		s.addList(s.speaks, languageKey(language))
	}
}
