package measures

import (
	"math"
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/instruments"
)

// Change is how one scale moved from the first time to the latest.
type Change struct {
	instruments.Scale
	First, Latest float64
	FirstDay, Day dates.Date
}

// Words says the change: "Satisfied 3 to 5".
func (c Change) Words() string {
	return c.Name + " " + Number(c.First) + " to " + Number(c.Latest)
}

// Number writes a score as it is read: 5, or 21.54.
func Number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// Verdict is what the change means: by reliable change where it is known, else
// any change.
func (c Change) Verdict() instruments.Verdict {
	return c.Compare(c.First, c.Latest, instruments.Reliable)
}

// Better reports whether the latest score is better than the first by any
// amount, and Worse whether it is worse.
func (c Change) Better() bool {
	return c.Compare(c.First, c.Latest, "") == instruments.BetterNow
}

// Worse reports whether the latest score is worse than the first.
func (c Change) Worse() bool { return c.Compare(c.First, c.Latest, "") == instruments.WorseNow }

// Set is a person's answers to one instrument, first to last.
type Set struct {
	instruments.Pack
	Responses []Response
}

// ByInstrument are answers sorted by instrument, the usual one first, then as
// they were first asked.
func ByInstrument(all []Response) (sets []Set) {
	for _, r := range all {
		i := slices.IndexFunc(sets, func(s Set) bool { return s.ID == r.Instrument })
		if i < 0 {
			sets, i = append(sets, Set{Pack: r.Pack()}), len(sets)
		}
		sets[i].Responses = append(sets[i].Responses, r)
	}
	slices.SortStableFunc(sets, func(a, b Set) int { return rank(Offer{Pack: a.Pack}) - rank(Offer{Pack: b.Pack}) })
	return sets
}

// Changes compares the first and the latest score of each scale that has two. An
// index is compared only with those of the same value set as the latest.
func (s Set) Changes() (changes []Change) {
	for _, scale := range s.Scales {
		var known []Response
		for _, r := range s.Responses {
			if _, ok := r.Score(scale.ID); ok {
				known = append(known, r)
			}
		}
		known = sameSet(known, scale.ID)
		if len(known) < 2 {
			continue
		}
		first, latest := known[0], known[len(known)-1]
		from, _ := first.Score(scale.ID)
		to, _ := latest.Score(scale.ID)
		changes = append(changes, Change{scale, from.Value, to.Value, first.Day, latest.Day})
	}
	return changes
}

// sameSet are the responses whose score is by the value set of the last.
func sameSet(known []Response, scale string) []Response {
	if len(known) == 0 {
		return nil
	}
	last, _ := known[len(known)-1].Score(scale)
	return slices.DeleteFunc(known, func(r Response) bool {
		s, _ := r.Score(scale)
		return s.By != last.By
	})
}
