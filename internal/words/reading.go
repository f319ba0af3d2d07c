package words

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)|\n\s*\n|\n\s*[-*#>]`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	silentEnd   = regexp.MustCompile(`([^laeiouy]|[aeiouy]l)e$|[^tdaeiouy]ed$`)
)

// ReadingAge is about how old somebody who goes to school in years is when they read a
// text with ease: the grade of Kincaid (1975), 0.39 words a sentence + 11.8 syllables a
// word - 15.59, with 5 years added. Syllables are counted by their vowels. 0 for a text of
// fewer than 30 words, of which nothing can be said.
func ReadingAge(text string) int {
	sentences, words, syllables := 0, 0, 0
	for _, sentence := range sentenceEnd.Split(text, -1) {
		some := Split(sentence)
		if len(some) == 0 {
			continue
		}
		sentences++
		for _, w := range some {
			words++
			syllables += syllablesOf(w)
		}
	}
	if words < 30 {
		return 0
	}
	grade := 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
	return max(int(math.Round(grade))+5, 5)
}

// syllablesOf counts the groups of vowels in a word, without the e that is not heard.
func syllablesOf(word string) int {
	word = strings.ToLower(word)
	if strings.IndexFunc(word, unicode.IsLetter) < 0 {
		return 1
	}
	n := len(vowels.FindAllString(word, -1))
	if silentEnd.MatchString(word) && !strings.HasSuffix(word, "le") {
		n--
	}
	return max(n, 1)
}
