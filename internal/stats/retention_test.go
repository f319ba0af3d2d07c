package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// What goes with having thought of leaving, as a study of 342 link workers
// printed it: the job being other than expected, per 30 units, and less
// confidence in one's own work, per 10 units. Here it is the truth, and people
// are made up by it.
const (
	discrepancyRatio, discrepancyUnits = 6.86, 30.0
	efficacyRatio, efficacyUnits       = 1.91, -10.0 // per 10 fewer
	workers                            = 342
)

// retention makes up the answers of link workers: discrepancy from 0 to 100, and
// six questions on self-efficacy that make 6 to 36.
func retention(seed uint64) (rows [][]float64, thoughtOfLeaving []bool) {
	r := random(seed)
	score := func(mean, sd, least, most float64) float64 {
		return min(max(math.Round(mean+sd*r.NormFloat64()), least), most)
	}
	for range workers {
		discrepancy, efficacy := score(35, 20, 0, 100), score(27, 5, 6, 36)
		odds := math.Log(discrepancyRatio)/discrepancyUnits*(discrepancy-40) + math.Log(efficacyRatio)/efficacyUnits*(efficacy-27)
		rows = append(rows, []float64{discrepancy, efficacy})
		thoughtOfLeaving = append(thoughtOfLeaving, happens(r, odds))
	}
	return rows, thoughtOfLeaving
}

func happens(r *rand.Rand, logOdds float64) bool { return r.Float64() < expit(logOdds) }

var contrasts = []struct {
	name                string
	coefficient         int
	units, known, level float64
}{
	{"discrepancy per 30", 1, discrepancyUnits, discrepancyRatio, 0.95},
	{"self-efficacy per 10 fewer", 2, efficacyUnits, efficacyRatio, 0.95},
	{"discrepancy per 30 at 99%", 1, discrepancyUnits, discrepancyRatio, 0.99},
}

func TestOddsRatiosPerUnitsAgreeWithR(t *testing.T) {
	o := newOracle(t)
	for seed := range uint64(3) {
		rows, outcomes := retention(seed)
		m, err := Logistic(rows, outcomes)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range contrasts {
			ratio, in, err := m.Ratio(c.coefficient, c.units, c.level)
			o.expect(fmt.Sprint(c.name, ", seed ", seed), "ratio",
				object{"rows": rows, "outcomes": outcomes, "coefficient": c.coefficient, "units": c.units, "level": c.level},
				map[string]float64{"ratio": ratio, "low": in.Low, "high": in.High, "p": m.Coefficients[c.coefficient].P}, err)
		}
	}
	o.ask()
}

// An interval of 95% covers what is true in about 95 of 100 studies, and what a
// study would print of it is consistent.
func TestIntervalsCoverWhatIsTrue(t *testing.T) {
	const studies = 400
	covered := make([]int, len(contrasts))
	for seed := range uint64(studies) {
		rows, outcomes := retention(seed)
		m, err := Logistic(rows, outcomes)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range contrasts {
			ratio, in, err := m.Ratio(c.coefficient, c.units, c.level)
			if err != nil {
				t.Fatal(err)
			}
			if in.Low <= c.known && c.known <= in.High {
				covered[i]++
			}
			printed := Published{Ratio: fmt.Sprintf("%.2f", ratio), Low: fmt.Sprintf("%.2f", in.Low), High: fmt.Sprintf("%.2f", in.High),
				Level: c.level, P: fmt.Sprintf("%.3f", m.Coefficients[c.coefficient].P)}
			if fit, err := printed.Consistent(); err != nil || fit.RatioFits != Fits || fit.PFits != Fits {
				t.Errorf("%+v: %+v, %v", printed, fit, err)
			}
		}
	}
	for i, c := range contrasts {
		share, err := Exact(covered[i], studies, 0.999)
		if err != nil || share.Low > c.level || share.High < c.level {
			t.Errorf("%s: %d of %d intervals cover it", c.name, covered[i], studies)
		}
		t.Logf("%s: %d of %d intervals cover %v", c.name, covered[i], studies, c.known)
	}
}
