package stats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"testing"
)

// object is one thing as JSON has it.
type object = map[string]any

// oracle asks R about many cases at once.
type oracle struct {
	t     *testing.T
	cases []object
	names []string
	ours  []map[string]float64
}

func newOracle(t *testing.T) *oracle {
	t.Helper()
	if _, err := exec.LookPath("Rscript"); err != nil {
		t.Skip("R is not installed")
	}
	return &oracle{t: t}
}

// near is how near R is to be; R's own iterations end at about as much.
const near = 1e-6

// expect adds a case: what R is asked, and what we answer.
func (o *oracle) expect(name, kind string, data object, ours map[string]float64, err error) {
	o.t.Helper()
	if err != nil {
		o.t.Errorf("%s: %v", name, err)
		return
	}
	o.names = append(o.names, name)
	o.cases = append(o.cases, object{"kind": kind, "data": data})
	o.ours = append(o.ours, ours)
}

func runR(t *testing.T, input []byte, arguments ...string) []byte {
	t.Helper()
	command := exec.Command("Rscript", append([]string{"--vanilla", "testdata/oracle.R"}, arguments...)...)
	command.Stdin = bytes.NewReader(input)
	var faults bytes.Buffer
	command.Stderr = &faults
	output, err := command.Output()
	if err != nil {
		t.Fatalf("R: %v\n%s", err, faults.String())
	}
	return output
}

// ask compares everything that was added.
func (o *oracle) ask() {
	o.t.Helper()
	input, err := json.Marshal(o.cases)
	if err != nil {
		o.t.Fatal(err)
	}
	var answers []map[string]*float64
	if err := json.Unmarshal(runR(o.t, input, "answer"), &answers); err != nil {
		o.t.Fatal(err)
	}
	compared := 0
	for i, want := range answers {
		for name, ours := range o.ours[i] {
			theirs := want[name]
			if theirs == nil {
				o.t.Errorf("%s: R says nothing of %s", o.names[i], name)
				continue
			}
			if compared++; math.Abs(ours-*theirs) > near*max(1, math.Abs(*theirs)) {
				o.t.Errorf("%s: %s is %.10g, in R %.10g", o.names[i], name, ours, *theirs)
			}
		}
	}
	if compared == 0 {
		o.t.Error("nothing was compared")
	}
}

// classic are data sets that come with R.
type classic struct {
	Sleep  struct{ Before, After []float64 }
	Lung   followed
	AML    followed
	Nile   []float64
	Infert struct {
		Rows     [][]float64
		Outcomes []bool
	}
	Housing struct {
		Rows       [][]float64
		Categories []int
	}
}

type followed struct {
	Until []float64
	Left  []bool
	From  []float64
	Rows  [][]float64
	Group []int
}

func (f followed) stays() []Stay {
	stays := make([]Stay, len(f.Until))
	for i := range stays {
		stays[i] = Stay{Until: f.Until[i], Left: f.Left[i]}
		if f.From != nil {
			stays[i].From = f.From[i]
		}
	}
	return stays
}

func (f followed) asked(more object) object {
	from := f.From
	if from == nil {
		from = make([]float64, len(f.Until))
	}
	more["until"], more["left"], more["from"] = f.Until, f.Left, from
	if f.Rows != nil {
		more["rows"] = f.Rows
	}
	return more
}

func (f followed) groups() [][]Stay {
	var groups [][]Stay
	for i, s := range f.stays() {
		for len(groups) < f.Group[i] {
			groups = append(groups, nil)
		}
		groups[f.Group[i]-1] = append(groups[f.Group[i]-1], s)
	}
	return groups
}

func classics(t *testing.T) (c classic) {
	t.Helper()
	if err := json.Unmarshal(runR(t, nil, "data"), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 5)) }

// made is a follow-up with ties, people who were there before, and columns that
// matter.
func made(seed uint64, n int, truncated bool) followed {
	r, f := random(seed), followed{}
	for range n {
		x := []float64{r.NormFloat64(), float64(r.IntN(2)), 50 + 10*r.NormFloat64()}
		stay := math.Ceil(12 * r.ExpFloat64() * math.Exp(-0.5*x[0]-0.7*x[1]))
		from := 0.0
		if truncated {
			from = float64(r.IntN(6))
		}
		seen := from + 1 + float64(r.IntN(30))
		f.Rows, f.From = append(f.Rows, x), append(f.From, from)
		f.Until, f.Left = append(f.Until, min(from+stay, seen)), append(f.Left, from+stay <= seen)
		f.Group = append(f.Group, 1+r.IntN(3))
	}
	return f
}

