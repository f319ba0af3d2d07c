package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wilson is the score interval of a share (Wilson 1927): R's
// prop.test(..., correct = FALSE). ErrNotComputable when nobody was asked.
func Wilson(yes, of int, level float64) (Interval, error) {
	if err := checkShare(yes, of, level); err != nil {
		return Interval{}, err
	}
	n, p, z := float64(of), float64(yes)/float64(of), normalQuantile(level)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return around(middle, half).clamp(0, 1), nil
}

// Exact is the interval of Clopper and Pearson 1934: R's binom.test.
func Exact(yes, of int, level float64) (Interval, error) {
	if err := checkShare(yes, of, level); err != nil {
		return Interval{}, err
	}
	exact, tail := Interval{0, 1}, (1-level)/2
	if yes > 0 {
		exact.Low = distuv.Beta{Alpha: float64(yes), Beta: float64(of - yes + 1)}.Quantile(tail)
	}
	if yes < of {
		exact.High = distuv.Beta{Alpha: float64(yes + 1), Beta: float64(of - yes)}.Quantile(1 - tail)
	}
	return exact, nil
}

func checkShare(yes, of int, level float64) error {
	if of <= 0 || yes < 0 || yes > of {
		return notComputable("%d of %d is no share", yes, of)
	}
	return checkLevel(level)
}

// McNemar tests whether as many went from no to yes as from yes to no.
type McNemar struct {
	Gained, Lost  int     // no to yes, yes to no
	ChiSquare     float64 // with the continuity correction
	P             float64 // of ChiSquare, one degree of freedom
	Plain, PlainP float64 // without the correction
	ExactP        float64 // binomial: the one to show for small numbers
}

// McNemarOf agrees with R's mcnemar.test, with and without correct, and with
// binom.test(gained, gained + lost). ErrNotComputable where nobody changed.
func McNemarOf(gained, lost int) (m McNemar, err error) {
	if gained < 0 || lost < 0 || gained+lost == 0 {
		return m, notComputable("nobody changed")
	}
	m.Gained, m.Lost = gained, lost
	n, apart := float64(gained+lost), math.Abs(float64(gained-lost))
	corrected := max(0, apart-1)
	m.ChiSquare, m.Plain = corrected*corrected/n, apart*apart/n
	m.P, m.PlainP = chiSquareP(m.ChiSquare, 1), chiSquareP(m.Plain, 1)
	half := distuv.Binomial{N: n, P: 0.5}
	m.ExactP = min(1, 2*half.CDF(float64(min(gained, lost))))
	return m, nil
}
