package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

const (
	longest         = 40 // bytes; longer ones are not words
	shortestStemmed = 4  // "gas" is not the plural of "ga"
)

// Split returns the words of a text, folded, in their order. Anything but
// letters, digits and apostrophes stands between words: "men's" is one.
func Split(text string) []string {
	var split []string
	for word := range strings.FieldsFuncSeq(Fold(text), between) {
		if len(word) <= longest {
			split = append(split, word)
		}
	}
	return split
}

// between says whether a rune of a folded text stands between words.
func between(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// plain are what people type for letters that do not come apart into a plain
// one and an accent, and for an apostrophe.
var plain = strings.NewReplacer("'", "", "\u2019", "", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// Fold makes lower case and drops accents and apostrophes: "Café’s" is "cafes".
// Folding twice changes nothing more.
func Fold(text string) string {
	if isPlain(text) {
		return text
	}
	text = strings.ToLower(text)
	if !isASCII(text) {
		text = strings.ToLower(strings.Map(withoutMarks, norm.NFKD.String(text)))
	}
	return plain.Replace(text)
}

func withoutMarks(r rune) rune {
	if unicode.Is(unicode.M, r) {
		return -1
	}
	return r
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c == '\'' || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Stem returns what stays of a folded word when its ending goes: "clubs" is
// "club", "walking" is "walk". Words under four letters stay as they are.
func Stem(folded string) string {
	if len(folded) < shortestStemmed {
		return folded
	}
	return english.Stem(folded, true)
}

// Stems returns the stems of the words of a text.
func Stems(text string) []string {
	stems := Split(text)
	for i, word := range stems {
		stems[i] = Stem(word)
	}
	return stems
}
