package directory

import "unicode/utf8"

// term is one word asked for and what counts as finding it.
type term struct {
	asked  string   // as typed
	exact  []string // stems of the word itself, or of the word taken for a misspelling
	others []string // stems of words for the same thing
}

// How much a find counts, by how it was found.
const (
	asAsked   = 2
	asSynonym = 1
)

// terms reads the words of a query. A word the directory does not know, and
// has no other word for, is taken for its nearest spelling.
func (ix *index) terms(text string) (terms []term, corrected map[string]string) {
	for _, w := range meaningful(split(text)) {
		t := term{asked: w.shown, exact: []string{w.stem}, others: kin[w.stem]}
		if !ix.knows(t) {
			if spelling, ok := ix.nearest(w.plain); ok {
				if corrected == nil {
					corrected = make(map[string]string)
				}
				corrected[w.shown] = spelling
				t.exact, t.others = []string{ix.spelled[spelling]}, kin[ix.spelled[spelling]]
			}
		}
		terms = append(terms, t)
	}
	return terms, corrected
}

func (ix *index) knows(t term) bool {
	for _, stem := range append(t.exact[:len(t.exact):len(t.exact)], t.others...) {
		if len(ix.postings[stem]) > 0 {
			return true
		}
	}
	return false
}

// nearest returns the word of the directory that is one slip away (two for
// words of eight letters and more), the commonest of equals.
func (ix *index) nearest(plain string) (string, bool) {
	length := utf8.RuneCountInString(plain)
	if length < shortestStemmed {
		return "", false
	}
	allowed := 1
	if length >= 8 {
		allowed = 2
	}
	best, bestSlips, bestUse := "", allowed+1, 0
	for spelling, stem := range ix.spelled {
		n := slips(plain, spelling, min(allowed, bestSlips))
		use := len(ix.postings[stem])
		if n < bestSlips || n == bestSlips && n <= allowed && (use > bestUse || use == bestUse && spelling < best) {
			best, bestSlips, bestUse = spelling, n, use
		}
	}
	return best, bestSlips <= allowed
}

// slips counts the letters to add, drop, change or swap with a neighbour to
// turn a into b. It gives up and returns more than allowed when there are more.
func slips(a, b string, allowed int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > allowed || len(y)-len(x) > allowed {
		return allowed + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > allowed {
			return allowed + 1
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
