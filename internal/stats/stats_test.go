package stats

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func is(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

func computed[T any](t *testing.T, got T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// What the data do not determine is said so, with a reason.
func TestNotComputable(t *testing.T) {
	same, none := []float64{3, 3, 3}, []float64{}
	twice := [][]float64{{1, 2}, {2, 4}, {3, 6}, {4, 8}, {5, 10}, {6, 12}}
	divided := [][]float64{{1}, {2}, {3}, {4}, {5}, {6}}
	half := []bool{false, false, false, true, true, true}
	mixed := []bool{false, true, false, true, false, true}
	for name, act := range map[string]func() error{
		"one value":            func() error { _, err := MeanOf([]float64{1}); return err },
		"a missing value":      func() error { _, err := MeanOf([]float64{1, math.NaN()}); return err },
		"pairs that do not":    func() error { _, err := PairedT(same, none, 0.95); return err },
		"all changed alike":    func() error { _, err := PairedT(same, []float64{4, 4, 4}, 0.95); return err },
		"a level of 95":        func() error { _, err := PairedT(none, none, 95); return err },
		"all began alike":      func() error { _, err := EffectsOf(same, []float64{4, 5, 6}); return err },
		"two groups all alike": func() error { _, err := Between(same, same); return err },
		"nothing changed":      func() error { _, err := WilcoxonSignedRank(same, same); return err },
		"nobody asked":         func() error { _, err := Wilson(0, 0, 0.95); return err },
		"more than all":        func() error { _, err := Exact(3, 2, 0.95); return err },
		"nobody changed sides": func() error { _, err := McNemarOf(0, 0); return err },
		"no reliability":       func() error { _, err := Noise{SD: 1, Reliability: 1.2}.SEM(); return err },
		"no noise":             func() error { _, err := Noise{SD: 1, Reliability: 1}.ReliableChange(0.95); return err },
		"one point":            func() error { _, err := XmR{}.Points([]float64{1}); return err },
		"one point after":      func() error { _, err := XmR{Rebase: []int{2}}.Points([]float64{1, 2, 3}); return err },
		"nobody followed":      func() error { _, err := Times(nil); return err },
		"ends before it began": func() error { _, err := Times([]Stay{{From: 2, Until: 2}}); return err },
		"more gone than there": func() error { _, err := KaplanMeier([]AtTime{{1, 1, 2, 0}}, Log, 0.95); return err },
		"one group":            func() error { _, err := LogRankOf([]Stay{{Until: 1}}); return err },
		"an empty group":       func() error { _, err := LogRankOf([]Stay{{Until: 1, Left: true}}, nil); return err },
		"nobody left":          func() error { _, err := Cox([][]float64{{1}, {2}}, []Stay{{Until: 1}, {Until: 2}}, Efron); return err },
		"all left":             func() error { _, err := Logistic(divided, []bool{true, true, true, true, true, true}); return err },
		"divided completely":   func() error { _, err := Logistic(divided, half); return err },
		"divided at one point": func() error {
			_, err := Logistic([][]float64{{1}, {1}, {1}, {0}, {0}, {0}}, []bool{true, true, true, false, true, false})
			return err
		},
		"columns say the same": func() error { _, err := Logistic(twice, mixed); return err },
		"a column never varies": func() error {
			_, err := Logistic([][]float64{{1}, {1}, {1}, {1}, {1}, {1}}, mixed)
			return err
		},
		"rows of other lengths": func() error { _, err := Logistic([][]float64{{1}, {1, 2}}, []bool{true, false}); return err },
		"an empty category":     func() error { _, err := OrdinalRegression(divided, []int{0, 2, 0, 2, 0, 2}); return err },
		"ordered completely":    func() error { _, err := OrdinalRegression(divided, []int{0, 0, 1, 1, 2, 2}); return err },
		"no such contrast":      func() error { _, _, err := Model{}.Ratio(0, 1, 0.95); return err },
		"one category":          func() error { _, err := CohensKappa([]int{1, 1}, []int{1, 1}, 2, Unweighted, 0.95); return err },
		"one coder":             func() error { _, err := FleissKappa([][]int{{1, 0}}); return err },
		"uneven coders":         func() error { _, err := FleissKappa([][]int{{1, 1}, {3, 0}}); return err },
		"nothing coded twice": func() error {
			v := 1.0
			_, err := KrippendorffsAlpha([][]Value{{&v, nil}, {nil, &v}}, Nominal)
			return err
		},
		"one item":       func() error { _, err := CronbachsAlpha([][]float64{{1}, {2}}); return err },
		"subjects alike": func() error { _, err := ICCOf([][]float64{{1, 2}, {1, 2}}); return err },
	} {
		if err := act(); !errors.Is(err, ErrNotComputable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// finiteDeep says whether every number in an answer is one.
func finiteDeep(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return !math.IsNaN(v.Float()) && !math.IsInf(v.Float(), 0)
	case reflect.Struct:
		for i := range v.NumField() {
			if !finiteDeep(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !finiteDeep(v.Index(i)) {
				return false
			}
		}
	}
	return true
}

// Whatever small, odd data come, an answer has numbers in it or is an error.
func TestNoAnswerIsNoNumber(t *testing.T) {
	value := rapid.SampledFrom([]float64{-1e9, -3, -1, 0, 0, 1, 1, 2, 3, 1e-9, 1e12})
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(rt, "n")
		a := rapid.SliceOfN(value, n, n).Draw(rt, "a")
		b := rapid.SliceOfN(value, n, n).Draw(rt, "b")
		yes := rapid.SliceOfN(rapid.Bool(), n, n).Draw(rt, "yes")
		kinds := rapid.SliceOfN(rapid.IntRange(0, 2), n, n).Draw(rt, "kinds")
		rows, stays, table := make([][]float64, n), make([]Stay, n), make([][]float64, n)
		for i := range n {
			rows[i], table[i] = []float64{a[i]}, []float64{a[i], b[i]}
			stays[i] = Stay{Until: 1 + math.Mod(math.Abs(b[i]), 7), Left: yes[i]}
		}
		check := func(name string, answer any, err error) {
			if err != nil && !errors.Is(err, ErrNotComputable) {
				rt.Fatalf("%s: %v", name, err)
			}
			if err == nil && !finiteDeep(reflect.ValueOf(answer)) {
				rt.Fatalf("%s answers %+v", name, answer)
			}
		}
		try := func(name string, act func() (any, error)) { answer, err := act(); check(name, answer, err) }
		try("paired", func() (any, error) { return PairedT(a, b, 0.95) })
		try("effects", func() (any, error) { return EffectsOf(a, b) })
		try("between", func() (any, error) { return Between(a, b) })
		try("wilcoxon", func() (any, error) { return WilcoxonSignedRank(a, b) })
		try("normal", func() (any, error) { return WilcoxonNormal(a, b) })
		try("xmr", func() (any, error) { return XmR{Screen: yes[0]}.Points(a) })
		try("logistic", func() (any, error) { return Logistic(rows, yes) })
		try("ordinal", func() (any, error) { return OrdinalRegression(rows, kinds) })
		try("cox", func() (any, error) { return Cox(rows, stays, Efron) })
		try("log-rank", func() (any, error) { return LogRankOf(stays[:n/2], stays[n/2:]) })
		try("kappa", func() (any, error) { return CohensKappa(kinds, turnedRound(kinds), 3, Quadratic, 0.95) })
		try("alpha", func() (any, error) { return CronbachsAlpha(table) })
		try("icc", func() (any, error) { return ICCOf(table) })
		if times, err := Times(stays); err == nil {
			try("curve", func() (any, error) { return KaplanMeier(times, LogLog, 0.95) })
		}
	})
}

// Turning a scale round turns signs and nothing else.
func TestReversingAScaleTurnsSigns(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before, after := scores(random(rapid.Uint64().Draw(rt, "seed")), 12, rapid.Bool().Draw(rt, "whole"))
		turned := func(of []float64) []float64 {
			all := make([]float64, len(of))
			for i, v := range of {
				all[i] = 70 - v
			}
			return all
		}
		one, err := PairedT(before, after, 0.95)
		two, also := PairedT(turned(before), turned(after), 0.95)
		if (err == nil) != (also == nil) {
			rt.Fatal(err, also)
		}
		if err != nil {
			rt.Skip(err) // neither can be computed
		}
		if math.Abs(one.T+two.T) > 1e-9 || math.Abs(one.P-two.P) > 1e-9 || math.Abs(one.Interval.Low+two.Interval.High) > 1e-9 {
			rt.Fatalf("%+v\n%+v", one, two)
		}
		w, err := WilcoxonSignedRank(before, after)
		v, also := WilcoxonSignedRank(turned(before), turned(after))
		if err != nil || also != nil {
			rt.Fatal(err, also)
		}
		if n := float64(w.N); math.Abs(w.P-v.P) > 1e-9 || math.Abs(w.V+v.V-n*(n+1)/2) > 1e-9 {
			rt.Fatalf("%+v %+v", w, v)
		}
	})
}

// Sums of sites are the sums of everybody, however the rows are divided; a site
// with nothing changes nothing.
func TestFederatedIsPooled(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows, outcomes, _ := madeOutcomes(rapid.Uint64().Draw(rt, "seed"), 90)
		first := rapid.IntRange(1, 60).Draw(rt, "first")
		second := rapid.IntRange(first+1, 89).Draw(rt, "second")
		pooled, err := Logistic(rows, outcomes)
		if err != nil {
			rt.Fatal(err)
		}
		federated, err := LogisticOver(3, func(coefficients []float64) (all LogisticSums, err error) {
			for _, site := range [][2]int{{0, first}, {first, second}, {second, 90}} {
				sums, err := LogisticAt(coefficients, rows[site[0]:site[1]], outcomes[site[0]:site[1]])
				if err != nil {
					return all, err
				}
				all = all.Add(sums).Add(LogisticSums{Score: make([]float64, 4), Information: make([]float64, 16)})
			}
			return all, nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		for i, c := range federated.Coefficients {
			if math.Abs(c.Value-pooled.Coefficients[i].Value) > 1e-6 || math.Abs(c.SE-pooled.Coefficients[i].SE) > 1e-6 {
				rt.Fatalf("%+v\n%+v", pooled, federated)
			}
		}
		stays := made(uint64(first), 90, true).stays()
		all, err := Times(stays)
		if err != nil {
			rt.Fatal(err)
		}
		times := make([]float64, len(all))
		for i, row := range all {
			times[i] = row.Time
		}
		var sites [][]AtTime
		for _, site := range [][2]int{{0, first}, {first, second}, {second, 90}} {
			counted, err := At(stays[site[0]:site[1]], times)
			if err != nil {
				rt.Fatal(err)
			}
			sites = append(sites, counted)
		}
		summed, err := SumTimes(sites...)
		if err != nil || !slices.Equal(summed, all) {
			rt.Fatalf("%v\n%v\n%v", err, all, summed)
		}
	})
}

// All signs that the ranks could have, counted one by one, ties included.
func TestExactRanksAreCounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(rt, "n")
		change := rapid.SliceOfN(rapid.SampledFrom([]float64{-3, -2, -1, 1, 2, 2.5, 3}), n, n).Draw(rt, "change")
		w, ranks, err := signedRanks(make([]float64, n), change)
		if err != nil {
			rt.Fatal(err)
		}
		middle, far := float64(n*(n+1))/4, 0
		for signs := range 1 << n {
			v := 0.0
			for i, r := range ranks {
				if signs>>i&1 == 1 {
					v += r
				}
			}
			if math.Abs(v-middle) >= math.Abs(w.V-middle)-1e-9 {
				far++
			}
		}
		if got, want := exactSigned(ranks, w.V), float64(far)/float64(int(1)<<n); math.Abs(got-want) > 1e-12 {
			rt.Fatalf("%v: %v, not %v", change, got, want)
		}
	})
}

