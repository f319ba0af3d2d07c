package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Ties is how a Cox regression treats people who leave at the same time.
type Ties string

// The two ways. Efron's is nearer the truth and R's choice; Breslow's can be
// summed over sites more simply.
const (
	Efron   Ties = "efron"
	Breslow Ties = "breslow"
)

// Cox fits the log hazard of leaving: R's coxph. ErrNotComputable where nobody
// left, a column never varies among those at risk, or one divides completely.
func Cox(rows [][]float64, stays []Stay, ties Ties) (Model, error) {
	if err := checkColumns(rows, len(stays)); err != nil {
		return Model{}, err
	}
	if err := checkStays(stays); err != nil {
		return Model{}, err
	}
	c := newCox(rows, stays, ties)
	if len(c.times) == 0 {
		return Model{}, notComputable("nobody left")
	}
	columns := len(rows[0])
	start := make([]float64, columns)
	null, err := c.at(start)
	if err != nil {
		return Model{}, err
	}
	f, err := climb(start, c.events, c.at)
	if err != nil {
		return Model{}, err
	}
	return f.model(len(rows), c.events, columns, null.logLik)
}

// cox is a data set in the order in which it is summed: from the last time
// back, people come in at their end and go out at their beginning.
type cox struct {
	ties   Ties
	rows   [][]float64 // centred, so that exponentials stay in range
	stays  []Stay
	byEnd  []int     // latest first
	byFrom []int     // latest first
	times  []float64 // at which somebody left, latest first
	events int
}

func newCox(rows [][]float64, stays []Stay, ties Ties) *cox {
	c := &cox{ties: ties, rows: centred(rows), stays: stays}
	for i, s := range stays {
		c.byEnd, c.byFrom = append(c.byEnd, i), append(c.byFrom, i)
		if s.Left {
			c.events++
			c.times = append(c.times, s.Until)
		}
	}
	slices.SortFunc(c.byEnd, func(a, b int) int { return cmp.Compare(stays[b].Until, stays[a].Until) })
	slices.SortFunc(c.byFrom, func(a, b int) int { return cmp.Compare(stays[b].From, stays[a].From) })
	slices.Sort(c.times)
	slices.Reverse(c.times)
	c.times = slices.Compact(c.times)
	return c
}

func centred(rows [][]float64) [][]float64 {
	means := make([]float64, len(rows[0]))
	for _, row := range rows {
		for j, v := range row {
			means[j] += v / float64(len(rows))
		}
	}
	all := make([][]float64, len(rows))
	for i, row := range rows {
		all[i] = make([]float64, len(row))
		for j, v := range row {
			all[i][j] = v - means[j]
		}
	}
	return all
}

// risk is sums over people of exp(eta), times x, times x twice.
type risk struct {
	s0 float64
	s1 []float64
	s2 *mat.SymDense
}

func newRisk(columns int) *risk {
	return &risk{s1: make([]float64, columns), s2: mat.NewSymDense(columns, nil)}
}

func (r *risk) add(weight float64, x []float64) {
	r.s0 += weight
	for j, v := range x {
		r.s1[j] += weight * v
	}
	r.s2.SymRankOne(r.s2, weight, mat.NewVecDense(len(x), x))
}

// at is the partial likelihood at some coefficients.
func (c *cox) at(coefficients []float64) (slope, error) {
	columns := len(coefficients)
	s := slope{score: make([]float64, columns), information: mat.NewSymDense(columns, nil)}
	weight := make([]float64, len(c.rows))
	for i, row := range c.rows {
		eta := 0.0
		for j, b := range coefficients {
			eta += b * row[j]
		}
		if weight[i] = math.Exp(eta); math.IsInf(weight[i], 0) {
			return s, notComputable("the model does not settle")
		}
	}
	there := newRisk(columns)
	in, out := 0, 0
	for _, time := range c.times {
		leaving, left := newRisk(columns), 0
		for ; in < len(c.byEnd) && c.stays[c.byEnd[in]].Until >= time; in++ {
			there.add(weight[c.byEnd[in]], c.rows[c.byEnd[in]])
		}
		for ; out < len(c.byFrom) && c.stays[c.byFrom[out]].From >= time; out++ {
			there.add(-weight[c.byFrom[out]], c.rows[c.byFrom[out]])
		}
		for i := in - 1; i >= 0 && c.stays[c.byEnd[i]].Until == time; i-- {
			if who := c.byEnd[i]; c.stays[who].Left {
				leaving.add(weight[who], c.rows[who])
				left++
				s.logLik += math.Log(weight[who])
				for j, x := range c.rows[who] {
					s.score[j] += x
				}
			}
		}
		for l := range left {
			share := 0.0 // of those who leave together that Efron takes as gone
			if c.ties == Efron {
				share = float64(l) / float64(left)
			}
			s.less(there, leaving, share)
		}
	}
	return s, nil
}

// less takes one departure's share of the risk off the likelihood.
func (s *slope) less(there, leaving *risk, share float64) {
	s0 := there.s0 - share*leaving.s0
	s.logLik -= math.Log(s0)
	means := make([]float64, len(s.score))
	for j := range means {
		means[j] = (there.s1[j] - share*leaving.s1[j]) / s0
		s.score[j] -= means[j]
	}
	for j := range means {
		for k := j; k < len(means); k++ {
			second := (there.s2.At(j, k) - share*leaving.s2.At(j, k)) / s0
			s.information.SetSym(j, k, s.information.At(j, k)+second-means[j]*means[k])
		}
	}
}
