package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwork/internal/words"
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
	var split []Word
	for _, shown := range strings.FieldsFunc(text, between) {
		split = appendWord(split, shown)
	}
	return split
}

// appendWord adds what one written word stands for.
func appendWord(split []Word, shown string) []Word {
	plain := Fold(shown)
	if plain == "" || len(plain) > maxWordLength {
		return split
	}
	parts, ok := compounds[plain]
	if !ok {
		return append(split, Word{shown, plain, stem(plain)})
	}
	for _, part := range parts {
		split = append(split, Word{shown, part, stem(part)})
	}
	return split
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

// Fold makes lower case and drops accents: "Café" is "cafe".
func Fold(text string) string { return words.Fold(text) }

func stem(plain string) string { return words.Stem(plain) }

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

// fillers are phrases that say nothing about what is looked for, whose words by
// themselves would: "visa running out" is not about running.
var fillers = fillersOf("running out", "runs out", "ran out", "run out", "runs in", "gone up", "going up", "put up with", "at the end of", "at the moment", "as well as", "in a row", "by the way", "used to be", "a bit of", "a lot of", "for a while", "in need of", "to do with", "hard time", "good at", "fed up with")

// fillersOf keeps the stems of phrases by the first of them.
func fillersOf(phrases ...string) map[string][][]string {
	all := make(map[string][][]string)
	for _, phrase := range phrases {
		var stems []string
		for _, w := range Split(phrase) {
			stems = append(stems, w.Stem)
		}
		all[stems[0]] = append(all[stems[0]], stems)
	}
	return all
}

// filler counts the words of a phrase that says nothing with which words begin.
func filler(words []Word) (n int) {
	for _, stems := range fillers[words[0].Stem] {
		if len(stems) > n && len(words) >= len(stems) && slices.EqualFunc(words[:len(stems)], stems, func(w Word, stem string) bool { return w.Stem == stem }) {
			n = len(stems)
		}
	}
	return n
}

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
