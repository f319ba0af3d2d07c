package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Change is a paired t test of what changed between two moments.
type Change struct {
	N        int
	Mean     float64 // after minus before
	SD       float64 // of the changes
	SE       float64
	T        float64
	DF       int
	P        float64 // two-sided
	Interval Interval
}

// PairedT compares the same people at two moments, before[i] with after[i].
// Agrees with R's t.test(after, before, paired = TRUE). ErrNotComputable with
// fewer than two pairs or where everybody changed alike.
func PairedT(before, after []float64, level float64) (c Change, err error) {
	if err := checkLevel(level); err != nil {
		return c, err
	}
	change, err := differences(before, after)
	if err != nil {
		return c, err
	}
	m, err := spread(change, "the changes")
	if err != nil {
		return c, err
	}
	c = Change{N: m.N, Mean: m.Mean, SD: m.SD, SE: m.SD / math.Sqrt(float64(m.N)), DF: m.N - 1}
	c.T = c.Mean / c.SE
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(c.DF)}
	c.P = 2 * t.Survival(math.Abs(c.T))
	c.Interval = around(c.Mean, t.Quantile((1+level)/2)*c.SE)
	return c, nil
}

// Effects are sizes of a change in standard deviations. D and SRM answer
// different questions and are shown together: how far people moved within the
// spread they began with, and how alike their moves were.
type Effects struct {
	N   int     // people
	D   float64 // mean change / SD at first (Kazis 1989)
	SRM float64 // mean change / SD of the changes: standardised response mean
}

// Corrected are D and SRM with Hedges' exact correction for few people; ok is
// false for two, of whom it would leave nothing.
func (e Effects) Corrected() (d, srm float64, ok bool) {
	if e.N < 3 {
		return 0, 0, false
	}
	correction := hedges(e.N - 1)
	return e.D * correction, e.SRM * correction, true
}

// EffectsOf sizes a paired change. ErrNotComputable where people began, or
// changed, alike.
func EffectsOf(before, after []float64) (e Effects, err error) {
	change, err := differences(before, after)
	if err != nil {
		return e, err
	}
	first, err := spread(before, "the first scores")
	if err != nil {
		return e, err
	}
	changed, err := spread(change, "the changes")
	if err != nil {
		return e, err
	}
	e.N, e.D, e.SRM = changed.N, changed.Mean/first.SD, changed.Mean/changed.SD
	return e, nil
}

// hedges is the exact correction J of an effect size for 2 degrees of freedom or
// more (Hedges 1981, equation 6e).
func hedges(df int) float64 {
	m := float64(df)
	above, _ := math.Lgamma(m / 2)
	below, _ := math.Lgamma((m - 1) / 2)
	return math.Exp(above-below) / math.Sqrt(m/2)
}

// Difference is how two groups of different people differ.
type Difference struct {
	Mean float64 // b minus a
	D    float64 // Cohen's d: over the pooled SD
	G    float64 // Hedges' g: d corrected for few people
}

// Between sizes the difference of two groups, such as those who were followed
// up and those who were lost. ErrNotComputable with fewer than two in either.
func Between(a, b []float64) (d Difference, err error) {
	in, err := MeanOf(a)
	if err != nil {
		return d, err
	}
	out, err := MeanOf(b)
	if err != nil {
		return d, err
	}
	df := in.N + out.N - 2
	pooled := math.Sqrt((float64(in.N-1)*in.SD*in.SD + float64(out.N-1)*out.SD*out.SD) / float64(df))
	if pooled <= zero*max(1, math.Abs(in.Mean)) {
		return d, notComputable("the values within each group are all the same")
	}
	d.Mean = out.Mean - in.Mean
	d.D = d.Mean / pooled
	d.G = d.D * hedges(df)
	return d, nil
}
