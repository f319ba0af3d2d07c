package search

import (
	"iter"
	"math/bits"
	"slices"
)

// set is a set of documents of one segment, a bit each.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s set) drop(i uint32)     { s[i>>6] &^= 1 << (i & 63) }
func (s set) has(i uint32) bool { return s[i>>6]>>(i&63)&1 == 1 }

func (s set) and(other set) {
	for i, w := range other {
		s[i] &= w
	}
}

func (s set) or(other set) {
	for i, w := range other {
		s[i] |= w
	}
}

func (s set) without(other set) {
	for i, w := range other {
		s[i] &^= w
	}
}

// fill makes it the set of the first n documents.
func (s set) fill(n int) {
	for i := range s {
		s[i] = ^uint64(0)
	}
	if n&63 != 0 {
		s[len(s)-1] = 1<<(n&63) - 1
	}
}

func (s set) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// between yields those from one document up to another that is not among them.
func (s set) between(from, to uint32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for at := from >> 6; at < (to+63)>>6; at++ {
			w := s[at]
			if at == from>>6 {
				w &= ^uint64(0) << (from & 63)
			}
			if at == to>>6 {
				w &= 1<<(to&63) - 1
			}
			for ; w != 0; w &= w - 1 {
				if !yield(at<<6 | uint32(bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// both yields what is in both sets; the second may not change meanwhile, the
// first may lose what was just yielded.
func (s set) both(other set) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for at, w := range other {
			for w &= s[at]; w != 0; w &= w - 1 {
				if !yield(uint32(at)<<6 | uint32(bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// distinct sorts texts and leaves out repeats.
func distinct(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// among yields the documents in some of the set's words, in their order.
func (s set) among(words []uint32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for _, at := range words {
			for w := s[at]; w != 0; w &= w - 1 {
				if !yield(at<<6 | uint32(bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}
