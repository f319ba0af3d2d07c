package search

import (
	"cmp"
	"slices"
	"strings"
)

// compareRecords is the order of documents in a segment.
func compareRecords(a, b record) int {
	return cmp.Or(cmp.Compare(a.cell, b.cell), strings.Compare(a.id, b.id))
}

// assemble makes a segment of records in order; the words come later.
func assemble(records []record) *segment {
	n := len(records)
	s := &segment{
		records: n, lists: make(map[string]list), located: uint32(n), opens: newSet(n), ages: newSet(n), room: newSet(n), full: newSet(n),
		youngest: make([]uint8, n), oldest: make([]uint8, n), roomUntil: make([]uint32, n), assured: make([]uint16, n),
		pointEnds: make([]uint32, n), needs: make([]set, len(needPlace)),
	}
	for _, sets := range [][]set{s.yes[:], s.no[:], s.open[:], s.unsure[:], s.needs} {
		for i := range sets {
			sets[i] = newSet(n)
		}
	}
	s.ids, s.names = blobOf(records, func(r record) string { return r.id }), blobOf(records, func(r record) string { return r.name })
	for i := range records {
		s.place(uint32(i), &records[i])
		s.state(uint32(i), &records[i])
	}
	s.points = slices.Clip(s.points)
	slices.SortFunc(s.extras, func(a, b extra) int { return cmp.Or(cmp.Compare(a.cell, b.cell), cmp.Compare(a.doc, b.doc)) })
	s.byID = make([]uint32, n)
	for i := range s.byID {
		s.byID[i] = uint32(i)
	}
	slices.SortFunc(s.byID, func(a, b uint32) int { return strings.Compare(records[a].id, records[b].id) })
	return s
}

func blobOf(records []record, text func(record) string) blob {
	var all strings.Builder
	b := blob{ends: make([]uint32, len(records))}
	for i, r := range records {
		all.WriteString(text(r))
		b.ends[i] = uint32(all.Len())
	}
	b.text = strings.Clone(all.String())
	return b
}

// place notes where a document is and when it is open.
func (s *segment) place(i uint32, r *record) {
	if r.cell == nowhere {
		s.located = min(s.located, i)
	} else if last := len(s.cells) - 1; last < 0 || s.cells[last].cell != r.cell {
		s.cells = append(s.cells, cellStart{r.cell, i})
	}
	for _, cell := range r.cells {
		s.extras = append(s.extras, extra{cell, i})
	}
	s.points = append(s.points, r.points...)
	s.pointEnds[i] = uint32(len(s.points))
	for slot := range (r.open | r.unsure).each() {
		s.opens.add(i)
		if r.open>>slot&1 == 1 {
			s.open[slot].add(i)
		} else {
			s.unsure[slot].add(i)
		}
	}
}

// state notes what a document answers.
func (s *segment) state(i uint32, r *record) {
	for q := range Questions {
		if r.yes>>q&1 == 1 {
			s.yes[q].add(i)
		}
		if r.no>>q&1 == 1 {
			s.no[q].add(i)
		}
	}
	for at := range s.needs {
		if r.needs>>at&1 == 1 {
			s.needs[at].add(i)
		}
	}
	s.youngest[i], s.oldest[i], s.roomUntil[i], s.assured[i] = r.youngest, r.oldest, r.roomUntil, r.assured
	if r.youngest != noAge || r.oldest != noAge {
		s.ages.add(i)
	}
	switch r.room {
	case Yes:
		s.room.add(i)
	case No:
		s.full.add(i)
	}
}

// keep stores the postings of a key. A list that a bitmap describes in about
// the same room has one too.
func (s *segment) keep(key string, p *packing) {
	l := s.store.put(p)
	if int(l.n) > s.records/denseFrom {
		docs := newSet(s.records)
		var b block
		for number := range l.blocks() {
			s.store.open(l, number, &b)
			for _, doc := range b.docs[:b.n] {
				docs.add(doc)
			}
		}
		l.dense = int32(len(s.dense))
		s.dense = append(s.dense, docs)
	}
	s.lists[key] = l
}

// denseFrom: a list longer than a part in so many of the documents is dense.
const denseFrom = 32

// finish makes what needs all words.
func (s *segment) finish(spellings []string) {
	s.spelling = newSpelling(distinct(spellings))
	s.store.bytes, s.store.skips = slices.Clip(s.store.bytes), slices.Clip(s.store.skips)
}
