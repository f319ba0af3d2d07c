package sampling

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawFrame is a small frame with wanted numbers of all kinds.
func drawFrame(t *rapid.T) Frame {
	f := Frame{About: rapid.IntRange(1, 6).Draw(t, "about")}
	for i := range rapid.IntRange(2, 4).Draw(t, "dimensions") {
		d := Dimension{Name: fmt.Sprint("d", i), Label: fmt.Sprint("D", i)}
		for j := range rapid.IntRange(1, 3).Draw(t, "values") {
			d.Values = append(d.Values, Value{Name: fmt.Sprint("v", j), Label: fmt.Sprint("V", j)})
		}
		f.Dimensions = append(f.Dimensions, d)
	}
	kinds := Each(1, f.Dimensions[0], f.Dimensions[1])
	for _, d := range f.Dimensions {
		kinds = append(kinds, Each(1, d)...)
	}
	for _, w := range kinds {
		if w.N = rapid.IntRange(0, 3).Draw(t, "wanted"); w.N > 0 {
			f.Wanted = append(f.Wanted, w)
		}
	}
	return f
}

func drawCandidates(t *rapid.T, f Frame, least, most int) (all []Candidate, choices []Choice) {
	states := []State{Free, Free, Free, Free, Free, Free, Chosen, Reserve, NotNow, Declined, Withdrawn}
	for i := range rapid.IntRange(least, most).Draw(t, "candidates") {
		c := Candidate{Number: fmt.Sprintf("P-%d", i)}
		for _, d := range f.Dimensions {
			values := append(d.Values[:len(d.Values):len(d.Values)], Value{Name: Unknown})
			c.Values = append(c.Values, rapid.SampledFrom(values).Draw(t, "value").Name)
		}
		all = append(all, c)
		if state := rapid.SampledFrom(states).Draw(t, "state"); state != Free {
			choices = append(choices, Choice{c.Number, state, "why"})
		}
	}
	return all, choices
}

func sampleOf(t *rapid.T, f Frame, all []Candidate, choices []Choice) *Sample {
	s, err := f.Of(all, choices)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// has says whether somebody has all traits.
func has(c Candidate, traits []Trait) bool {
	for _, trait := range traits {
		if c.Values[dimensionOf(trait)] != trait.Value {
			return false
		}
	}
	return true
}

// dimensionOf is the place of a drawn dimension, which its name tells.
func dimensionOf(t Trait) int { return int(t.Dimension[1] - '0') }

// worthOf is what a set of people fills: 2 for the first of each kind, 1 for
// each one more up to the wanted number.
func worthOf(f Frame, people []Candidate) (sum int) {
	for _, w := range f.Wanted {
		n := 0
		for _, c := range people {
			if has(c, w.Of) {
				n++
			}
		}
		if n > 0 {
			sum += 1 + min(n, w.N)
		}
	}
	return sum
}

// split are those who are chosen and those who are free.
func split(all []Candidate, choices []Choice) (chosen, free []Candidate) {
	for _, c := range all {
		i := slices.IndexFunc(choices, func(d Choice) bool { return d.Number == c.Number })
		switch {
		case i < 0:
			free = append(free, c)
		case choices[i].State == Chosen:
			chosen = append(chosen, c)
		}
	}
	return chosen, free
}

func byNumber(all []Candidate, number string) Candidate {
	return all[slices.IndexFunc(all, func(c Candidate) bool { return c.Number == number })]
}

func TestTheOrderOfArrivalMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFrame(t)
		all, choices := drawCandidates(t, f, 0, 12)
		seed := rapid.String().Draw(t, "seed")
		shuffled := slices.Clone(all)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 1))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		a, b := sampleOf(t, f, all, choices), sampleOf(t, f, shuffled, choices)
		if one, two := a.Suggest(9, seed), b.Suggest(9, seed); !reflect.DeepEqual(one, two) {
			t.Fatalf("%+v\n%+v", one, two)
		}
		if !reflect.DeepEqual(a.Silent(), b.Silent()) {
			t.Fatal("other silences")
		}
		one, err := a.Coverage("d0", "d1")
		two, also := b.Coverage("d0", "d1")
		if err != nil || also != nil || !reflect.DeepEqual(one, two) {
			t.Fatalf("%+v %v\n%+v %v", one, err, two, also)
		}
	})
}

// Each suggestion is free and fills something; they end only when nothing can be
// filled or no place is left; asking one by one comes to the same.
func TestSuggestionsFillUntilNothingCanBeFilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFrame(t)
		all, choices := drawCandidates(t, f, 0, 12)
		chosen, free := split(all, choices)
		before := len(chosen)
		got := sampleOf(t, f, all, choices).Suggest(99, "s")
		if before+len(got.Next) > max(f.About, before) {
			t.Fatalf("%d chosen and %d suggested of about %d", before, len(got.Next), f.About)
		}
		if want := max(0, f.About-before-len(got.Next)); got.Places != want {
			t.Fatalf("%d places, not %d", got.Places, want)
		}
		decided := slices.Clone(choices)
		for _, next := range got.Next {
			one := sampleOf(t, f, all, decided).Suggest(1, "s")
			if len(one.Next) != 1 || !reflect.DeepEqual(one.Next[0], next) {
				t.Fatalf("one by one %+v\ntogether %+v", one.Next, next)
			}
			i := slices.IndexFunc(free, func(c Candidate) bool { return c.Number == next.Number })
			if i < 0 {
				t.Fatalf("%s is not free", next.Number)
			}
			gain := worthOf(f, append(slices.Clone(chosen), free[i])) - worthOf(f, chosen)
			weights := 0
			for _, g := range next.Fills {
				weights += g.Weight()
				if !has(free[i], g.Of) || g.Weight() == 0 {
					t.Fatalf("%s does not fill %+v", next.Number, g)
				}
			}
			if gain < 1 || gain != weights {
				t.Fatalf("%s fills %d, and %d is said", next.Number, gain, weights)
			}
			if !slices.IsSortedFunc(next.Fills, func(a, b Gap) int { return b.Weight() - a.Weight() }) {
				t.Fatalf("not in order of weight: %+v", next.Fills)
			}
			chosen, free = append(chosen, free[i]), slices.Delete(slices.Clone(free), i, i+1)
			decided = append(decided, Choice{next.Number, Chosen, "suggested"})
		}
		if got.Places > 0 {
			for _, c := range free {
				if worthOf(f, append(slices.Clone(chosen), c)) > worthOf(f, chosen) {
					t.Fatalf("%s could fill something", c.Number)
				}
			}
		}
	})
}

