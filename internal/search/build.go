package search

import (
	"maps"
	"slices"
	"strings"
)

// build makes a segment of documents. It sorts docs.
func build(docs []Doc) *segment {
	records := make([]record, len(docs))
	order := make([]int, len(docs))
	for i := range docs {
		records[i], order[i] = recordOf(&docs[i]), i
	}
	slices.SortFunc(order, func(a, b int) int { return compareRecords(records[a], records[b]) })
	sorted := make([]record, len(docs))
	b := builder{keys: make(map[string]uint32), tokens: make(map[string][]uint32), spelled: make(map[string]bool)}
	for i, at := range order {
		sorted[i] = records[at]
		b.add(uint32(i), &docs[at])
	}
	s := assemble(sorted)
	names := make([]string, len(b.packed))
	for key, number := range b.keys {
		names[number] = key
	}
	for number := range b.packed {
		s.keep(names[number], &b.packed[number].packing)
		b.packed[number] = counting{} // not needed twice
	}
	s.finish(slices.Collect(maps.Keys(b.spelled)))
	return s
}

// builder collects the postings of documents that come in order.
type builder struct {
	keys    map[string]uint32   // stem or key to its number
	tokens  map[string][]uint32 // a word as written to the numbers of its stems
	packed  []counting
	spelled map[string]bool // folded words
	touched []uint32        // by the document at hand
}

// counting is a list being written, and what the document at hand adds to it.
type counting struct {
	packing
	seen bool
	best Field
	more int
}

func (b *builder) add(i uint32, d *Doc) {
	for f, texts := range d.Texts {
		for _, text := range texts {
			for shown := range strings.FieldsFuncSeq(text, between) {
				for _, number := range b.stems(shown) {
					b.note(number, Field(f))
				}
			}
		}
	}
	for _, need := range d.Needs {
		b.note(b.number(needKey(need.Code)), need.In)
	}
	for _, id := range d.Terms {
		b.note(b.number(termKey(id)), InTopic)
	}
	for _, language := range d.Languages {
		b.note(b.number(languageKey(language)), InLanguage)
	}
	for _, number := range b.touched {
		c := &b.packed[number]
		c.packing.add(i, markOf(c.best, c.more))
		c.seen, c.more = false, 0
	}
	b.touched = b.touched[:0]
}

// note counts a word of the document at hand. Fields come best first.
func (b *builder) note(number uint32, f Field) {
	c := &b.packed[number]
	switch {
	case !c.seen:
		c.seen, c.best = true, f
		b.touched = append(b.touched, number)
	case f < c.best:
		c.best, c.more = f, c.more+1
	default:
		c.more++
	}
}

func (b *builder) number(key string) uint32 {
	number, ok := b.keys[key]
	if !ok {
		number = uint32(len(b.packed))
		b.keys[strings.Clone(key)] = number
		b.packed = append(b.packed, counting{})
	}
	return number
}

// stems remembers: finding a stem is the dearest part of building.
func (b *builder) stems(shown string) []uint32 {
	numbers, ok := b.tokens[shown]
	if !ok {
		for _, w := range appendWord(nil, shown) {
			numbers = append(numbers, b.number(w.Stem))
			b.spelled[strings.Clone(w.Plain)] = true
		}
		b.tokens[strings.Clone(shown)] = numbers
	}
	return numbers
}
