package search

import (
	"encoding/binary"
	"sort"
)

// blockSize is how many postings are packed together. A block is the steps
// from document to document, then a mark for each.
const blockSize = 128

// mark is where a word stands in a document: the best field, and how often
// else, up to 15.
type mark uint8

func markOf(f Field, more int) mark { return mark(f)<<4 | mark(min(more, 15)) }

func (m mark) field() Field { return Field(m >> 4) }
func (m mark) more() int    { return int(m & 15) }

// skip says with which document a block ends, and at which byte of the list.
type skip struct{ last, end uint32 }

// list is where the postings of a word are in the segment's store.
type list struct {
	from  uint32 // first byte
	n     uint32 // postings
	skips uint32 // first of its skips
	dense int32  // which of the segment's dense sets it has too, -1 for none
}

func (l list) blocks() int { return int(l.n+blockSize-1) / blockSize }

// store holds the packed postings of a segment.
type store struct {
	bytes []byte
	skips []skip
}

// packing is a list being written, in order of documents.
type packing struct {
	bytes []byte
	skips []skip
	n     uint32
	last  uint32
	marks [blockSize]mark
}

func (p *packing) add(doc uint32, m mark) {
	p.bytes = binary.AppendUvarint(p.bytes, uint64(doc-p.last))
	p.marks[p.n%blockSize] = m
	p.last = doc
	if p.n++; p.n%blockSize == 0 {
		p.close(blockSize)
	}
}

func (p *packing) close(n int) {
	for _, m := range p.marks[:n] {
		p.bytes = append(p.bytes, byte(m))
	}
	p.skips = append(p.skips, skip{p.last, uint32(len(p.bytes))})
}

// put ends a list and moves it into the store.
func (s *store) put(p *packing) list {
	if rest := int(p.n % blockSize); rest > 0 {
		p.close(rest)
	}
	l := list{from: uint32(len(s.bytes)), n: p.n, skips: uint32(len(s.skips)), dense: -1}
	s.bytes, s.skips = append(s.bytes, p.bytes...), append(s.skips, p.skips...)
	return l
}

// block is one block of postings, opened.
type block struct {
	docs  [blockSize]uint32
	marks []byte
	n     int
}

func (s *store) open(l list, number int, b *block) {
	skips := s.skips[l.skips:]
	start, doc := uint32(0), uint32(0)
	if number > 0 {
		start, doc = skips[number-1].end, skips[number-1].last
	}
	b.n = min(blockSize, int(l.n)-number*blockSize)
	end := l.from + skips[number].end
	data := s.bytes[l.from+start : end : end]
	b.marks = data[len(data)-b.n:]
	at := 0
	for i := range b.n {
		step := uint32(data[at])
		at++
		if step >= 0x80 {
			step &= 0x7f
			for shift := 7; ; shift += 7 {
				c := data[at]
				at++
				step |= uint32(c&0x7f) << shift
				if c < 0x80 {
					break
				}
			}
		}
		doc += step
		b.docs[i] = doc
	}
}

// find returns the mark of a document in a list.
func (s *store) find(l list, doc uint32, b *block) (mark, bool) {
	skips := s.skips[l.skips:][:l.blocks()]
	number := sort.Search(len(skips), func(i int) bool { return skips[i].last >= doc })
	if number == len(skips) {
		return 0, false
	}
	s.open(l, number, b)
	at := sort.Search(b.n, func(i int) bool { return b.docs[i] >= doc })
	if at == b.n || b.docs[at] != doc {
		return 0, false
	}
	return mark(b.marks[at]), true
}