// Every gap that is left when suggestions have ended is said, with its reason.
func TestNoGapIsPassedOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFrame(t)
		all, choices := drawCandidates(t, f, 0, 12)
		got := sampleOf(t, f, all, choices).Suggest(99, "s")
		people, free := split(all, choices)
		for _, next := range got.Next {
			people = append(people, byNumber(all, next.Number))
		}
		for _, w := range f.Wanted {
			here, optedIn := 0, 0
			for _, c := range all {
				if has(c, w.Of) {
					optedIn++
				}
			}
			for _, c := range people {
				if has(c, w.Of) {
					here++
				}
			}
			i := slices.IndexFunc(got.Unfilled, func(u Unfilled) bool { return reflect.DeepEqual(u.Of, w.Of) })
			if (i >= 0) != (here < w.N) {
				t.Fatalf("%+v has %d: %+v", w, here, got.Unfilled)
			}
			if i < 0 {
				continue
			}
			u := got.Unfilled[i]
			if u.Short < 1 || u.Short > w.N-here || u.Chosen != here || u.OptedIn() != optedIn || (u.Why == NobodyOptedIn) != (optedIn == 0) || u.Why == NoPlaces && got.Places > 0 {
				t.Fatalf("%+v of %d, %d free", u, here, len(free))
			}
		}
	})
}

// The greedy rule fills at least 1-1/e of what the best choice of as many people
// would fill, found by trying all.
func TestGreedyIsNearTheBest(t *testing.T) {
	worst := 1.0
	rapid.Check(t, func(t *rapid.T) {
		f := drawFrame(t)
		all, choices := drawCandidates(t, f, 7, 9)
		chosen, free := split(all, choices)
		places := max(0, f.About-len(chosen))
		have := worthOf(f, chosen)
		got := slices.Clone(chosen)
		for _, next := range sampleOf(t, f, all, choices).Suggest(99, "s").Next {
			got = append(got, byNumber(all, next.Number))
		}
		best := 0
		for set := range 1 << len(free) {
			people := slices.Clone(chosen)
			for i, c := range free {
				if set>>i&1 == 1 {
					people = append(people, c)
				}
			}
			if len(people)-len(chosen) <= places {
				best = max(best, worthOf(f, people)-have)
			}
		}
		gained := worthOf(f, got) - have
		if float64(gained) < (1-1/math.E)*float64(best)-1e-9 {
			t.Fatalf("%d of %d", gained, best)
		}
		if best > 0 {
			worst = min(worst, float64(gained)/float64(best))
		}
	})
	t.Logf("at worst %.0f%% of the best", 100*worst)
}

// Everybody stands in one cell of each grid and in one of each margin; what is
// not known stands in its own, wants nobody and fills nothing.
func TestUnknownIsNeverCountedAsKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFrame(t)
		all, choices := drawCandidates(t, f, 0, 12)
		s := sampleOf(t, f, all, choices)
		c, err := s.Coverage("d1", "d0")
		if err != nil {
			t.Fatal(err)
		}
		var cells Tally
		for i, row := range c.Cells {
			var across Tally
			for j, cell := range row {
				unknown := i == len(c.Row.Values) || j == len(c.Column.Values)
				if unknown && cell.Wanted > 0 {
					t.Fatalf("the unknown is wanted: %+v", cell)
				}
				traits := []Trait{{"d1", Unknown}, {"d0", Unknown}}
				if i < len(c.Row.Values) {
					traits[0].Value = c.Row.Values[i].Name
				}
				if j < len(c.Column.Values) {
					traits[1].Value = c.Column.Values[j].Name
				}
				who, err := s.Who(traits...)
				if err != nil || len(who) != cell.OptedIn() {
					t.Fatalf("%v: %d are counted and %v listed, %v", traits, cell.OptedIn(), who, err)
				}
				across.add(cell.Tally)
			}
			if across != c.Margins[1].Cells[i].Tally {
				t.Fatalf("row %d: %+v, and %+v in the margin", i, across, c.Margins[1].Cells[i])
			}
			cells.add(across)
		}
		if cells != c.All.Tally || cells.OptedIn() != len(all) {
			t.Fatalf("%+v of %d", cells, len(all))
		}
		for i, m := range c.Margins {
			unknown := 0
			for _, candidate := range all {
				if candidate.Values[i] == Unknown {
					unknown++
				}
			}
			if last := m.Cells[len(m.Cells)-1]; last.OptedIn() != unknown {
				t.Fatalf("margin %d: %d unknown, %+v", i, unknown, last)
			}
		}
		silent := 0
		chosen, _ := split(all, choices)
		for i, d := range f.Dimensions {
			for _, v := range d.Values {
				if !slices.ContainsFunc(chosen, func(c Candidate) bool { return c.Values[i] == v.Name }) {
					silent++
				}
			}
		}
		if got := s.Silent(); len(got) != silent {
			t.Fatalf("%d silent, not %d", len(got), silent)
		}
	})
}
