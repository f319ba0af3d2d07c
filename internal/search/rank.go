package search

import (
	"cmp"
	"math"
	"strings"
)

// What a word in a field weighs, before rarity. Up to 3 more if it stands in
// the document more than once.
var fieldWeight = [Fields]int{InName: 10, InAlternateName: 9, InTopic: 8, InOrganisation: 4, InPlace: 4, InLanguage: 4, InEligibility: 4, InDescription: 3}

// How much a find counts, by how it was found.
var howWeight = [...]int{Exact: 4, Corrected: 4, Synonym: 2}

const (
	needRarity = 12  // what rarity is to words, to needs and taxonomy terms
	anyWeight  = 100 // fit of everything, when only filters are asked for

	halfMiles    = 5.0  // a service so far away counts half
	reachMiles   = 10.0 // what is further is out of reach for most, whatever is known of it
	freshDays    = 92   // checked so lately is fresh
	oldDays      = 730  // checked so long ago is as old as can be
	oldWeight    = 0.9
	unsaidFresh  = 0.95
	roomWeight   = 1.05
	noRoomWeight = 0.9
)

func weightOf(m mark) int {
	return fieldWeight[m.field()] + bonus[m.more()]
}

var bonus = [16]int{0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3}

// score fills fit for what is found.
func (s *scratch) score(terms []term, q *Query) {
	for i := range s.near.among(s.at) {
		s.fit[i] = 0
	}
	for _, t := range terms {
		if len(t.ways) > 1 {
			for i := range s.near.among(s.at) {
				s.best[i] = 0
			}
		}
		for _, w := range t.ways {
			s.scoreWay(w, howWeight[w.how]*t.rarity, len(t.ways) == 1)
		}
	}
	for _, code := range q.Needs {
		s.scoreList(needKey(code), howWeight[Exact]*needRarity, true, s.near)
	}
	for _, id := range q.Terms {
		s.scoreList(termKey(id), howWeight[Exact]*needRarity, true, s.near)
	}
	if len(terms)+len(q.Needs)+len(q.Terms) == 0 {
		for i := range s.near.among(s.at) {
			s.fit[i] = anyWeight
		}
	}
}

// scoreWay adds what a way of finding a term weighs; alone says that it is
// the only one, so no better one is to be beaten.
func (s *scratch) scoreWay(w way, factor int, alone bool) {
	in := s.near
	if len(w.stems) > 1 {
		s.inAll(w)
		in = s.spare[0]
		in.and(s.near)
	}
	s.scoreList(w.stems[0], factor, alone, in)
}

// scoreList goes through a part of what is found and opens only the blocks of
// the list in which some of it may be.
func (s *scratch) scoreList(key string, factor int, alone bool, in set) {
	l, ok := s.lists[key]
	if !ok {
		return
	}
	skips := s.store.skips[l.skips:][:l.blocks()]
	number, opened, at := 0, -1, 0
	for doc := range in.among(s.at) {
		for number < len(skips) && skips[number].last < doc {
			number++
		}
		if number == len(skips) {
			return
		}
		if opened != number {
			s.store.open(l, number, &s.block)
			opened, at = number, 0
		}
		for s.block.docs[at] < doc {
			at++
		}
		if s.block.docs[at] == doc {
			s.credit(doc, uint16(weightOf(mark(s.block.marks[at]))*factor), alone)
		}
	}
}

func (s *scratch) credit(doc uint32, weight uint16, alone bool) {
	if alone {
		s.fit[doc] += min(weight, math.MaxUint16-s.fit[doc])
	} else if more := weight; more > s.best[doc] {
		more -= s.best[doc]
		s.fit[doc] += min(more, math.MaxUint16-s.fit[doc])
		s.best[doc] = weight
	}
}

// candidate is a document that was found, as far as ranking needs it.
type candidate struct {
	score float64 // fit and nearness
	trust float64 // how lately it was checked, and room
	miles float64
	far   bool
	known int
	doc   uint32
	in    *scratch
}

// compareCandidates is the order of results: what is within reach stands before
// what is far away, and of that, what is known to be as asked for before what
// does not say, however well that fits. Of what fits as well the nearer stands
// first, and at about the same distance what was checked lately and has room.
func compareCandidates(a, b candidate) int {
	if a.far != b.far {
		if a.far {
			return 1
		}
		return -1
	}
	if order := cmp.Compare(b.known, a.known); order != 0 {
		return order
	}
	if order := cmp.Compare(b.score, a.score); order != 0 {
		return order
	}
	if order := cmp.Compare(b.trust, a.trust); order != 0 {
		return order
	}
	if order := cmp.Compare(a.miles, b.miles); order != 0 {
		return order
	}
	if order := strings.Compare(a.in.names.at(a.doc), b.in.names.at(b.doc)); order != 0 {
		return order
	}
	return strings.Compare(a.in.ids.at(a.doc), b.in.ids.at(b.doc))
}
