package stats

import (
	"cmp"
	"math"
	"slices"
)

// Agreement is how two coders agree.
type Agreement struct {
	N        int
	Share    float64 // of units on which they agree, weighted where the kappa is
	Chance   float64 // of that share to be expected by chance
	Kappa    float64
	SE       float64 // Fleiss, Cohen and Everitt 1969
	Interval Interval
}

// Weights say how far apart categories of a weighted kappa are.
type Weights func(a, b, categories int) float64

// Unweighted counts agreement only; Linear and Quadratic weigh categories in
// their order.
func Unweighted(a, b, _ int) float64 {
	if a == b {
		return 1
	}
	return 0
}

// Linear weighs by how many categories lie between.
func Linear(a, b, categories int) float64 {
	return 1 - math.Abs(float64(a-b))/float64(categories-1)
}

// Quadratic weighs by the square of that.
func Quadratic(a, b, categories int) float64 {
	apart := float64(a-b) / float64(categories-1)
	return 1 - apart*apart
}

// CohensKappa compares two coders' categories, numbered from 0, unit by unit.
// ErrNotComputable where chance alone would agree on everything: both used one
// category throughout.
func CohensKappa(first, second []int, categories int, weights Weights, level float64) (a Agreement, err error) {
	if err := checkLevel(level); err != nil {
		return a, err
	}
	if len(first) != len(second) || len(first) == 0 || categories < 2 {
		return a, notComputable("%d and %d units do not pair", len(first), len(second))
	}
	n := float64(len(first))
	both := make([][]float64, categories)
	for i := range both {
		both[i] = make([]float64, categories)
	}
	rows, columns := make([]float64, categories), make([]float64, categories)
	for i := range first {
		x, y := first[i], second[i]
		if min(x, y) < 0 || max(x, y) >= categories {
			return a, notComputable("a unit has no category")
		}
		both[x][y] += 1 / n
		rows[x] += 1 / n
		columns[y] += 1 / n
	}
	a.N = len(first)
	for i := range categories {
		for j := range categories {
			w := weights(i, j, categories)
			a.Share += w * both[i][j]
			a.Chance += w * rows[i] * columns[j]
		}
	}
	if 1-a.Chance < zero {
		return Agreement{}, notComputable("both use one category throughout")
	}
	a.Kappa = (a.Share - a.Chance) / (1 - a.Chance)
	a.SE = kappaSE(both, rows, columns, weights, a)
	a.Interval = around(a.Kappa, normalQuantile(level)*a.SE).clamp(-1, 1)
	return a, nil
}

func kappaSE(both [][]float64, rows, columns []float64, weights Weights, a Agreement) float64 {
	k := len(rows)
	rowWeight, columnWeight := make([]float64, k), make([]float64, k)
	for i := range k {
		for j := range k {
			rowWeight[i] += weights(i, j, k) * columns[j]
			columnWeight[j] += weights(i, j, k) * rows[i]
		}
	}
	sum := 0.0
	for i := range k {
		for j := range k {
			inner := weights(i, j, k)*(1-a.Chance) - (rowWeight[i]+columnWeight[j])*(1-a.Share)
			sum += both[i][j] * inner * inner
		}
	}
	middle := a.Share*a.Chance - 2*a.Chance + a.Share
	variance := (sum - middle*middle) / (float64(a.N) * math.Pow(1-a.Chance, 4))
	return math.Sqrt(max(0, variance))
}

// FleissKappa compares many coders: counts[unit][category] is how many chose it,
// as many for every unit (Fleiss 1971).
func FleissKappa(counts [][]int) (float64, error) {
	if len(counts) == 0 || len(counts[0]) < 2 {
		return 0, notComputable("there is nothing to compare")
	}
	coders := 0
	for _, c := range counts[0] {
		coders += c
	}
	if coders < 2 {
		return 0, notComputable("there is one coder only")
	}
	shares, agreed := make([]float64, len(counts[0])), 0.0
	for _, unit := range counts {
		if len(unit) != len(shares) {
			return 0, notComputable("the units differ in categories")
		}
		sum, pairs := 0, 0
		for j, c := range unit {
			sum, pairs = sum+c, pairs+c*(c-1)
			shares[j] += float64(c) / float64(len(counts)*coders)
		}
		if sum != coders {
			return 0, notComputable("not every unit has as many coders")
		}
		agreed += float64(pairs) / float64(coders*(coders-1)*len(counts))
	}
	chance := 0.0
	for _, p := range shares {
		chance += p * p
	}
	if 1-chance < zero {
		return 0, notComputable("all use one category throughout")
	}
	return (agreed - chance) / (1 - chance), nil
}

// Scale is what differences between values mean.
type Scale string

// The four scales of Krippendorff's alpha.
const (
	Nominal       Scale = "nominal"
	OrdinalScale  Scale = "ordinal"
	IntervalScale Scale = "interval"
	RatioScale    Scale = "ratio"
)

// Value is what a coder said of a unit; nil where they did not code it.
type Value = *float64

// KrippendorffsAlpha compares any number of coders, values[coder][unit], with
// gaps (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").
// ErrNotComputable where no unit has two values, or all values are one.
func KrippendorffsAlpha(values [][]Value, scale Scale) (float64, error) {
	units := make(map[int][]float64)
	for _, coder := range values {
		for u, v := range coder {
			if v != nil {
				if err := finite([]float64{*v}); err != nil {
					return 0, err
				}
				units[u] = append(units[u], *v)
			}
		}
	}
	pairable := make(map[float64]float64)
	total := 0.0
	for u, said := range units {
		if len(said) < 2 {
			delete(units, u)
			continue
		}
		for _, v := range said {
			pairable[v]++
			total++
		}
	}
	if total == 0 {
		return 0, notComputable("no unit was coded twice")
	}
	apart := distances(pairable, scale)
	observed, expected := 0.0, 0.0
	for _, u := range sortedKeys(units) {
		said := units[u]
		for i, a := range said {
			for _, b := range said[i+1:] {
				observed += 2 * apart(a, b) / float64(len(said)-1)
			}
		}
	}
	kinds := sortedKeys(pairable)
	for i, a := range kinds {
		for _, b := range kinds[i+1:] {
			expected += 2 * pairable[a] * pairable[b] * apart(a, b)
		}
	}
	if expected == 0 {
		return 0, notComputable("every value is the same")
	}
	return 1 - (total-1)*observed/expected, nil
}

func sortedKeys[K cmp.Ordered, V any](of map[K]V) []K {
	keys := make([]K, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// distances are the squared differences of a scale.
func distances(count map[float64]float64, scale Scale) func(a, b float64) float64 {
	square := func(x float64) float64 { return x * x }
	switch scale {
	case OrdinalScale:
		kinds := sortedKeys(count)
		below := make(map[float64]float64, len(kinds)) // to the middle of each kind
		sum := 0.0
		for _, k := range kinds {
			below[k] = sum + count[k]/2
			sum += count[k]
		}
		return func(a, b float64) float64 { return square(below[a] - below[b]) }
	case IntervalScale:
		return func(a, b float64) float64 { return square(a - b) }
	case RatioScale:
		return func(a, b float64) float64 {
			if a+b == 0 {
				return 0
			}
			return square((a - b) / (a + b))
		}
	}
	return func(a, b float64) float64 {
		if a == b {
			return 0
		}
		return 1
	}
}
