package sameness

import (
	"slices"
	"strings"
)

// stemsOf returns the telling words of a record's names, sorted, each once. A
// name without telling words gives all that it has.
func stemsOf(f *facts) []string {
	var telling, all []string
	for _, n := range f.names {
		for _, w := range n.words {
			all = append(all, w.stem)
			if !w.general {
				telling = append(telling, w.stem)
			}
		}
	}
	if len(telling) == 0 {
		telling = all
	}
	slices.Sort(telling)
	return slices.Compact(telling)
}

// sortedStems is a name as its words in alphabetical order.
func sortedStems(n name) string {
	stems := make([]string, len(n.words))
	for i, w := range n.words {
		stems[i] = w.stem
	}
	slices.Sort(stems)
	return strings.Join(stems, " ")
}

// firstWords are the first two words of an organisation's name: what is added
// or dropped stands at the end.
func firstWords(org []string) string { return strings.Join(org[:min(len(org), 2)], " ") }

// opening is the first letters of a word, which most slips leave alone.
func opening(stem string) string { return stem[:min(len(stem), 4)] + "…" }
