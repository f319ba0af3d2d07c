package sameness

import (
	"strings"

	"linkwork/internal/words"
)

// list is a set of folded words, and of their stems.
func list(text string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(text) {
		set[word] = true
		set[words.Stem(word)] = true
	}
	return set
}
