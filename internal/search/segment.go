package search

import (
	"sort"

	"linkwork/internal/vocabulary"
)

// blob is many texts in one allocation.
type blob struct {
	text string
	ends []uint32
}

func (b *blob) at(i uint32) string {
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.text[from:b.ends[i]]
}

// segment is documents in order of cell and id, with everything that is asked
// of them. It never changes.
type segment struct {
	records  int
	ids      blob
	names    blob // folded, to sort by
	byID     []uint32
	lists    map[string]list // by stem, or by a key of keys.go
	store    store
	dense    []set // of the lists that are long
	spelling spelling

	cells     []cellStart
	located   uint32 // documents from here on have no known place
	pointEnds []uint32
	points    []spot
	extras    []extra // further places, in order of cell

	yes, no          [Questions]set
	needs            []set      // by place in vocabulary.Needs
	open, unsure     [slots]set // by day and part of it: is open then; may be
	opens            set        // states when
	ages             set        // states an age
	youngest, oldest []uint8
	room, full       set
	roomUntil        []uint32 // seconds since 1970
	assured          []uint16 // day, see dayOf
}

type cellStart struct{ cell, first uint32 }

type extra struct{ cell, doc uint32 }

// firstIn returns the first document in a cell or after it.
func (s *segment) firstIn(cell uint32) uint32 {
	i := sort.Search(len(s.cells), func(i int) bool { return s.cells[i].cell >= cell })
	if i == len(s.cells) {
		return s.located
	}
	return s.cells[i].first
}

func of[T any](all []T, ends []uint32, i uint32) []T {
	from := uint32(0)
	if i > 0 {
		from = ends[i-1]
	}
	return all[from:ends[i]]
}

func (s *segment) pointsOf(i uint32) []spot { return of(s.points, s.pointEnds, i) }

// docOf finds a document by id.
func (s *segment) docOf(id string) (uint32, bool) {
	at := sort.Search(len(s.byID), func(i int) bool { return s.ids.at(s.byID[i]) >= id })
	if at < len(s.byID) && s.ids.at(s.byID[at]) == id {
		return s.byID[at], true
	}
	return 0, false
}

// Needs, terms and languages are found like words, by keys no word can have.
func needKey(code string) string     { return "need:" + code }
func termKey(id string) string       { return "term:" + id }
func languageKey(name string) string { return "language:" + Fold(name) }

// needPlace maps a need's code to its place in the vocabulary.
var needPlace = func() map[string]int {
	places := make(map[string]int)
	for i, code := range vocabulary.Needs.Codes() {
		places[code] = i
	}
	return places
}()

// extrasIn returns the further places in cells from first to last.
func (s *segment) extrasIn(first, last uint32) []extra {
	from := sort.Search(len(s.extras), func(i int) bool { return s.extras[i].cell >= first })
	to := from
	for to < len(s.extras) && s.extras[to].cell <= last {
		to++
	}
	return s.extras[from:to]
}
