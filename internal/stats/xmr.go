package stats

import (
	"math"
	"slices"
)

// XmR is how a chart of single values and moving ranges is drawn, after NHS
// England's Making Data Count. The zero value is its usual setting.
type XmR struct {
	// Screen leaves moving ranges of 3.267 times their mean and more out of the
	// limits, once, as NHSRplotthedots does and the spreadsheet of Making Data
	// Count does not. What was screened is to be said on the chart.
	Screen bool
	// Rebase are the indexes at which limits begin anew; the first moving range
	// there is missing.
	Rebase []int
	// FixedOn is how many points from each beginning the limits are drawn from;
	// 0 for all.
	FixedOn int
	// Shift is how many points on one side of the mean are a shift, Trend how
	// many points in one direction are a trend; 0 for 7.
	Shift, Trend int
}

// Factors of an individuals chart (d2 and D4 for ranges of two).
const (
	limitFactor  = 2.66
	screenFactor = 3.267
	usualRun     = 7
	// TrialBelow is the number of points below which limits are trial limits.
	TrialBelow = 12
)

// Point is one value of a chart with what it tells.
type Point struct {
	Value                float64
	Segment              int
	Mean                 float64
	Low, High            float64 // the natural process limits
	NearLow, NearHigh    float64 // two thirds of the way to them
	MeanRange            float64 // that the limits were drawn from
	Trial                bool    // the limits stand on fewer than TrialBelow points
	Outside              bool
	Shift, Trend, TwoOf3 bool
}

// Special says whether a point tells of more than chance.
func (p Point) Special() bool { return p.Outside || p.Trend || p.TwoOf3 || p.Shift }

// Points draws a chart of values in the order of time. ErrNotComputable with
// fewer than two values in a segment.
func (x XmR) Points(values []float64) ([]Point, error) {
	if err := finite(values); err != nil {
		return nil, err
	}
	points := make([]Point, len(values))
	for i, from := range x.starts(len(values)) {
		to := len(values)
		if next := x.starts(len(values)); i+1 < len(next) {
			to = next[i+1]
		}
		if err := x.limit(points[from:to], values[from:to], i); err != nil {
			return nil, err
		}
		x.mark(points[from:to])
	}
	return points, nil
}

// starts are the beginnings of segments, in order and without repeats.
func (x XmR) starts(n int) []int {
	starts := []int{0}
	for _, at := range slices.Sorted(slices.Values(x.Rebase)) {
		if at > starts[len(starts)-1] && at < n {
			starts = append(starts, at)
		}
	}
	return starts
}

func (x XmR) limit(points []Point, values []float64, segment int) error {
	of := values
	if x.FixedOn > 0 && x.FixedOn < len(of) {
		of = of[:x.FixedOn]
	}
	if len(of) < 2 {
		return notComputable("fewer than 2 points to draw limits from")
	}
	mean, ranges := meanOf(of), make([]float64, len(of)-1)
	for i := range ranges {
		ranges[i] = math.Abs(of[i+1] - of[i])
	}
	meanRange := meanOf(ranges)
	if x.Screen {
		kept := slices.DeleteFunc(slices.Clone(ranges), func(r float64) bool { return r >= screenFactor*meanRange })
		if len(kept) > 0 {
			meanRange = meanOf(kept)
		}
	}
	reach := limitFactor * meanRange
	for i, v := range values {
		points[i] = Point{Value: v, Segment: segment, Mean: mean, Low: mean - reach, High: mean + reach,
			NearLow: mean - reach*2/3, NearHigh: mean + reach*2/3, MeanRange: meanRange, Trial: len(of) < TrialBelow,
			Outside: v < mean-reach || v > mean+reach}
	}
	return nil
}

func meanOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

func (x XmR) mark(points []Point) {
	markRuns(points, orUsual(x.Shift), Point.side, func(p *Point) { p.Shift = true })
	x.markTrends(points)
	markTwoOf3(points)
}

func orUsual(run int) int {
	if run <= 0 {
		return usualRun
	}
	return run
}

// side is 1 above the mean, -1 below, and 0 on it: a point on the mean ends a
// run.
func (p Point) side() int {
	switch {
	case p.Value > p.Mean:
		return 1
	case p.Value < p.Mean:
		return -1
	}
	return 0
}

// markRuns marks runs of at least n neighbours of one kind, 0 being none.
func markRuns(points []Point, n int, kind func(Point) int, mark func(*Point)) {
	for from := 0; from < len(points); {
		to := from + 1
		for to < len(points) && kind(points[to]) == kind(points[from]) {
			to++
		}
		if kind(points[from]) != 0 && to-from >= n {
			for i := from; i < to; i++ {
				mark(&points[i])
			}
		}
		from = to
	}
}

// markTrends marks points that each go further in one direction; a tie ends it.
func (x XmR) markTrends(points []Point) {
	n := orUsual(x.Trend)
	for from := 0; from < len(points)-1; {
		way := direction(points[from], points[from+1])
		to := from + 1
		for to+1 < len(points) && way != 0 && direction(points[to], points[to+1]) == way {
			to++
		}
		if way != 0 && to-from+1 >= n {
			for i := from; i <= to; i++ {
				points[i].Trend = true
			}
		}
		from = to
	}
}

func direction(a, b Point) int {
	switch {
	case b.Value > a.Value:
		return 1
	case b.Value < a.Value:
		return -1
	}
	return 0
}

// markTwoOf3 marks points near a limit where two of three neighbours are, all
// three on one side of the mean. A point outside the limits is not near one.
func markTwoOf3(points []Point) {
	for i := 0; i+3 <= len(points); i++ {
		three := points[i : i+3]
		side, near := three[0].side(), 0
		for _, p := range three {
			if p.side() != side {
				side = 0
			}
			if p.near() {
				near++
			}
		}
		if side == 0 || near < 2 {
			continue
		}
		for j := range three {
			if three[j].near() {
				three[j].TwoOf3 = true
			}
		}
	}
}

func (p Point) near() bool { return !p.Outside && (p.Value > p.NearHigh || p.Value < p.NearLow) }

// Assurance says what the limits promise of a target.
type Assurance string

// The three answers.
const (
	HitAndMiss         Assurance = "hit-and-miss"
	ConsistentlyPasses Assurance = "passes"
	ConsistentlyFails  Assurance = "fails"
)

// Assure says whether a process like that of the last point will meet a target.
// A limit exactly on the target counts as meeting it.
func (p Point) Assure(target float64, higherIsBetter bool) Assurance {
	low, high := p.Low, p.High
	if !higherIsBetter {
		low, high, target = -p.High, -p.Low, -target
	}
	switch {
	case target <= low:
		return ConsistentlyPasses
	case target > high:
		return ConsistentlyFails
	}
	return HitAndMiss
}
