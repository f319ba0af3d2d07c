package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Coefficient is one number of a model with what is known of it.
type Coefficient struct {
	Value float64
	SE    float64
	Z     float64
	P     float64 // two-sided
}

// Model is what was fitted. Coefficients stand in the order of the columns; a
// model with intercepts says where they stand.
type Model struct {
	N, Events    int
	Coefficients []Coefficient
	LogLik       float64
	NullLogLik   float64 // of the model that knows no columns
	DF           int     // columns
	LikelihoodP  float64 // of the likelihood ratio test against that model
}

// Ratio is the odds or hazard ratio for a difference of some units in a column,
// such as 10 points of a scale of 60, with its interval.
func (m Model) Ratio(coefficient int, units, level float64) (ratio float64, in Interval, err error) {
	if err := checkLevel(level); err != nil {
		return 0, in, err
	}
	if coefficient < 0 || coefficient >= len(m.Coefficients) || units == 0 {
		return 0, in, notComputable("there is no such contrast")
	}
	c := m.Coefficients[coefficient]
	in = around(c.Value*units, normalQuantile(level)*c.SE*math.Abs(units)).exp()
	return math.Exp(c.Value * units), in, finite([]float64{in.Low, in.High})
}

// fit is where a likelihood is highest.
type fit struct {
	values      []float64
	logLik      float64
	information *mat.SymDense
}

// slope is a log-likelihood at a place, where it rises and how it bends.
type slope struct {
	logLik      float64
	score       []float64
	information *mat.SymDense
}

const (
	mostSteps   = 60
	settled     = 1e-9 // the last step, in standard deviations of the column
	mostHalving = 40
)

// climb finds where a likelihood is highest by Newton's steps, halved where one
// goes too far. n scales the columns. Where the steps do not end, something
// divides the outcomes completely and no number is the answer.
func climb(start []float64, n int, at func(values []float64) (slope, error)) (f fit, err error) {
	values := start
	here, err := at(values)
	if err != nil {
		return f, err
	}
	scale := make([]float64, len(values))
	for i := range scale {
		scale[i] = math.Sqrt(here.information.At(i, i) / float64(n))
	}
	for range mostSteps {
		step, err := solve(here.information, mat.NewVecDense(len(values), here.score))
		if err != nil {
			return f, err
		}
		longest := 0.0
		for i := range values {
			longest = max(longest, math.Abs(step.AtVec(i))*scale[i])
		}
		next, there, err := halved(values, step, here, at)
		if err != nil {
			return f, err
		}
		values, here = next, there
		if longest < settled {
			return fit{values, here.logLik, here.information}, nil
		}
	}
	return f, notComputable("something divides the outcomes completely, so no ratio is large enough")
}

// halved takes a step, or half of it and so on, so that the likelihood does not
// fall.
func halved(values []float64, step *mat.VecDense, here slope, at func([]float64) (slope, error)) (next []float64, there slope, err error) {
	share := 1.0
	for range mostHalving {
		next = make([]float64, len(values))
		for i, v := range values {
			next[i] = v + share*step.AtVec(i)
		}
		if there, err = at(next); err == nil && there.logLik >= here.logLik-1e-9*(1+math.Abs(here.logLik)) {
			return next, there, nil
		}
		share /= 2
	}
	return values, here, notComputable("the model does not settle")
}

// model makes a fit presentable: from columns on are those that the null model
// does not know.
func (f fit) model(n, events, columns int, null float64) (m Model, err error) {
	covariance, err := inverse(f.information)
	if err != nil {
		return m, err
	}
	m = Model{N: n, Events: events, LogLik: f.logLik, NullLogLik: null, DF: columns}
	for i, v := range f.values {
		se := math.Sqrt(covariance.At(i, i))
		m.Coefficients = append(m.Coefficients, Coefficient{Value: v, SE: se, Z: v / se, P: normalP(v / se)})
	}
	m.LikelihoodP = chiSquareP(max(0, 2*(f.logLik-null)), columns)
	return m, nil
}

// checkColumns refuses columns that do not fit the outcomes.
func checkColumns(columns [][]float64, outcomes int) error {
	if len(columns) != outcomes || outcomes == 0 {
		return notComputable("%d rows do not fit %d outcomes", len(columns), outcomes)
	}
	for _, row := range columns {
		if len(row) != len(columns[0]) {
			return notComputable("the rows differ in length")
		}
	}
	if len(columns[0]) == 0 {
		return notComputable("there is no column")
	}
	return finite(columns...)
}
