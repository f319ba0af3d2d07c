package search

import "sync"

// scratch is the room that a search needs in one segment. It is used again:
// a search allocates nothing that grows with the directory.
type scratch struct {
	part
	fits            set   // passes every filter
	having          []set // a set for each term
	lent            []set // those of them that are given back
	near            set   // what is found
	spare           [2]set
	fit             []uint16 // of what is found
	best            []uint16 // of the term at hand
	speaks          set      // has the language asked for, nil when none is
	opened, mayOpen set      // when asked for; nil when nothing is
	block           block
	at              []uint32 // where near has words that are not empty
	sets            []set    // given back
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func borrow(p part) *scratch {
	s := scratches.Get().(*scratch)
	s.part, s.having, s.lent, s.at = p, s.having[:0], s.lent[:0], s.at[:0]
	if cap(s.fit) < p.records {
		s.fit, s.best = make([]uint16, p.records), make([]uint16, p.records)
	}
	s.fit, s.best = s.fit[:p.records], s.best[:p.records]
	s.fits, s.near, s.spare[0], s.spare[1] = s.set(), s.set(), s.set(), s.set()
	return s
}

func (s *scratch) giveBack() {
	s.sets = append(s.sets, s.lent...)
	s.sets = append(s.sets, s.fits, s.near, s.spare[0], s.spare[1])
	if s.speaks != nil {
		s.sets = append(s.sets, s.speaks)
	}
	if s.opened != nil {
		s.sets = append(s.sets, s.opened, s.mayOpen)
	}
	s.part, s.speaks, s.opened, s.mayOpen = part{}, nil, nil, nil
	scratches.Put(s)
}

// set is an empty set for the segment.
func (s *scratch) set() set {
	words := (s.records + 63) / 64
	if last := len(s.sets) - 1; last >= 0 {
		spare := s.sets[last]
		s.sets = s.sets[:last]
		if cap(spare) >= words {
			spare = spare[:words]
			clear(spare)
			return spare
		}
	}
	return make(set, words)
}

// addList adds the documents of a key to a set.
func (s *scratch) addList(to set, key string) {
	l, ok := s.lists[key]
	if !ok {
		return
	}
	if l.dense >= 0 {
		to.or(s.dense[l.dense])
		return
	}
	for number := range l.blocks() {
		s.store.open(l, number, &s.block)
		for _, doc := range s.block.docs[:s.block.n] {
			to.add(doc)
		}
	}
}

// addWay adds the documents that have all stems of a way to a set.
func (s *scratch) addWay(to set, w way) {
	if len(w.stems) == 1 {
		s.addList(to, w.stems[0])
		return
	}
	s.inAll(w)
	to.or(s.spare[0])
}

// inAll makes the first spare set that of the documents with all stems.
func (s *scratch) inAll(w way) {
	all, one := s.spare[0], s.spare[1]
	clear(all)
	s.addList(all, w.stems[0])
	for _, stem := range w.stems[1:] {
		clear(one)
		s.addList(one, stem)
		all.and(one)
	}
}