// The published examples of the measures of agreement.
func TestPublishedAgreement(t *testing.T) {
	fleiss := [][]int{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}}
	got, err := FleissKappa(fleiss)
	is(t, "Fleiss' kappa", computed(t, got, err), 0.20993, 5e-6)

	const gap = -1
	coders := [][]float64{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3},
		{gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap},
	}
	values := make([][]Value, len(coders))
	for c, units := range coders {
		for _, v := range units {
			if v == gap {
				values[c] = append(values[c], nil)
				continue
			}
			values[c] = append(values[c], &v)
		}
	}
	for scale, want := range map[Scale]float64{Nominal: 0.743, OrdinalScale: 0.815, IntervalScale: 0.849, RatioScale: 0.797} {
		got, err := KrippendorffsAlpha(values, scale)
		is(t, "alpha, "+string(scale), computed(t, got, err), want, 5e-4)
	}

	c, err := ICCOf([][]float64{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}})
	computed(t, c, err)
	for want, got := range map[float64]float64{0.17: c.OneWay, 0.29: c.Random, 0.71: c.Fixed, 0.44: c.OneWayMean, 0.62: c.RandomMean, 0.91: c.FixedMean} {
		is(t, "an intraclass correlation of Shrout and Fleiss", got, want, 5e-3)
	}
}

