package sampling

// Silence is a value that nobody who was chosen has.
type Silence struct {
	Dimension Dimension
	Value     Value
	Who       string // in words after "nobody"
	Tally            // what became of those who have it; all zero where nobody opted in
	Unknown   int    // candidates of whom it is not known whether they have it
}

// Silent are the values of all dimensions that nobody speaks for, in the
// frame's order: with candidates of whom none was chosen, or without any. It
// says so of values for which nobody was wanted too.
func (s *Sample) Silent() (silent []Silence) {
	for i, d := range s.frame.Dimensions {
		tallies := make([]Tally, len(d.Values)+1)
		for _, g := range s.alike {
			tallies[g.at[i]].add(g.tally)
		}
		unknown := tallies[len(d.Values)].OptedIn()
		for j, v := range d.Values {
			if tallies[j].Chosen == 0 {
				silent = append(silent, Silence{d, v, d.who(j), tallies[j], unknown})
			}
		}
	}
	return silent
}
