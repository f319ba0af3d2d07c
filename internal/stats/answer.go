package stats

import (
	"errors"
	"fmt"
	"math"
)

// ErrNotComputable says that the data do not determine an answer. Its text
// names the reason in plain words.
var ErrNotComputable = errors.New("not computable")

func notComputable(format string, values ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrNotComputable}, values...)...)
}

// Interval is a confidence interval, both ends included.
type Interval struct{ Low, High float64 }

// around is an interval of equal width to both sides.
func around(middle, half float64) Interval { return Interval{middle - half, middle + half} }

// exp is the interval on the scale that was logged.
func (i Interval) exp() Interval { return Interval{math.Exp(i.Low), math.Exp(i.High)} }

// clamp keeps an interval within limits.
func (i Interval) clamp(low, high float64) Interval {
	return Interval{max(i.Low, low), min(i.High, high)}
}

// checkLevel refuses a confidence level that is none, like 95 for 0.95.
func checkLevel(level float64) error {
	if !(level > 0 && level < 1) {
		return notComputable("a confidence level is between 0 and 1")
	}
	return nil
}

// finite refuses data with numbers missing in it.
func finite(all ...[]float64) error {
	for _, values := range all {
		for _, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return notComputable("a value is missing")
			}
		}
	}
	return nil
}
