package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var study = Study{Stages, []Reason{{"no-reply", "No reply"}, {"no-time", "No time"}, {"criteria", "Did not meet the criteria"}}}

func counted(t *testing.T, s Study, rows ...Row) Flow {
	t.Helper()
	f, err := s.Of(rows)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFlowAndItsDiagram(t *testing.T) {
	f := counted(t, study,
		Row{"P-1", Approached, ""}, Row{"P-1", Interested, ""}, Row{"P-1", Stayed, ""},
		Row{"P-2", Approached, "no-reply"},
		Row{"P-3", Approached, "no-reply"}, Row{"P-3", Interested, ""}, // answered after all
		Row{"P-4", Approached, ""}, Row{"P-4", Approached, "no-time"},
		Row{"P-5", Approached, "no-reply"},
		Row{"P-6", Interested, "criteria"},
		Row{"P-7", TookPart, NotKnown.Code},
		Row{"P-8", Consented, ""},
	)
	var came []int
	for _, s := range f {
		came = append(came, len(s.Came))
	}
	if want := []int{8, 5, 3, 3, 2, 1}; !slices.Equal(came, want) {
		t.Errorf("%v came, not %v", came, want)
	}
	if got, want := f[0].Lost, []Loss{{study.Reasons[0], []string{"P-2", "P-5"}}, {study.Reasons[1], []string{"P-4"}}}; cmp.Diff(want, got) != "" {
		t.Error(cmp.Diff(want, got))
	}
	d := f.Diagram()
	want := "8 were approached. After that 3 did not go on: No reply 2, No time 1. " +
		"5 were interested. After that 1 did not go on: Did not meet the criteria 1. 1 may still go on. " +
		"3 were eligible. 3 consented. 1 may still go on. " +
		"2 took part. After that 1 did not go on: Reason not known 1. 1 stayed."
	if got := d.Words(); got != want {
		t.Errorf("%s\n%s", got, want)
	}
	if words := d.Ended().Words(); strings.Contains(words, "may still") || !strings.Contains(words, "3 consented. 1 had come no further when data collection ended.") || d.Words() != want {
		t.Errorf("after the end: %s", words)
	}
	if got, want := d.Boxes[1], (Box{Lost, Approached, "Did not go on", 3, []Part{{study.Reasons[0], 2}, {study.Reasons[1], 1}}}); cmp.Diff(want, got) != "" {
		t.Error(cmp.Diff(want, got))
	}
	if got, want := d.Arrows[:3], []Arrow{{0, 1}, {0, 2}, {2, 3}}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestNobodyYet(t *testing.T) {
	f := counted(t, study)
	if d := f.Diagram(); len(d.Boxes) != len(Stages) || len(d.Arrows) != len(Stages)-1 || !strings.HasPrefix(d.Words(), "0 were approached. 0 were interested.") {
		t.Errorf("%+v", d)
	}
}

func TestRowsThatCannotBe(t *testing.T) {
	once := Study{Stages: Stages[:5]}
	for says, c := range map[string]struct {
		study Study
		row   Row
	}{
		"no study number":      {study, Row{"", Approached, ""}},
		"no stage “stayed”":    {once, Row{"P-1", Stayed, ""}},
		"no stage “”":          {study, Row{"P-1", "", ""}},
		"P-1":                  {study, Row{"P-1", "asked", ""}},
		"no reason “no-reply”": {once, Row{"P-1", Approached, "no-reply"}},
	} {
		if _, err := c.study.Of([]Row{c.row}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// At every stage: reached = reached the next + lost + there now. Nobody is
// counted twice, nobody is missing, and whoever came on was at all stages before.
func TestNumbersAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Study{Stages[:rapid.IntRange(1, len(Stages)).Draw(t, "stages")], study.Reasons}
		row := rapid.Custom(func(t *rapid.T) Row {
			return Row{
				Participant: rapid.SampledFrom([]string{"P-1", "P-2", "P-3", "P-4", "P-5", "P-6"}).Draw(t, "who"),
				Reached:     rapid.SampledFrom(s.Stages).Draw(t, "stage"),
				Reason:      rapid.SampledFrom([]string{"", "", "no-reply", "criteria", NotKnown.Code}).Draw(t, "reason"),
			}
		})
		rows := rapid.SliceOf(row).Draw(t, "rows")
		f, err := s.Of(rows)
		if err != nil {
			t.Fatal(err)
		}
		people := make(map[string]Row)
		place := func(of Stage) int { return slices.Index(s.Stages, of) }
		for _, r := range rows {
			if last, before := people[r.Participant]; !before || place(r.Reached) >= place(last.Reached) {
				people[r.Participant] = r
			}
		}
		if len(f[0].Came) != len(people) {
			t.Fatalf("%d of %d people", len(f[0].Came), len(people))
		}
		seen := make(map[string]bool)
		once := func(who []string) {
			for _, p := range who {
				if seen[p] {
					t.Fatalf("%s is counted twice", p)
				}
				seen[p] = true
			}
		}
		for i, step := range f {
			next := 0
			if i+1 < len(f) {
				next = len(f[i+1].Came)
				for _, p := range f[i+1].Came {
					if !slices.Contains(step.Came, p) {
						t.Fatalf("%s came to %s and not to %s", p, f[i+1].Stage, step.Stage)
					}
				}
			}
			if len(step.Came) != next+step.LostInAll()+len(step.Here) {
				t.Fatalf("%s: %d, then %d, lost %d, there %d", step.Stage, len(step.Came), next, step.LostInAll(), len(step.Here))
			}
			once(step.Here)
			for _, l := range step.Lost {
				once(l.Who)
				for _, p := range l.Who {
					if people[p].Reason != l.Reason.Code || people[p].Reached != step.Stage {
						t.Fatalf("%s was lost otherwise: %+v", p, people[p])
					}
				}
			}
			for j := 1; j < len(step.Lost); j++ {
				if one, two := step.Lost[j-1], step.Lost[j]; one.Reason == NotKnown || two.Reason != NotKnown && len(one.Who) < len(two.Who) {
					t.Fatalf("%+v", step.Lost)
				}
			}
		}
		if len(seen) != len(people) {
			t.Fatalf("%d of %d people are somewhere", len(seen), len(people))
		}
		add(t, f.Diagram())
	})
}

// add checks the law once more on what is drawn.
func add(t *rapid.T, d Diagram) {
	left := make(map[int]int)
	for i, b := range d.Boxes {
		if b.N < 0 || b.Kind != Came && b.N == 0 {
			t.Fatalf("%+v", b)
		}
		left[i] = b.N
		if b.Kind == Lost {
			for _, p := range b.Parts {
				left[i] -= p.N
			}
			if left[i] != 0 {
				t.Fatalf("reasons do not add up: %+v", b)
			}
		}
	}
	out := make(map[int]int)
	into := make(map[int]int)
	for _, a := range d.Arrows {
		out[a.From] += d.Boxes[a.To].N
		into[a.To]++
	}
	last := 0
	for i, b := range d.Boxes {
		if b.Kind == Came {
			last = i
		}
		if (into[i] == 1) != (i > 0) {
			t.Fatalf("%d arrows lead to %+v", into[i], b)
		}
	}
	for i, b := range d.Boxes {
		if b.Kind == Came && i != last && out[i] != b.N {
			t.Fatalf("%d go on from %+v", out[i], b)
		}
	}
}

// In whatever order the log tells of different people, the numbers are the same.
func TestTheOrderOfPeopleMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		for i := range rapid.IntRange(0, 12).Draw(t, "people") {
			reason := rapid.SampledFrom([]string{"", "no-time", "criteria"}).Draw(t, "reason")
			rows = append(rows, Row{string(rune('a' + i)), rapid.SampledFrom(Stages).Draw(t, "stage"), reason})
		}
		one, err := study.Of(rows)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		two, err := study.Of(rows)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(one.Diagram(), two.Diagram()); d != "" {
			t.Fatal(d)
		}
	})
}

