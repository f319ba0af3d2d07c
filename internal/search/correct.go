package search

import "slices"

// taken is the terms that a word nobody uses is taken for.
func (ix *Index) taken(w Word, t term, corrected map[string]string) (terms []term) {
	spelling, ok := ix.correct(w.Plain)
	if !ok {
		return []term{t}
	}
	corrected[w.Shown] = spelling
	for _, part := range Split(spelling) {
		terms = append(terms, ix.term(w.Shown, []string{part.Stem}, Corrected))
	}
	return terms
}

// correct returns the nearest word in use, the commonest of equals. Words of
// the synonyms count as in use when another of their group is.
func (ix *Index) correct(plain string) (string, bool) {
	if meant[plain] {
		return "", false
	}
	best, bestSlips, bestUse := "", allowedSlips(plain)+1, 0
	consider := func(word string, slips, use int) {
		if use > 0 && (slips < bestSlips || slips == bestSlips && (use > bestUse || use == bestUse && word < best)) {
			best, bestSlips, bestUse = word, slips, use
		}
	}
	seen := make(map[string]bool)
	for _, p := range ix.parts() {
		p.spelling.near(plain, func(word string, slips int) {
			if !seen[word] {
				seen[word] = true
				consider(word, slips, ix.uses(stem(word)))
			}
		})
	}
	ix.synonyms.spelling.near(plain, func(word string, slips int) {
		if !seen[word] {
			seen[word] = true
			if !slices.ContainsFunc(Split(word), func(w Word) bool { return !ix.known(ix.term(word, []string{w.Stem}, Corrected)) }) {
				consider(word, slips, 1)
			}
		}
	})
	if best == "" {
		return ix.apart(plain)
	}
	return best, true
}

// meant are words that people mean as they stand and that are a slip away from
// a commoner one: halal is no hall, and a loop no look. Where nothing has them,
// nothing is found by them.
var meant = wordSet(`halal kosher vegan vegetarian loop loops hoist braille sign signing deaf toilet toilets loo changing makaton lipreading
	sikh hindu muslim jewish quaker mosque gurdwara synagogue trans bisexual lesbian gay queer wig wigs wheel wheels hospice stoma stroke
	polio gout lupus autism autistic adhd tics asthma angina sepsis rabies scabies lice mice rats mite mites hoard hoarding probate wills
	yoga pilates judo golf bowls darts chess bridge rugby netball boccia reiki tarot bingo poker karate`)

// apart takes a word for two that were written as one.
func (ix *Index) apart(plain string) (string, bool) {
	best, bestUse := "", 0
	for i := shortestStemmed - 1; i <= len(plain)-shortestStemmed+1; i++ {
		use := min(ix.uses(stem(plain[:i])), ix.uses(stem(plain[i:])))
		if use > bestUse {
			best, bestUse = plain[:i]+" "+plain[i:], use
		}
	}
	return best, best != ""
}
