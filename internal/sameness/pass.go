package sameness

import (
	"cmp"
	"slices"
)

// Pass compares every record of the set with those that share most with it, and
// returns the pairs to link or review, the best first.
func (s *Set) Pass() []Pair {
	var pairs []Pair
	for _, c := range s.couples() {
		if p := compare(s.members[c.a].facts, s.members[c.b].facts); p.Band != Ignore {
			pairs = append(pairs, p)
		}
	}
	sortPairs(pairs)
	return pairs
}

// couple is two members to compare.
type couple struct {
	a, b     int32 // the one with the lower id first
	votes    int
	idA, idB string
}

// couples returns the candidates of all records, each couple once. Where a
// record is wanted by more than MostCandidates others, those with the most votes
// have it.
func (s *Set) couples() []couple {
	var wanted []couple
	b := &ballot{}
	for at, m := range s.members {
		if m == nil {
			continue
		}
		for _, c := range s.candidates(m, b) {
			wanted = append(wanted, ordered(couple{int32(at), c.at, c.votes, m.facts.id, c.id}))
		}
	}
	slices.SortFunc(wanted, func(x, y couple) int {
		return cmp.Or(y.votes-x.votes, cmp.Compare(x.idA, y.idA), cmp.Compare(x.idB, y.idB))
	})
	wanted = slices.Compact(wanted)
	taken := make([]uint8, len(s.members))
	return slices.DeleteFunc(wanted, func(c couple) bool {
		full := taken[c.a] == MostCandidates || taken[c.b] == MostCandidates
		if !full {
			taken[c.a]++
			taken[c.b]++
		}
		return full
	})
}

func ordered(c couple) couple {
	if c.idB < c.idA {
		return couple{c.b, c.a, c.votes, c.idB, c.idA}
	}
	return c
}
