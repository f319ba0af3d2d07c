package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// LogisticSums is all that a site tells of its rows in one step of a logistic
// regression: sums, from which nobody can be read. The sums of sites are the
// sums of everybody.
type LogisticSums struct {
	N, Events   int
	LogLik      float64
	Score       []float64 // one for each coefficient, the intercept first
	Information []float64 // row by row
}

// LogisticAt sums rows at some coefficients, the intercept first.
func LogisticAt(coefficients []float64, rows [][]float64, outcomes []bool) (s LogisticSums, err error) {
	if err := checkColumns(rows, len(outcomes)); err != nil {
		return s, err
	}
	p := len(rows[0]) + 1
	if len(coefficients) != p {
		return s, notComputable("%d coefficients do not fit %d columns", len(coefficients), p-1)
	}
	s = LogisticSums{N: len(rows), Score: make([]float64, p), Information: make([]float64, p*p)}
	x := make([]float64, p)
	x[0] = 1
	for i, row := range rows {
		copy(x[1:], row)
		s.add(x, outcomes[i], coefficients)
	}
	return s, nil
}

func (s *LogisticSums) add(x []float64, happened bool, coefficients []float64) {
	eta := 0.0
	for j, b := range coefficients {
		eta += b * x[j]
	}
	share := expit(eta)
	rest := share
	if happened {
		s.Events++
		s.LogLik += logExpit(eta)
		rest = -expit(-eta)
	} else {
		s.LogLik += logExpit(-eta)
	}
	weight := share * expit(-eta)
	p := len(x)
	for j := range x {
		s.Score[j] -= rest * x[j]
		for k := range x {
			s.Information[j*p+k] += weight * x[j] * x[k]
		}
	}
}

func expit(eta float64) float64 { return 1 / (1 + math.Exp(-eta)) }

// logExpit is the logarithm of expit, exact where it is tiny.
func logExpit(eta float64) float64 {
	if eta < 0 {
		return eta - math.Log1p(math.Exp(eta))
	}
	return -math.Log1p(math.Exp(-eta))
}

// Add is the sums of both.
func (s LogisticSums) Add(other LogisticSums) LogisticSums {
	if s.N == 0 {
		return other
	}
	sum := LogisticSums{N: s.N + other.N, Events: s.Events + other.Events, LogLik: s.LogLik + other.LogLik,
		Score: make([]float64, len(s.Score)), Information: make([]float64, len(s.Information))}
	for i := range sum.Score {
		sum.Score[i] = s.Score[i] + other.Score[i]
	}
	for i := range sum.Information {
		sum.Information[i] = s.Information[i] + other.Information[i]
	}
	return sum
}

// Logistic fits the log odds of an outcome: R's glm(family = binomial). The
// first coefficient is the intercept. ErrNotComputable where everybody or
// nobody has the outcome, a column says what another does, or one divides the
// outcomes completely.
func Logistic(rows [][]float64, outcomes []bool) (Model, error) {
	if err := checkColumns(rows, len(outcomes)); err != nil {
		return Model{}, err
	}
	return LogisticOver(len(rows[0]), func(coefficients []float64) (LogisticSums, error) {
		return LogisticAt(coefficients, rows, outcomes)
	})
}

// LogisticOver fits from sums alone: it asks for them at every step, and the
// answer may be added up over sites.
func LogisticOver(columns int, sums func(coefficients []float64) (LogisticSums, error)) (Model, error) {
	start := make([]float64, columns+1)
	first, err := sums(start)
	if err != nil {
		return Model{}, err
	}
	if first.Events == 0 || first.Events == first.N {
		return Model{}, notComputable("everybody has the same outcome")
	}
	share := float64(first.Events) / float64(first.N)
	null := float64(first.Events)*math.Log(share) + float64(first.N-first.Events)*math.Log(1-share)
	f, err := climb(start, first.N, func(coefficients []float64) (slope, error) {
		s, err := sums(coefficients)
		if err != nil {
			return slope{}, err
		}
		return slope{s.LogLik, s.Score, mat.NewSymDense(columns+1, s.Information)}, nil
	})
	if err != nil {
		return Model{}, err
	}
	return f.model(first.N, first.Events, columns, null)
}
