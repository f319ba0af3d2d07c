package openreferral

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// listWords joins words as in speech: "a, b and c".
func listWords(words []string) string { return saidWith(words, " and ") }

// orWords joins words as in speech: "a, b or c".
func orWords(words []string) string { return saidWith(words, " or ") }

func saidWith(words []string, beforeLast string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + beforeLast + words[last]
}

func joinNonEmpty(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), separator)
}

// joinSentences puts texts after one another with a full stop between them. What
// was said already is not said again.
func joinSentences(texts ...string) string {
	var said []string
	for i, text := range texts {
		if i < len(texts)-1 {
			text = strings.TrimSuffix(text, ".")
		}
		if !slices.ContainsFunc(said, func(before string) bool { return strings.EqualFold(before, strings.TrimSuffix(text, ".")) }) {
			said = append(said, text)
		}
	}
	return joinNonEmpty(". ", said...)
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
