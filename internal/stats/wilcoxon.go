package stats

import (
	"cmp"
	"math"
	"slices"
)

// SignedRank is Wilcoxon's signed rank test of paired values.
type SignedRank struct {
	N     int     // pairs that differ; those that do not are left out (Wilcoxon 1945)
	V     float64 // sum of the ranks of the rises; ties share their middle rank
	P     float64 // two-sided
	Exact bool
}

// mostExact is the highest number of pairs whose ranks are counted out; R does
// the same below 50.
const mostExact = 49

// WilcoxonSignedRank compares paired values by ranks: exactly up to 49 pairs,
// ties included (all assignments of signs to the ranks as they are), beyond
// that by WilcoxonNormal. Without ties it agrees with R's
// wilcox.test(after, before, paired = TRUE). ErrNotComputable where nothing
// changed.
func WilcoxonSignedRank(before, after []float64) (SignedRank, error) {
	w, ranks, err := signedRanks(before, after)
	if err != nil {
		return w, err
	}
	if w.N > mostExact {
		return WilcoxonNormal(before, after)
	}
	w.Exact, w.P = true, exactSigned(ranks, w.V)
	return w, nil
}

// WilcoxonNormal is the normal approximation with corrections for ties and for
// continuity: R's wilcox.test(..., paired = TRUE, exact = FALSE).
func WilcoxonNormal(before, after []float64) (SignedRank, error) {
	w, ranks, err := signedRanks(before, after)
	if err != nil {
		return w, err
	}
	n, squares := float64(w.N), 0.0
	for _, r := range ranks {
		squares += r * r
	}
	z := w.V - n*(n+1)/4
	z -= math.Copysign(min(0.5, math.Abs(z)), z)
	w.P = min(1, normalP(z/math.Sqrt(squares/4)))
	return w, nil
}

func signedRanks(before, after []float64) (w SignedRank, ranks []float64, err error) {
	change, err := differences(before, after)
	if err != nil {
		return w, nil, err
	}
	change = slices.DeleteFunc(change, func(d float64) bool { return d == 0 })
	if w.N = len(change); w.N == 0 {
		return w, nil, notComputable("nothing changed")
	}
	size := make([]float64, len(change))
	for i, d := range change {
		size[i] = math.Abs(d)
	}
	ranks = midRanks(size)
	for i, d := range change {
		if d > 0 {
			w.V += ranks[i]
		}
	}
	return w, ranks, nil
}

// midRanks are the ranks of values from 1 up; ties share their middle rank.
func midRanks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return ranks
}

// exactSigned counts, of all ways to give the ranks a sign, the share whose sum
// is at least as far from the middle. Ranks are doubled, so that middle ranks
// are whole.
func exactSigned(ranks []float64, v float64) float64 {
	total := 0
	for _, r := range ranks {
		total += int(2 * r)
	}
	ways := make([]float64, total+1)
	ways[0] = 1
	reached := 0
	for _, r := range ranks {
		step := int(2 * r)
		reached += step
		for sum := reached; sum >= step; sum-- {
			ways[sum] += ways[sum-step]
		}
	}
	low := int(2 * v)
	low = min(low, total-low)
	tail := 0.0
	for _, n := range ways[:low+1] {
		tail += n
	}
	return min(1, 2*tail/math.Pow(2, float64(len(ranks))))
}