func scores(r *rand.Rand, n int, whole bool) (before, after []float64) {
	for range n {
		b := 20 + 5*r.NormFloat64()
		a := b + 1.5 + 3*r.NormFloat64()
		if whole {
			b, a = math.Round(b), math.Round(a)
		}
		before, after = append(before, b), append(after, a)
	}
	return before, after
}

func TestComparisonsAgreeWithR(t *testing.T) {
	o, c := newOracle(t), classics(t)
	pairs := map[string][2][]float64{"sleep": {c.Sleep.Before, c.Sleep.After}}
	for i, n := range []int{2, 5, 30, 200} {
		b, a := scores(random(uint64(i)), n, n == 200)
		pairs[fmt.Sprintf("made %d", n)] = [2][]float64{b, a}
	}
	for name, p := range pairs {
		for _, level := range []float64{0.9, 0.95} {
			change, err := PairedT(p[0], p[1], level)
			effects, also := EffectsOf(p[0], p[1])
			if also != nil {
				t.Error(also)
			}
			o.expect(name, "paired", object{"before": p[0], "after": p[1], "level": level}, map[string]float64{"mean": change.Mean, "t": change.T, "p": change.P,
				"low": change.Interval.Low, "high": change.Interval.High, "d": effects.D, "srm": effects.SRM}, err)
		}
		normal, err := WilcoxonNormal(p[0], p[1])
		o.expect(name+" normal", "wilcoxon", object{"before": p[0], "after": p[1], "exact": false}, map[string]float64{"v": normal.V, "p": normal.P}, err)
		if name == "sleep" || len(p[0]) == 200 {
			continue // R counts nothing out where there are ties
		}
		exact, err := WilcoxonSignedRank(p[0], p[1])
		o.expect(name+" exact", "wilcoxon", object{"before": p[0], "after": p[1], "exact": true}, map[string]float64{"v": exact.V, "p": exact.P}, err)
	}
	for _, k := range [][2]int{{0, 1}, {1, 1}, {0, 20}, {20, 20}, {3, 17}, {32, 245}, {500, 1000}} {
		w, err := Wilson(k[0], k[1], 0.95)
		e, also := Exact(k[0], k[1], 0.95)
		if also != nil {
			t.Error(also)
		}
		o.expect(fmt.Sprint("share ", k), "share", object{"yes": k[0], "of": k[1], "level": 0.95}, map[string]float64{"wlow": w.Low, "whigh": w.High, "elow": e.Low, "ehigh": e.High}, err)
	}
	for _, k := range [][2]int{{1, 0}, {3, 3}, {9, 2}, {40, 61}} {
		m, err := McNemarOf(k[0], k[1])
		o.expect(fmt.Sprint("mcnemar ", k), "mcnemar", object{"gained": k[0], "lost": k[1]}, map[string]float64{"chi": m.ChiSquare, "p": m.P, "plain": m.Plain, "plainp": m.PlainP, "exact": m.ExactP}, err)
	}
	o.ask()
}

func TestSurvivalAgreesWithR(t *testing.T) {
	o, c := newOracle(t), classics(t)
	all := map[string]followed{"lung": c.Lung, "aml": c.AML, "made": made(1, 150, false), "made, there before": made(2, 150, true)}
	for name, f := range all {
		rows, err := Times(f.stays())
		if err != nil {
			t.Fatal(err)
		}
		for _, bounds := range []Bounds{Plain, Log, LogLog} {
			curve, err := KaplanMeier(rows, bounds, 0.95)
			o.expect(name+" "+string(bounds), "km", f.asked(object{"bounds": bounds, "level": 0.95}), curveNumbers(t, curve), err)
		}
		if f.Group != nil && name != "made, there before" {
			l, err := LogRankOf(f.groups()...)
			o.expect(name+" log-rank", "logrank", f.asked(object{"group": f.Group}), map[string]float64{"chi": l.ChiSquare, "p": l.P, "e0": l.Expected[0], "o0": float64(l.Observed[0])}, err)
		}
		if f.Rows != nil {
			for _, ties := range []Ties{Efron, Breslow} {
				m, err := Cox(f.Rows, f.stays(), ties)
				o.expect(name+" cox "+string(ties), "cox", f.asked(object{"ties": ties}), modelNumbers(m), err)
			}
		}
	}
	o.ask()
}

func curveNumbers(t *testing.T, curve []Step) map[string]float64 {
	t.Helper()
	n, i := make(map[string]float64), 0
	for _, s := range curve {
		if s.Events == 0 {
			continue
		}
		if s.Survival > 0 {
			n[fmt.Sprint("s", i)], n[fmt.Sprint("se", i)] = s.Survival, s.SE
			n[fmt.Sprint("low", i)], n[fmt.Sprint("high", i)] = s.Interval.Low, s.Interval.High
		}
		i++
	}
	if median, err := Median(curve); err == nil {
		n["median"] = median
	}
	return n
}

