package sampling

import (
	"cmp"
	"slices"
)

// Gap is a kind of people of whom fewer are chosen than are wanted.
type Gap struct {
	Of  []Trait
	Who string // in words after "nobody": "from a council in the North East"
	Cell
}

// Weight is what one more person of the kind is worth: 2 while nobody is chosen,
// 1 while fewer are than wanted, else 0.
func (g Gap) Weight() int {
	switch {
	case g.Chosen >= g.Wanted:
		return 0
	case g.Chosen == 0:
		return 2
	}
	return 1
}

// Suggestion is somebody to invite, and why.
type Suggestion struct {
	Number string // study number
	Fills  []Gap  // as they were before, the weightiest first
	Among  int    // how many would fill as much; the lot chose between them
	Seed   string // of the lot
}

// Unfilled is a gap that cannot be filled whole.
type Unfilled struct {
	Gap         // the suggestions counted as chosen
	Short   int // how many of those who are missing nobody can be
	Unknown int // who are free and may be of the kind: what is known of them fits, and something is not known
	Why     Why
}

// Why is the reason for which a gap stays open.
type Why string

// Reasons.
const (
	NobodyOptedIn Why = "nobody opted in"
	TooFew        Why = "too few opted in, or others are no longer free"
	NoPlaces      Why = "no place is left"
)

// Suggestions are whom to invite next, best first, each counting those above it
// as chosen.
type Suggestions struct {
	Next     []Suggestion
	Unfilled []Unfilled
	Places   int // left in all after these
	Seed     string
}

// Suggest proposes up to n people who are free. Whoever fills most of what is
// missing comes first, a gap being worth its Weight: the greedy rule, which
// fills at least 63% of what the best choice of as many people would (Nemhauser,
// Wolsey and Fisher 1978). Among equals the lot decides: the lowest HMAC-SHA-256
// of the study number with the seed as its key. The seed is best fixed before
// anybody opts in.
//
// It ends when nothing is left that can be filled, or as many are chosen as are
// wanted in all.
func (s *Sample) Suggest(n int, seed string) Suggestions {
	r := s.round(seed)
	all := Suggestions{Seed: seed, Places: max(0, s.frame.About-s.all.Chosen)}
	for len(all.Next) < n && all.Places > 0 {
		next, found := r.next()
		if !found {
			break
		}
		all.Next, all.Places = append(all.Next, next), all.Places-1
	}
	all.Unfilled = r.unfilled(all.Places)
	return all
}

// round is what suggestions are worked out with.
type round struct {
	sample *Sample
	seed   string
	gaps   []Gap
	open   []*choosable
}

// choosable are those of a group who are free, and the gaps that they can fill.
type choosable struct {
	*group
	left    int      // how many are free still
	tickets []ticket // theirs, in the order of the lot; none before they are drawn from
	gaps    []int    // by their place in round
}

func (s *Sample) round(seed string) *round {
	r := &round{sample: s, seed: seed}
	for i, k := range s.wanted {
		r.gaps = append(r.gaps, Gap{Of: s.frame.traits(k), Who: s.frame.who(k), Cell: Cell{Wanted: s.frame.Wanted[i].N}})
	}
	wanted := s.wantedBy()
	for _, g := range s.alike {
		c := &choosable{group: g, left: g.tally.Free}
		for dimension, value := range g.at {
			for _, i := range wanted[place{dimension, int(value)}] {
				if g.of(s.wanted[i]) {
					r.gaps[i].add(g.tally)
					c.gaps = append(c.gaps, i)
				}
			}
		}
		if c.left > 0 {
			r.open = append(r.open, c)
		}
	}
	return r
}

// wantedBy are the kinds that are wanted, by the first of their values: few of
// them need to be looked at for a group.
func (s *Sample) wantedBy() map[place][]int {
	by := make(map[place][]int)
	for i, k := range s.wanted {
		by[k[0]] = append(by[k[0]], i)
	}
	return by
}

func (f Frame) traits(k kind) (traits []Trait) {
	for _, p := range k {
		traits = append(traits, Trait{f.Dimensions[p.dimension].Name, f.Dimensions[p.dimension].Values[p.value].Name})
	}
	return traits
}

// maybe says whether people of a group might be of a kind, were all known.
func (f Frame) maybe(g *group, k kind) bool {
	for _, p := range k {
		at := place{p.dimension, int(g.at[p.dimension])}
		if at != p && !f.unknown(at) {
			return false
		}
	}
	return true
}

// next takes whoever fills most, and counts them as chosen.
func (r *round) next() (best Suggestion, found bool) {
	most, equals := 0, []*choosable(nil)
	for _, c := range r.open {
		worth := r.worth(c)
		if worth > most {
			most, equals = worth, equals[:0]
		}
		if worth == most {
			equals = append(equals, c)
		}
	}
	if most == 0 {
		return best, false
	}
	best.Seed = r.seed
	for _, c := range equals {
		best.Among += c.left
	}
	from := r.first(equals)
	best.Number = from.take()
	best.Fills = r.fill(from.gaps)
	return best, true
}

// fill counts one more as chosen and returns the gaps that were there before.
func (r *round) fill(gaps []int) (filled []Gap) {
	for _, i := range gaps {
		if r.gaps[i].Weight() > 0 {
			filled = append(filled, r.gaps[i])
		}
		r.gaps[i].Free--
		r.gaps[i].Chosen++
	}
	slices.SortStableFunc(filled, func(a, b Gap) int {
		return cmp.Or(b.Weight()-a.Weight(), len(b.Of)-len(a.Of), a.Free-b.Free)
	})
	return filled
}

// worth is how much one of a group would fill.
func (r *round) worth(c *choosable) (sum int) {
	if c.left == 0 {
		return 0
	}
	for _, i := range c.gaps {
		sum += r.gaps[i].Weight()
	}
	return sum
}

// unfilled are the gaps that those who are free cannot fill whole, or for whom
// no place is left.
func (r *round) unfilled(places int) (all []Unfilled) {
	for i, g := range r.gaps {
		missing := g.Wanted - g.Chosen
		if missing <= 0 {
			continue
		}
		u := Unfilled{Gap: g, Short: max(0, missing-g.Free), Why: TooFew}
		switch {
		case g.OptedIn() == 0:
			u.Why = NobodyOptedIn
		case u.Short == 0 && places == 0:
			u.Why, u.Short = NoPlaces, missing
		case u.Short == 0:
			continue // somebody can still be suggested
		}
		u.Unknown = r.maybe(r.sample.wanted[i])
		all = append(all, u)
	}
	return all
}

// maybe is how many are free who might be of a kind, were all known of them.
func (r *round) maybe(k kind) (n int) {
	for _, c := range r.open {
		if !c.of(k) && r.sample.frame.maybe(c.group, k) {
			n += c.left
		}
	}
	return n
}
