package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// Word is a word of a text or of a question.
type Word struct {
	Shown string // as written
	Plain string // lower case without accents
	Stem  string // plain without its ending
}

const (
	maxWordLength   = 40 // letters; longer ones are not words
	maxQueryWords   = 12
	shortestStemmed = 4 // "gas" is not the plural of "ga"
)

// Split turns a text into words. Case, accents and signs do not matter;
// "food-bank" and "foodbank" are both "food" and "bank".
func Split(text string) []Word {
	var words []Word
	for _, shown := range strings.FieldsFunc(text, between) {
		words = appendWord(words, shown)
	}
	return words
}

// appendWord adds what one written word stands for.
func appendWord(words []Word, shown string) []Word {
	plain := Fold(shown)
	if plain == "" || len(plain) > maxWordLength {
		return words
	}
	parts, ok := compounds[plain]
	if !ok {
		return append(words, Word{shown, plain, stem(plain)})
	}
	for _, part := range parts {
		words = append(words, Word{shown, part, stem(part)})
	}
	return words
}

// Written finds how a text writes a word with one of the stems, "" if it does
// not.
func Written(text string, stems ...string) string {
	for _, w := range Split(text) {
		for _, s := range stems {
			if w.Stem == s {
				return strings.Trim(w.Shown, "'\u2019")
			}
		}
	}
	return ""
}

// between says whether a rune stands between words. An apostrophe does not:
// "men's" is one word.
func between(r rune) bool {
	if r < utf8.RuneSelf {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '\'')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '\u2019'
}

var letters = strings.NewReplacer("'", "", "\u2019", "", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i")

// Fold makes lower case and drops accents: "Café" is "cafe".
func Fold(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	text = strings.ToLower(text)
	if ascii {
		return strings.ReplaceAll(text, "'", "")
	}
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
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

var stopwords = wordSet(`a about after all also am an and any anything are as at be been but by can cant cannot class club could
	course did do does doing dont done ever feel feeling feels find for from get gets getting give go goes going got group groups had
	has have having he help helps her him his how i if im in into is isnt it its just keep keeps kind know let like
	local looking lot lots make me meet might more much must my near nearby need needs never no not now of off on one or our
	out own people per person place places please really service services session sessions she should so some somebody
	someone something somewhere sort stuff support than that thats the their them themselves there they thing things
	this time to too up us very want wants was we well what when where which who will with without would you your
	likes liked wanting wanted needing loves loved use used uses using come comes coming came being become new others other
	year years every each already still always again around because since while always anyway even ones just
	pay paying paid afford stopped stops losing
	mum dad mother father husband wife son daughter nan gran grandad grandma patient client lady man brother sister neighbour`)

func wordSet(list string) map[string]bool {
	words := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		words[w] = true
	}
	return words
}
