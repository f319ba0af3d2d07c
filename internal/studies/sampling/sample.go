package sampling

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Candidate is somebody who opted in to be asked.
type Candidate struct {
	Number string   // study number
	Values []string // one for each dimension of the frame, in its order; Unknown where it is not known
}

// State is what was decided about a candidate, or by them.
type State string

// States. Free is that of somebody about whom nothing was decided.
const (
	Free      State = ""
	Chosen    State = "chosen"
	Reserve   State = "reserve" // kept for when somebody falls out
	NotNow    State = "not now"
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
)

// Choice is a decision about a candidate with its reason.
type Choice struct {
	Number string
	State  State
	Reason string // in the researcher's words
}

// Tally is what became of the candidates of one kind.
type Tally struct{ Free, Chosen, Reserve, NotNow, Declined, Withdrawn int }

// OptedIn is everybody of the kind, whatever became of them.
func (t Tally) OptedIn() int {
	return t.Free + t.Chosen + t.Reserve + t.NotNow + t.Declined + t.Withdrawn
}

func (t *Tally) count(s State, n int) {
	switch s {
	case Free:
		t.Free += n
	case Chosen:
		t.Chosen += n
	case Reserve:
		t.Reserve += n
	case NotNow:
		t.NotNow += n
	case Declined:
		t.Declined += n
	case Withdrawn:
		t.Withdrawn += n
	}
}

func (t *Tally) add(other Tally) {
	t.Free += other.Free
	t.Chosen += other.Chosen
	t.Reserve += other.Reserve
	t.NotNow += other.NotNow
	t.Declined += other.Declined
	t.Withdrawn += other.Withdrawn
}

// Sample is a frame with its candidates and what was decided about them.
type Sample struct {
	frame   Frame
	wanted  []kind // of frame.Wanted
	decided map[string]Choice
	alike   []*group
	all     Tally
}

// group are candidates who have the same values.
type group struct {
	at      []uint8 // a value's place by dimension; as many as there are values for unknown
	numbers []string
	tally   Tally
}

// of says whether people of a group are of a kind.
func (g *group) of(k kind) bool {
	for _, p := range k {
		if int(g.at[p.dimension]) != p.value {
			return false
		}
	}
	return true
}

// Of fills a frame. Choices come in the order of time, and of several about one
// candidate the last counts. Candidates may come in any order.
func (f Frame) Of(candidates []Candidate, choices []Choice) (*Sample, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	s := &Sample{frame: f, decided: make(map[string]Choice, len(choices))}
	for _, w := range f.Wanted {
		k, err := f.kind(w.Of)
		if err != nil {
			return nil, err
		}
		s.wanted = append(s.wanted, k)
	}
	for _, c := range choices {
		switch c.State {
		case Free, Chosen, Reserve, NotNow, Declined, Withdrawn:
		default:
			return nil, fmt.Errorf("%s: nobody can be “%s”", c.Number, c.State)
		}
		s.decided[c.Number] = c
	}
	seen, err := s.sort(candidates)
	if err != nil {
		return nil, err
	}
	for _, c := range choices { // or they would be missing from every count
		if !seen[c.Number] {
			return nil, fmt.Errorf("something was decided about %s, who did not opt in", c.Number)
		}
	}
	return s, nil
}

// sort puts candidates who are alike together. The groups stand in the order of
// the frame, so nothing depends on who came first.
func (s *Sample) sort(candidates []Candidate) (seen map[string]bool, err error) {
	values, groups := s.frame.values(), make(map[string]*group)
	seen = make(map[string]bool, len(candidates))
	at := make([]uint8, len(values))
	for i, c := range candidates {
		if seen[c.Number] = true; len(seen) == i {
			return nil, fmt.Errorf("%s is there twice", c.Number)
		}
		if err := s.frame.locate(c, values, at); err != nil {
			return nil, err
		}
		g := groups[string(at)]
		if g == nil {
			g = &group{at: slices.Clone(at)}
			groups[string(at)], s.alike = g, append(s.alike, g)
		}
		state := s.decided[c.Number].State
		g.tally.count(state, 1)
		s.all.count(state, 1)
		g.numbers = append(g.numbers, c.Number)
	}
	slices.SortFunc(s.alike, func(a, b *group) int { return bytes.Compare(a.at, b.at) })
	return seen, nil
}

// locate writes the places of somebody's values.
func (f Frame) locate(c Candidate, values []map[string]uint8, at []uint8) error {
	if len(c.Values) != len(values) {
		return fmt.Errorf("%s has %d values for %d things that people vary by", c.Number, len(c.Values), len(values))
	}
	for i, name := range c.Values {
		value, known := values[i][name]
		if !known {
			return fmt.Errorf("%s: “%s” is no value of %s", c.Number, name, f.Dimensions[i].Label)
		}
		at[i] = value
	}
	return nil
}

// values are the places of the values of each dimension, the unknown last.
func (f Frame) values() []map[string]uint8 {
	places := make([]map[string]uint8, len(f.Dimensions))
	for i, d := range f.Dimensions {
		places[i] = map[string]uint8{Unknown: uint8(len(d.Values))}
		for j, v := range d.Values {
			places[i][v.Name] = uint8(j)
		}
	}
	return places
}

// Who are the candidates who have some traits, in the order of their numbers: as
// many as the Tally of their cell says. The value of a trait may be Unknown.
func (s *Sample) Who(traits ...Trait) ([]Choice, error) {
	var who []Choice
	k, err := s.frame.kind(traits)
	if err != nil {
		return nil, err
	}
	for _, g := range s.alike {
		if !g.of(k) {
			continue
		}
		for _, number := range g.numbers {
			choice := s.decided[number]
			choice.Number = number
			who = append(who, choice)
		}
	}
	slices.SortFunc(who, func(a, b Choice) int { return cmp.Compare(a.Number, b.Number) })
	return who, nil
}
