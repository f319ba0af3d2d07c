package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Ordinal is a proportional odds model.
type Ordinal struct {
	Model               // the columns; a ratio is the odds of a higher category
	Cuts  []Coefficient // between the categories, in order
}

// OrdinalRegression fits ordered categories 0, 1, … highest, all of which occur:
// R's MASS::polr with the logistic link. ErrNotComputable as for Logistic.
func OrdinalRegression(rows [][]float64, categories []int) (o Ordinal, err error) {
	if err := checkColumns(rows, len(categories)); err != nil {
		return o, err
	}
	counts, err := countsOf(categories)
	if err != nil {
		return o, err
	}
	cuts, columns := len(counts)-1, len(rows[0])
	start := make([]float64, cuts+columns)
	null, below := 0.0, 0.0
	n := float64(len(rows))
	for k, count := range counts {
		null += count * math.Log(count/n)
		if below += count; k < cuts {
			start[k] = math.Log(below / (n - below))
		}
	}
	f, err := climb(start, len(rows), func(values []float64) (slope, error) {
		return ordinalSlope(values[:cuts], values[cuts:], rows, categories)
	})
	if err != nil {
		return o, err
	}
	if o.Model, err = f.model(len(rows), 0, columns, null); err != nil {
		return o, err
	}
	o.Cuts, o.Coefficients = o.Coefficients[:cuts:cuts], o.Coefficients[cuts:]
	return o, nil
}

func countsOf(categories []int) ([]float64, error) {
	var counts []float64
	for _, c := range categories {
		if c < 0 || c > len(categories) {
			return nil, notComputable("categories are numbered from 0 without gaps")
		}
		for len(counts) <= c {
			counts = append(counts, 0)
		}
		counts[c]++
	}
	if len(counts) < 2 {
		return nil, notComputable("everybody is in the same category")
	}
	for _, count := range counts {
		if count == 0 {
			return nil, notComputable("a category between others is empty")
		}
	}
	return counts, nil
}

// ordinalSlope sums rows at cuts and coefficients. Each row's category lies
// between two cuts; both edges pull.
func ordinalSlope(cuts, coefficients []float64, rows [][]float64, categories []int) (s slope, err error) {
	size := len(cuts) + len(coefficients)
	s = slope{score: make([]float64, size), information: mat.NewSymDense(size, nil)}
	for i := 1; i < len(cuts); i++ {
		if cuts[i] <= cuts[i-1] {
			return s, notComputable("the cuts cross")
		}
	}
	upper, lower, pull := make([]float64, size), make([]float64, size), make([]float64, size)
	for i, row := range rows {
		eta := 0.0
		for j, b := range coefficients {
			eta += b * row[j]
		}
		k := categories[i]
		top := edgeAt(cuts, k, eta, row, upper)
		bottom := edgeAt(cuts, k-1, eta, row, lower)
		p := top.share - bottom.share
		if p <= 0 {
			return s, notComputable("the model does not settle")
		}
		s.logLik += math.Log(p)
		for a := range pull {
			pull[a] = (top.density*upper[a] - bottom.density*lower[a]) / p
			s.score[a] += pull[a]
		}
		for a := range size {
			for b := a; b < size; b++ {
				bend := (top.bend*upper[a]*upper[b]-bottom.bend*lower[a]*lower[b])/p - pull[a]*pull[b]
				s.information.SetSym(a, b, s.information.At(a, b)-bend)
			}
		}
	}
	return s, nil
}

// edge is the logistic distribution at a cut: its share below, its density and
// how that changes.
type edge struct{ share, density, bend float64 }

// edgeAt fills how an edge moves with the parameters. The edges below the first
// and above the last category do not.
func edgeAt(cuts []float64, k int, eta float64, row, moves []float64) edge {
	clear(moves)
	switch {
	case k < 0:
		return edge{}
	case k >= len(cuts):
		return edge{share: 1}
	}
	moves[k] = 1
	for j, x := range row {
		moves[len(cuts)+j] = -x
	}
	share := expit(cuts[k] - eta)
	density := share * expit(eta-cuts[k])
	return edge{share, density, density * (1 - 2*share)}
}
