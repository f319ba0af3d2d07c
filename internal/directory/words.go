package directory

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// word is a word of a text or of a question.
type word struct {
	shown string // as written, for the reason
	plain string // lower case without accents
	stem  string // plain without its ending, or what it stands for
}

const (
	maxWordLength   = 40 // letters; longer ones are not words
	maxQueryWords   = 12
	shortestStemmed = 4 // "gas" is not the plural of "ga"
)

// split turns a text into words. Case, accents and signs do not matter;
// "food-bank" and "foodbank" are both "food" and "bank".
func split(text string) []word { return splitWith(text, stem) }

// splitWith is split with another way to find a stem, such as a remembered one.
func splitWith(text string, stem func(plain string) string) []word {
	var words []word
	for _, shown := range strings.FieldsFunc(text, between) {
		plain := fold(shown)
		if plain == "" || len(plain) > maxWordLength {
			continue
		}
		if parts, ok := compounds[plain]; ok {
			for _, part := range parts {
				words = append(words, word{shown, part, stem(part)})
			}
			continue
		}
		words = append(words, word{shown, plain, stem(plain)})
	}
	return words
}

// meaningful leaves out words that say nothing, unless nothing else is left.
func meaningful(words []word) []word {
	var kept []word
	for _, w := range words {
		if !stopwords[w.plain] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return kept[:min(len(kept), maxQueryWords)]
}

// between says whether a rune stands between words. An apostrophe does not:
// "men's" is one word.
func between(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '\'' && r != '\u2019'
}

var letters = strings.NewReplacer("'", "", "\u2019", "", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i")

// fold makes lower case and drops accents: "Café" is "cafe".
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			ascii = false
			break
		}
	}
	text = strings.ToLower(text)
	if !ascii {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.M, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(text))
	}
	return strings.ToLower(letters.Replace(text))
}

func stem(plain string) string {
	if len(plain) < shortestStemmed {
		return plain
	}
	return english.Stem(plain, true)
}

// compounds are written in one word, in two, or as letters.
var compounds = map[string][]string{
	"foodbank":   {"food", "bank"},
	"foodbanks":  {"food", "bank"},
	"cab":        {"citizens", "advice"},
	"oap":        {"older", "people"},
	"oaps":       {"older", "people"},
	"lgbtq":      {"lgbt"},
	"daycentre":  {"day", "centre"},
	"center":     {"centre"},
	"healthcare": {"health", "care"},
	"wellbeing":  {"well", "being"},
	"ict":        {"computer"},
	"esol":       {"english", "language"},
}

var stopwords = set(`a about after all an and any are as at be but by can class club course do for from get give go
	group groups has have help helps her him his how i if in into is it its local me my near need needs of off on or our
	out people person service services session sessions she some somebody someone something support than that the their
	them there they this to up us want wants was we what when where which who will with would you your`)

func set(list string) map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		words[w] = true
	}
	return words
}