func modelNumbers(m Model) map[string]float64 {
	n := map[string]float64{"loglik": m.LogLik}
	if m.NullLogLik != 0 {
		n["null"] = m.NullLogLik
	}
	for i, c := range m.Coefficients {
		n[fmt.Sprint("b", i)], n[fmt.Sprint("se", i)] = c.Value, c.SE
	}
	return n
}

func TestRegressionsAgreeWithR(t *testing.T) {
	o, c := newOracle(t), classics(t)
	m, err := Logistic(c.Infert.Rows, c.Infert.Outcomes)
	o.expect("infert", "logistic", object{"rows": c.Infert.Rows, "outcomes": c.Infert.Outcomes}, modelNumbers(m), err)
	ordinal := func(name string, rows [][]float64, categories []int) {
		f, err := OrdinalRegression(rows, categories)
		f.Coefficients = append(f.Coefficients, f.Cuts...)
		n := modelNumbers(f.Model)
		delete(n, "null")
		o.expect(name, "ordinal", object{"rows": rows, "categories": categories}, n, err)
	}
	ordinal("housing", c.Housing.Rows, c.Housing.Categories)
	for seed := range uint64(4) {
		rows, outcomes, categories := madeOutcomes(seed, 120)
		m, err := Logistic(rows, outcomes)
		o.expect(fmt.Sprint("made ", seed), "logistic", object{"rows": rows, "outcomes": outcomes}, modelNumbers(m), err)
		ordinal(fmt.Sprint("made ordinal ", seed), rows, categories)
	}
	o.ask()
}

func madeOutcomes(seed uint64, n int) (rows [][]float64, outcomes []bool, categories []int) {
	r := random(seed)
	for range n {
		x := []float64{r.NormFloat64(), float64(r.IntN(2)), r.NormFloat64()}
		pull := 0.8*x[0] - 0.6*x[1] + 0.4*x[2]
		noise := math.Log(1/(1-r.Float64()) - 1)
		rows, outcomes = append(rows, x), append(outcomes, pull-noise > 0.2)
		category := 0
		for _, cut := range []float64{-1, 0, 1.2} {
			if pull-noise > cut {
				category++
			}
		}
		categories = append(categories, category)
	}
	return rows, outcomes, categories
}

func TestAgreementAgreesWithR(t *testing.T) {
	o := newOracle(t)
	for seed := range uint64(3) {
		r := random(seed)
		const categories = 4
		first, second := make([]int, 80), make([]int, 80)
		answers := make([][]float64, 60)
		for i := range first {
			first[i] = r.IntN(categories)
			if second[i] = first[i]; r.IntN(3) == 0 {
				second[i] = r.IntN(categories)
			}
		}
		for i := range answers {
			trait := r.NormFloat64()
			for j := range 5 {
				answers[i] = append(answers[i], math.Round(3+trait+0.3*float64(j)+0.8*r.NormFloat64()))
			}
		}
		weighing := make([][]float64, categories)
		for kind, weights := range map[string]Weights{"plain": Unweighted, "linear": Linear, "quadratic": Quadratic} {
			for i := range weighing {
				weighing[i] = make([]float64, categories)
				for j := range weighing[i] {
					weighing[i][j] = weights(i, j, categories)
				}
			}
			k, err := CohensKappa(first, second, categories, weights, 0.95)
			w, _ := json.Marshal(weighing)
			o.expect(kind+" kappa", "kappa", object{"first": first, "second": second, "categories": categories, "w": json.RawMessage(w)}, map[string]float64{"kappa": k.Kappa, "se": k.SE}, err)
		}
		alpha, err := CronbachsAlpha(answers)
		o.expect("alpha", "alpha", object{"answers": answers}, map[string]float64{"alpha": alpha}, err)
		c, err := ICCOf(answers)
		o.expect("icc", "icc", object{"scores": answers}, map[string]float64{"i11": c.OneWay, "i21": c.Random, "i31": c.Fixed, "i1k": c.OneWayMean, "i2k": c.RandomMean, "i3k": c.FixedMean}, err)
	}
	o.ask()
}

// The flow of the Nile, 1871 to 1970: two years lie outside.
func TestTheNile(t *testing.T) {
	newOracle(t)
	points, err := XmR{}.Points(classics(t).Nile)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "mean", points[0].Mean, 919.35, near)
	is(t, "low", points[0].Low, 564.8982828, near)
	is(t, "high", points[0].High, 1273.8017172, near)
	for i, p := range points {
		if p.Outside != (i == 8 || i == 42) {
			t.Errorf("year %d: %+v", 1871+i, p)
		}
	}
}