func BenchmarkFlow50000(b *testing.B) {
	var rows []Row
	for i := range 50_000 {
		number := "LW-" + string(rune('A'+i%26)) + string(rune('A'+i/26%26)) + string(rune('A'+i/676%26)) + string(rune('A'+i/17576))
		reason := ""
		if i%3 == 0 {
			reason = study.Reasons[i%5%3].Code
		}
		rows = append(rows, Row{number, Approached, ""}, Row{number, Stages[i*i%6], reason})
	}
	b.ResetTimer()
	for b.Loop() {
		f, err := study.Of(rows)
		if err != nil || len(f[0].Came) != 50_000 {
			b.Fatal(len(f[0].Came), err)
		}
		f.Diagram()
	}
}

// What is drawn from counts is what is drawn from the rows that were counted.
func TestCountedIsDrawnAsItsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		study := Study{Stages: Stages, Reasons: []Reason{{"no-reply", "No reply"}, {"no-time", "No time"}}}
		var rows []Row
		var counts []Count
		for i := range rapid.IntRange(0, 8).Draw(t, "counts") {
			c := Count{Reached: rapid.SampledFrom(Stages).Draw(t, "stage"), Reason: rapid.SampledFrom([]string{"", "no-reply", "no-time", NotKnown.Code}).Draw(t, "reason"), N: rapid.IntRange(1, 5).Draw(t, "n")}
			counts = append(counts, c)
			for n := range c.N {
				rows = append(rows, Row{Participant: fmt.Sprintf("%d-%d", i, n), Reached: c.Reached, Reason: c.Reason})
			}
		}
		whole, err := study.Of(rows)
		if err != nil {
			t.Fatal(err)
		}
		got, err := study.Counted(counts)
		if err != nil {
			t.Fatal(err)
		}
		if want := whole.Diagram(); cmp.Diff(got, want) != "" {
			t.Fatalf("counted: %+v, from rows: %+v", got, want)
		}
	})
}
