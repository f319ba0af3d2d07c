package sameness

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	// MostCandidates is how many records one is compared with at most.
	MostCandidates = 20
	// tooMany is how many records a key may have before it tells nothing: the
	// phone of a switchboard, the website of a council, a community hall.
	tooMany = 80
)

// candidate is a record worth a comparison.
type candidate struct {
	at    int32
	votes int
	id    string
}

// ballot counts votes for members. One can be used again after count.
type ballot struct {
	votes []int32
	named []int32
}

// candidates returns the records that share most with one, the best first, at
// most MostCandidates. A key that few have gives more votes than one that many
// have.
func (s *Set) candidates(m *member, b *ballot) []candidate {
	if len(b.votes) < len(s.members) {
		b.votes = make([]int32, len(s.members))
	}
	for _, k := range m.keys {
		block := s.blocks[k.hash]
		if len(block) == 0 || len(block) > tooMany {
			continue
		}
		b.vote(block, int32(16*k.worth/(2+bits.Len(uint(len(block))))))
	}
	return s.best(b, m.facts.id)
}

func (b *ballot) vote(block []int32, votes int32) {
	for _, at := range block {
		if b.votes[at] == 0 {
			b.named = append(b.named, at)
		}
		b.votes[at] += votes
	}
}

// best takes the winners and clears the ballot.
func (s *Set) best(b *ballot, except string) []candidate {
	list := make([]candidate, 0, len(b.named))
	for _, at := range b.named {
		if id := s.members[at].facts.id; id != except {
			list = append(list, candidate{at, int(b.votes[at]), id})
		}
		b.votes[at] = 0
	}
	b.named = b.named[:0]
	slices.SortFunc(list, func(x, y candidate) int { return cmp.Or(y.votes-x.votes, cmp.Compare(x.id, y.id)) })
	return list[:min(len(list), MostCandidates)]
}
