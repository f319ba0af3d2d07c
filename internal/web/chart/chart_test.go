package chart

import (
	"bytes"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"pgregory.net/rapid"
)

func drawn(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestChangeInWords(t *testing.T) {
	for _, c := range []struct {
		from, to float64
		lower    bool
		want     string
	}{
		{3, 5, false, "up 2, better"},
		{8, 6, true, "down 2, better"},
		{4, 6, true, "up 2, worse"},
		{5, 4.5, false, "down 0.5, worse"},
		{5, 5, true, "the same"},
		{5, Missing, false, "not known"},
	} {
		if got := change(c.from, c.to, c.lower); got != c.want {
			t.Errorf("change(%v, %v, %v) = %q, want %q", c.from, c.to, c.lower, got, c.want)
		}
	}
}

func TestSlopeSaysWhatItShows(t *testing.T) {
	got := drawn(t, Slope{
		Words: Words{ID: "s", Headline: "More satisfied"}, Name: "ONS4", From: "4 August", To: "2 November", Max: 10,
		Items: []SlopeItem{{Label: "Satisfied", From: 3, To: 5}, {Label: "Anxious", From: 8, To: 6, LowerIsBetter: true}, {Label: "Happy", From: Missing, To: 4}},
	})
	for _, want := range []string{
		"Satisfied from 3 to 5: up 2, better.",
		"Anxious from 8 to 6: down 2, better. Lower is better here.",
		"Happy from no answer to 4: not known.",
		"Show as a table", "Anxious (lower is better)", `role="img"`, `aria-labelledby="s-name s-text"`, "lower is better</text>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not in the chart: %q", want)
		}
	}
	if strings.Contains(got, "NaN") {
		t.Error("a missing answer was drawn")
	}
}

// More responses on a day are neither better nor worse, and there is no half of one.
func TestCountsAreWholeAndNotJudged(t *testing.T) {
	got := drawn(t, Line{Name: "Responses", Counts: true, When: []string{"2 October", "3 October"}, Max: 29, Series: []Series{{Label: "Finished", Values: []float64{29, 16}}}})
	for _, no := range []string{"14.5", "worse", "better"} {
		if strings.Contains(got, no) {
			t.Errorf("it says %q", no)
		}
	}
	if !strings.Contains(got, "29 first, 16 last, at most 29") {
		t.Errorf("nothing tells who cannot see it: %s", got)
	}
}

func TestLineLeavesGaps(t *testing.T) {
	got := drawn(t, Line{
		Words: Words{ID: "l"}, Name: "Waits", Unit: "days", Max: 20, When: []string{"May", "June", "July", "August"},
		Series: []Series{{Label: "Coast", Values: []float64{12, Missing, 9, 8}}},
	})
	if n := strings.Count(got, `stroke-width="3"`); n != 1 {
		t.Errorf("%d pieces of line, want 1: July to August", n)
	}
	if n := strings.Count(got, "<circle"); n != 4 {
		t.Errorf("%d points, want 3 and the one beside the label", n)
	}
	if strings.Contains(got, "NaN") {
		t.Error("a missing answer was drawn")
	}
}

func TestBarsAreWordsAndNumbers(t *testing.T) {
	got := drawn(t, Bars{Words: Words{ID: "b"}, Unit: "days", Hold: true, Items: []Bar{{Label: "Raj <Patel>", Value: 64}, {Label: "Leo", Value: 16}}})
	for _, want := range []string{"Raj &lt;Patel&gt;", "64 days", `width="100%" height="12" rx`, `width="25%"`, "#5b3fa6"} {
		if !strings.Contains(got, want) {
			t.Errorf("not in the chart: %q", want)
		}
	}
	if s := drawn(t, Bars{Items: []Bar{{Label: "none", Value: 0}}}); !strings.Contains(s, `width="0%"`) {
		t.Error("a list of zeros has bars")
	}
}

func TestDotsLieAsTheirPlaces(t *testing.T) {
	got := drawn(t, Dots{Words: Words{ID: "d", Headline: "Where"}, Unit: "gaps", Items: []Dot{
		{Label: "North <west>", Lat: 55, Lon: 0, Value: 4}, {Label: "South east", Lat: 54, Lon: 1, Value: 1}}})
	for _, want := range []string{`<svg x="12%" y="12%"`, `<svg x="88%" y="88%"`, `r="22.0"`, `r="13.5"`, "North &lt;west&gt;: 4", "Gaps"} {
		if !strings.Contains(got, want) {
			t.Errorf("not in the chart: %q", want)
		}
	}
	if s := drawn(t, Dots{Items: []Dot{{Label: "one", Value: 0}}}); !strings.Contains(s, `<svg x="50%" y="50%"`) {
		t.Error("a single place does not stand in the middle")
	}
}

// Labels never overlap, stay within the drawing when there is room for all, and
// keep the order of their values.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		var tags []tag
		for range n {
			tags = append(tags, tag{y: rapid.Float64Range(1, 10).Draw(t, "y"), room: rapid.SampledFrom([]float64{1.25, 2.5}).Draw(t, "room")})
		}
		const low, high = 0.6, 11.6
		out := spread(tags, low, high)
		for i := range out {
			if out[i].y < low-1e-9 || out[i].y+out[i].room > high+1e-9 {
				t.Fatalf("label %d at %v leaves the drawing", i, out[i].y)
			}
			if i > 0 && out[i].y < out[i-1].y+out[i-1].room-1e-9 {
				t.Fatalf("labels %d and %d overlap: %v", i-1, i, out)
			}
		}
	})
}
