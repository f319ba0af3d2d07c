package sampling

import (
	"fmt"
	"testing"
)

// large is a frame of 5 dimensions with 50,000 candidates, one value in ten
// unknown, and a fifth of the people decided about.
func large(b *testing.B) (f Frame, all []Candidate, choices []Choice) {
	b.Helper()
	f.About = 400
	for i := range 5 {
		d := Dimension{Name: fmt.Sprint("dimension ", i), Label: fmt.Sprint("Dimension ", i)}
		for j := range 4 + i {
			d.Values = append(d.Values, Value{Name: fmt.Sprint("value ", j), Label: fmt.Sprint("Value ", j)})
		}
		f.Dimensions = append(f.Dimensions, d)
		f.Wanted = append(f.Wanted, Each(30, d)...)
	}
	f.Wanted = append(f.Wanted, Each(10, f.Dimensions[0], f.Dimensions[1])...)
	f.Wanted = append(f.Wanted, Each(8, f.Dimensions[2], f.Dimensions[3])...)
	states := []State{Declined, NotNow, Withdrawn, Reserve}
	dice := uint32(1)
	roll := func(n int) int { dice = dice*1664525 + 1013904223; return int(dice>>16) % n }
	for i := range 50_000 {
		c := Candidate{fmt.Sprintf("LW-%05d", i), make([]string, len(f.Dimensions))}
		for j, d := range f.Dimensions {
			if roll(10) > 0 {
				c.Values[j] = d.Values[roll(len(d.Values))].Name
			}
		}
		all = append(all, c)
		if i < 20 {
			choices = append(choices, Choice{c.Number, Chosen, "first"})
		} else if roll(5) == 0 {
			choices = append(choices, Choice{c.Number, states[roll(len(states))], "because"})
		}
	}
	return f, all, choices
}

func BenchmarkOf50000(b *testing.B) {
	f, all, choices := large(b)
	for b.Loop() {
		if _, err := f.Of(all, choices); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCoverage50000(b *testing.B) {
	f, all, choices := large(b)
	for b.Loop() {
		s, err := f.Of(all, choices)
		if err != nil {
			b.Fatal(err)
		}
		if c, err := s.Coverage("dimension 0", "dimension 1"); err != nil || c.All.OptedIn() != 50_000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkSuggest5Of50000(b *testing.B) {
	f, all, choices := large(b)
	for b.Loop() {
		s, err := f.Of(all, choices)
		if err != nil {
			b.Fatal(err)
		}
		if got := s.Suggest(5, "seed"); len(got.Next) != 5 {
			b.Fatalf("%+v", got)
		}
	}
}

// The most work for the lot: nothing is chosen yet and everybody is alike.
func BenchmarkSuggest5Of50000Alike(b *testing.B) {
	f, all, _ := large(b)
	for i := range all {
		all[i].Values = all[0].Values
	}
	for b.Loop() {
		s, err := f.Of(all, nil)
		if err != nil {
			b.Fatal(err)
		}
		if got := s.Suggest(5, "seed"); len(got.Next) != 5 {
			b.Fatalf("%+v", got)
		}
	}
}
