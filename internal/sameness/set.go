package sameness

import "errors"

// Set holds records and answers which of them are like one. It is made once
// and kept up to date by Add and Remove. Any number of readers may ask at the
// same time, but not while it is changed.
type Set struct {
	members []*member // a removed one leaves a hole
	at      map[string]int32
	holes   []int32
	blocks  map[uint64][]int32 // which members have a key
}

type member struct {
	facts *facts
	keys  []key
}

// ErrNoID is returned for a record without an id.
var ErrNoID = errors.New("sameness: the record has no id")

// NewSet returns an empty set.
func NewSet() *Set {
	return &Set{at: make(map[string]int32), blocks: make(map[uint64][]int32)}
}

// Len is how many records the set holds.
func (s *Set) Len() int { return len(s.at) }

// Add puts a record into the set, in place of one with the same id.
func (s *Set) Add(r Record) error {
	if r.ID == "" {
		return ErrNoID
	}
	s.Remove(r.ID)
	m := newMember(r)
	at := s.room()
	s.members[at], s.at[r.ID] = m, at
	for _, k := range m.keys {
		s.blocks[k.hash] = append(s.blocks[k.hash], at)
	}
	return nil
}

func newMember(r Record) *member {
	f := factsOf(r)
	return &member{f, keysOf(f)}
}

// room returns a free place.
func (s *Set) room() int32 {
	if n := len(s.holes); n > 0 {
		at := s.holes[n-1]
		s.holes = s.holes[:n-1]
		return at
	}
	s.members = append(s.members, nil)
	return int32(len(s.members) - 1)
}

// Remove takes a record out; one that is not there changes nothing.
func (s *Set) Remove(id string) {
	at, ok := s.at[id]
	if !ok {
		return
	}
	for _, k := range s.members[at].keys {
		s.leave(k.hash, at)
	}
	delete(s.at, id)
	s.members[at] = nil
	s.holes = append(s.holes, at)
}

func (s *Set) leave(hash uint64, at int32) {
	block := s.blocks[hash]
	for i, other := range block {
		if other == at {
			block[i] = block[len(block)-1]
			block = block[:len(block)-1]
			break
		}
	}
	if len(block) == 0 {
		delete(s.blocks, hash)
		return
	}
	s.blocks[hash] = block
}
