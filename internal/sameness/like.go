package sameness

import (
	"cmp"
	"slices"
)

// Like compares a record, in the set or not, with those of the set that share
// most with it, and returns the pairs to link or review, the best first.
func (s *Set) Like(r Record) []Pair {
	m := newMember(r)
	var pairs []Pair
	for _, c := range s.candidates(m, &ballot{}) {
		if p := compare(m.facts, s.members[c.at].facts); p.Band != Ignore {
			pairs = append(pairs, p)
		}
	}
	sortPairs(pairs)
	return pairs
}

// sortPairs puts those that link by themselves first, then the best.
func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(p, q Pair) int {
		return cmp.Or(cmp.Compare(rank(p), rank(q)), q.Score-p.Score, cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
}

func rank(p Pair) int {
	if p.Band == Link {
		return 0
	}
	return 1
}
