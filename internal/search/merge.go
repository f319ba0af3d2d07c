package search

import (
	"cmp"
	"slices"
)

// part is a segment without some of its documents.
type part struct {
	*segment
	dead set // nil for none
}

func (p part) alive(i uint32) bool { return p.dead == nil || !p.dead.has(i) }

func (p part) count() int {
	if p.segment == nil {
		return 0
	}
	if p.dead == nil {
		return p.records
	}
	return p.records - p.dead.count()
}

// merge makes one segment of what is alive in two.
func merge(a, b part) *segment {
	type from struct {
		record
		part int
		old  uint32
	}
	parts := [2]part{a, b}
	all := make([]from, 0, a.count()+b.count())
	moved := [2][]uint32{} // new numbers by old, only of what lives
	for n, p := range parts {
		moved[n] = make([]uint32, p.records)
		for i, r := range p.everything() {
			if p.alive(uint32(i)) {
				all = append(all, from{r, n, uint32(i)})
			}
		}
	}
	slices.SortFunc(all, func(x, y from) int { return compareRecords(x.record, y.record) })
	sorted := make([]record, len(all))
	for i, f := range all {
		sorted[i] = f.record
		moved[f.part][f.old] = uint32(i)
	}
	s := assemble(sorted)
	for key := range a.lists {
		s.mergeList(key, parts, moved)
	}
	for key := range b.lists {
		if _, done := a.lists[key]; !done {
			s.mergeList(key, parts, moved)
		}
	}
	s.finish(slices.DeleteFunc(slices.Concat(a.spelling.all(), b.spelling.all()), func(word string) bool {
		_, known := s.lists[stem(word)]
		return !known
	}))
	return s
}

// everything reads all documents of a segment back.
func (s *segment) everything() []record {
	extras := make(map[uint32][]uint32)
	for _, e := range s.extras {
		extras[e.doc] = append(extras[e.doc], e.cell)
	}
	all := make([]record, s.records)
	at := 0
	for i := range uint32(s.records) {
		cell := uint32(nowhere)
		if i < s.located {
			for at+1 < len(s.cells) && s.cells[at+1].first <= i {
				at++
			}
			cell = s.cells[at].cell
		}
		all[i] = s.record(i, cell, extras)
	}
	return all
}

type posting struct {
	doc uint32
	m   mark
}

func (s *segment) mergeList(key string, parts [2]part, moved [2][]uint32) {
	var all []posting
	var b block
	for n, p := range parts {
		l, ok := p.lists[key]
		if !ok {
			continue
		}
		for number := range l.blocks() {
			p.store.open(l, number, &b)
			for i, doc := range b.docs[:b.n] {
				if p.alive(doc) {
					all = append(all, posting{moved[n][doc], mark(b.marks[i])})
				}
			}
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortFunc(all, func(x, y posting) int { return cmp.Compare(x.doc, y.doc) })
	var packed packing
	for _, p := range all {
		packed.add(p.doc, p.m)
	}
	s.keep(key, &packed)
}
