package search

import (
	"math"
	"strings"
)

// term is a word or phrase asked for, and what counts as finding it.
type term struct {
	asked  string
	ways   []way
	rarity int // see rarityOf
}

// way is one way to find a term: all of these stems.
type way struct {
	stems []string
	how   How
}

// terms reads the words of a query. A word that nobody uses, and that has no
// other word in use, is taken for its nearest spelling, or for two words that
// were written as one. Small words count where nothing else is asked for:
// "somewhere to go" says something alone, and nothing beside "on Sundays".
func (ix *Index) terms(text string, alone bool) (terms []term, corrected map[string]string) {
	words := Split(text)
	corrected = make(map[string]string)
	if terms = ix.read(words, stopwords, corrected); len(terms) == 0 && alone {
		terms = ix.read(words, nil, corrected) // nothing but small words
	}
	if len(corrected) == 0 {
		corrected = nil
	}
	return terms, corrected
}

// read takes phrases, and words that are not to be left out.
func (ix *Index) read(words []Word, leftOut map[string]bool, corrected map[string]string) (terms []term) {
	for i := 0; i < len(words) && len(terms) < maxQueryWords; {
		t, n := ix.phrase(words[i:])
		if n == 0 && leftOut != nil {
			if skipped := filler(words[i:]); skipped > 0 {
				i += skipped
				continue
			}
		}
		if n == 0 {
			n = 1
			if leftOut[Fold(words[i].Shown)] { // as written: wellbeing is not two small words
				i++
				continue
			}
			t = ix.term(words[i].Shown, []string{words[i].Stem}, Exact)
		}
		if n > 1 || ix.known(t) {
			terms = append(terms, t)
		} else {
			terms = append(terms, ix.taken(words[i], t, corrected)...)
		}
		i += n
	}
	return terms
}

// phrase finds the longest phrase of the synonyms with which words begin.
func (ix *Index) phrase(words []Word) (term, int) {
	for n := min(ix.synonyms.longest, len(words)); n > 1; n-- {
		stems, shown := make([]string, n), make([]string, n)
		for i, w := range words[:n] {
			stems[i], shown[i] = w.Stem, w.Shown
		}
		if _, ok := ix.synonyms.kin[strings.Join(stems, " ")]; ok {
			return ix.term(strings.Join(shown, " "), stems, Exact), n
		}
	}
	return term{}, 0
}

// term is a word with the other words for it.
func (ix *Index) term(asked string, stems []string, how How) term {
	t := term{asked: asked, ways: []way{{stems, how}}}
	for _, other := range ix.synonyms.kin[strings.Join(stems, " ")] {
		t.ways = append(t.ways, way{strings.Split(other, " "), Synonym})
	}
	return t
}

// known says whether some document has the term in one of its ways.
func (ix *Index) known(t term) bool {
	for _, w := range t.ways {
		if ix.has(w) {
			return true
		}
	}
	return false
}

func (ix *Index) has(w way) bool {
	for _, stem := range w.stems {
		if ix.uses(stem) == 0 {
			return false
		}
	}
	return true
}

// rarityOf weighs a term by how many of all documents have it: 8 for what all
// have, 3 more for each time it is half as common, at most 40.
func rarityOf(having, all int) int {
	if having == 0 {
		return 40
	}
	return min(8+int(math.Round(3*math.Log2(float64(all)/float64(having)))), 40)
}