func TestReliableChange(t *testing.T) {
	n := Noise{SD: 4, Reliability: 0.84}
	sem, err := n.SEM()
	is(t, "SEM", computed(t, sem, err), 1.6, 1e-12)
	least, err := n.ReliableChange(0.95)
	is(t, "reliable change", computed(t, least, err), 2.7718*1.6, 1e-3)
}

func TestHedgesCorrection(t *testing.T) {
	for df, want := range map[int]float64{2: 0.5641896, 10: 0.9227456, 50: 0.9849119} { // gamma functions, by hand
		is(t, "J", hedges(df), want, 1e-6)
	}
}

func TestARatioOfManyUnits(t *testing.T) {
	m := Model{Coefficients: []Coefficient{{Value: math.Log(2) / 10, SE: 0.01}}}
	ratio, in, err := m.Ratio(0, 10, 0.95)
	is(t, "ratio", computed(t, ratio, err), 2, 1e-12)
	is(t, "low", in.Low, 2*math.Exp(-0.1959964), 1e-6)
	back, turned, err := m.Ratio(0, -10, 0.95)
	is(t, "ratio of fewer", computed(t, back, err), 0.5, 1e-12)
	is(t, "low of fewer", turned.Low, 1/in.High, 1e-9)
}

func turnedRound(of []int) []int {
	all := slices.Clone(of)
	slices.Reverse(all)
	return all
}
