package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// zero is what rounding leaves of a difference of numbers that are the same.
const zero = 1e-12

// normalQuantile is the two-sided critical value of the normal distribution:
// 1.96 for a level of 0.95.
func normalQuantile(level float64) float64 { return distuv.UnitNormal.Quantile((1 + level) / 2) }

// normalP is the two-sided probability of a value at least as far from zero.
func normalP(z float64) float64 { return 2 * distuv.UnitNormal.Survival(math.Abs(z)) }

// chiSquareP is the probability of a value at least as large.
func chiSquareP(x float64, df int) float64 { return distuv.ChiSquared{K: float64(df)}.Survival(x) }

// Mean is the mean, the standard deviation (n-1) and how many there were.
type Mean struct {
	N        int
	Mean, SD float64
}

// MeanOf describes values. ErrNotComputable with fewer than two.
func MeanOf(values []float64) (m Mean, err error) {
	if err := finite(values); err != nil {
		return m, err
	}
	if len(values) < 2 {
		return m, notComputable("fewer than 2 values")
	}
	m.N = len(values)
	m.Mean, m.SD = stat.MeanStdDev(values, nil)
	return m, nil
}

// spread is like MeanOf and refuses values that are all the same.
func spread(values []float64, what string) (Mean, error) {
	m, err := MeanOf(values)
	if err == nil && m.SD <= zero*max(1, math.Abs(m.Mean)) {
		err = notComputable("%s are all the same", what)
	}
	return m, err
}

// differences are after minus before. ErrNotComputable when they do not pair.
func differences(before, after []float64) ([]float64, error) {
	if len(before) != len(after) {
		return nil, notComputable("%d values at first and %d later do not pair", len(before), len(after))
	}
	if err := finite(before, after); err != nil {
		return nil, err
	}
	change := make([]float64, len(before))
	for i := range before {
		change[i] = after[i] - before[i]
	}
	return change, nil
}
