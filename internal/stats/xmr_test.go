package stats

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/shareddata"
)

// The charts that NHSRplotthedots publishes, and Nile.
func TestChartsAreThoseOfPublishedTools(t *testing.T) {
	file, err := os.Open(shareddata.Path(t, "research", "xmr_test_vectors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var first []float64
	compared := 0
	for _, line := range lines[1:] {
		name, series := line[0], line[1]
		values := numbers(series)
		switch {
		case name == "ptd_snapshot_r1":
			first = values
		case strings.Contains(series, "15th value"):
			values = append([]float64{}, first...)
			values[14] = 10
		case name == "nile":
			continue // the numbers are not in the file
		}
		points, err := XmR{Screen: strings.HasPrefix(line[2], "yes")}.Points(values)
		if err != nil {
			t.Fatal(err)
		}
		p := points[0]
		for i, got := range []float64{p.Mean, p.MeanRange, p.Low, p.High, p.NearLow, p.NearHigh} {
			want, err := strconv.ParseFloat(line[3+i], 64)
			if err != nil {
				t.Fatal(err)
			}
			is(t, name+" "+lines[0][3+i], got, want, 2e-6)
		}
		compared++
	}
	if compared < 5 {
		t.Errorf("only %d charts were compared", compared)
	}
}

func numbers(text string) (all []float64) {
	for _, field := range strings.Fields(text) {
		if v, err := strconv.ParseFloat(field, 64); err == nil {
			all = append(all, v)
		}
	}
	return all
}

// signs writes what each point tells: O outside, T trend, 2 two of three, S
// shift, - nothing, in the order in which one sign goes before another.
func signs(points []Point) string {
	var b strings.Builder
	for _, p := range points {
		switch {
		case p.Outside:
			b.WriteByte('O')
		case p.Trend:
			b.WriteByte('T')
		case p.TwoOf3:
			b.WriteByte('2')
		case p.Shift:
			b.WriteByte('S')
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}

// marked gives points limits of their own: mean 0, limits at 3, near at 2.
func marked(x XmR, values ...float64) []Point {
	points := make([]Point, len(values))
	for i, v := range values {
		points[i] = Point{Value: v, Low: -3, High: 3, NearLow: -2, NearHigh: 2, Outside: v < -3 || v > 3}
	}
	x.mark(points)
	return points
}

func TestRulesOfAChart(t *testing.T) {
	for name, k := range map[string]struct {
		x      XmR
		values []float64
		want   string
	}{
		"nothing":                             {XmR{}, []float64{1, -1, 1, -1}, "----"},
		"outside":                             {XmR{}, []float64{1, -3.1, 3, 3.1}, "-O-O"},
		"a shift of 7":                        {XmR{}, []float64{-1, 1, 1, 1, 1, 1, 1, 1, -1}, "-SSSSSSS-"},
		"6 are none":                          {XmR{}, []float64{-1, 1, 1, 1, 1, 1, 1, -1}, "--------"},
		"a point on the mean ends a run":      {XmR{}, []float64{1, 1, 1, 0, 1, 1, 1}, "-------"},
		"a shift of 8 where one asks for 8":   {XmR{Shift: 8}, []float64{1, 1, 1, 1, 1, 1, 1}, "-------"},
		"a trend of 7":                        {XmR{}, []float64{-1, -.7, -.4, -.1, .2, .5, .8, .3}, "TTTTTTT-"},
		"a tie ends a trend":                  {XmR{}, []float64{-1, -.7, -.4, -.4, .2, .5, .8}, "-------"},
		"a trend downwards, of 5":             {XmR{Trend: 5}, []float64{1, .5, .1, -.2, -.4, .9}, "TTTTT-"},
		"two of three":                        {XmR{}, []float64{-1, 2.5, 1, 2.5, -1}, "-2-2-"},
		"two of three, not on one side":       {XmR{}, []float64{2.5, -1, 2.5, -1}, "----"},
		"a point outside is not near":         {XmR{}, []float64{2.5, 3.5, 1, -1}, "-O--"},
		"a limit itself is inside and is far": {XmR{}, []float64{3, 2, 2.1, -1}, "2-2-"},
	} {
		if got := signs(marked(k.x, k.values...)); got != k.want {
			t.Errorf("%s: %s, not %s", name, got, k.want)
		}
	}
}

func TestLimitsBeginAnew(t *testing.T) {
	points, err := XmR{Rebase: []int{4, 4, 99, -1}, FixedOn: 3}.Points([]float64{1, 2, 3, 50, 10, 12, 14, 99})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "first mean", points[3].Mean, 2, 1e-12)
	is(t, "first reach", points[0].High, 2+limitFactor, 1e-12)
	is(t, "second mean", points[4].Mean, 12, 1e-12)
	is(t, "second reach", points[7].High, 12+2*limitFactor, 1e-12)
	if points[3].Segment != 0 || points[4].Segment != 1 || !points[0].Trial || signs(points) != "---O---O" {
		t.Errorf("%s %+v", signs(points), points)
	}
}

// A chart upside down says the same of the same points.
func TestAChartUpsideDown(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) float64 { return float64(rapid.IntRange(-9, 9).Draw(rt, "v")) }), 2, 40).Draw(rt, "values")
		turned := make([]float64, len(values))
		for i, v := range values {
			turned[i] = -v
		}
		x := XmR{Screen: rapid.Bool().Draw(rt, "screen")}
		up, err := x.Points(values)
		down, also := x.Points(turned)
		if err != nil || also != nil || signs(up) != signs(down) {
			rt.Fatalf("%v %v\n%s\n%s", err, also, signs(up), signs(down))
		}
	})
}

func TestAssurance(t *testing.T) {
	p := Point{Low: 10, High: 20}
	for _, k := range []struct {
		target float64
		higher bool
		want   Assurance
	}{{10, true, ConsistentlyPasses}, {10.1, true, HitAndMiss}, {20, true, HitAndMiss}, {20.1, true, ConsistentlyFails}, {20, false, ConsistentlyPasses}, {15, false, HitAndMiss}, {9, false, ConsistentlyFails}} {
		if got := p.Assure(k.target, k.higher); got != k.want {
			t.Errorf("%v: %s", k, got)
		}
	}
}
