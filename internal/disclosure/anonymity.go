package disclosure

import (
	"math"
	"slices"
	"strings"
)

// Anonymity is how well people hide among others in rows of data.
type Anonymity struct {
	K       int     // the fewest people who are alike in what could be known of them (Sweeney 2002)
	L       int     // the fewest different sensitive values among people who are alike (Machanavajjhala 2007)
	Entropy float64 // the same as an effective number, e to the entropy; 1 where all have the same value
	T       float64 // the farthest that a sensitive value's shares among people who are alike lie from those of all, 0 to 1 (Li 2007)
	Classes int
}

// AnonymityOf looks at rows: what could be known of each person, and one
// sensitive value each. ordered says that sensitive values have an order, which
// is that of the list; nil for values without one. The zero Anonymity is that
// of no rows.
func AnonymityOf(known [][]string, sensitive, ordered []string) (a Anonymity) {
	classes := classesOf(known)
	if len(classes) == 0 {
		return a
	}
	all := sharesOf(sensitive, everybody(len(sensitive)))
	a = Anonymity{K: math.MaxInt, L: math.MaxInt, Entropy: math.MaxFloat64, Classes: len(classes)}
	for _, people := range classes {
		shares := sharesOf(sensitive, people)
		a.K, a.L = min(a.K, len(people)), min(a.L, len(shares))
		a.Entropy = min(a.Entropy, math.Exp(entropy(shares)))
		a.T = max(a.T, distance(shares, all, ordered))
	}
	return a
}

// Alone are the rows of people who are alike with fewer than k-1 others: those
// to generalise or to leave out.
func Alone(known [][]string, k int) (rows []int) {
	for _, people := range classesOf(known) {
		if len(people) < k {
			rows = append(rows, people...)
		}
	}
	slices.Sort(rows)
	return rows
}

// classesOf are people who are alike, by what is known of them.
func classesOf(known [][]string) map[string][]int {
	classes := make(map[string][]int)
	for i, values := range known {
		key := strings.Join(values, "\x00")
		classes[key] = append(classes[key], i)
	}
	return classes
}

func everybody(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func sharesOf(values []string, of []int) map[string]float64 {
	shares := make(map[string]float64)
	for _, i := range of {
		shares[values[i]] += 1 / float64(len(of))
	}
	return shares
}

func entropy(shares map[string]float64) (sum float64) {
	for _, p := range shares {
		sum -= p * math.Log(p)
	}
	return sum
}

// distance is the earth mover's distance of shares: half the differences where
// values have no order, and how far they must be carried where they have.
func distance(shares, all map[string]float64, ordered []string) (d float64) {
	if len(ordered) < 2 {
		for value, q := range all {
			d += math.Abs(shares[value]-q) / 2
		}
		return d
	}
	carried := 0.0
	for _, value := range ordered[:len(ordered)-1] {
		carried += shares[value] - all[value]
		d += math.Abs(carried)
	}
	return d / float64(len(ordered)-1)
}
