package form

import "reflect"

// SameQuestions reports whether two forms ask the same of the same people, whatever the
// words: the same items in the same order, with the same choices, limits and rules.
func SameQuestions(a, b Form) bool {
	return reflect.DeepEqual(wordless(a.Items), wordless(b.Items))
}

// wordless is items without their words.
func wordless(items []Item) []Item {
	bare := make([]Item, len(items))
	for n, i := range items {
		i.Label, i.Help, i.Low, i.High, i.RuleWords = nil, nil, nil, nil, nil
		choices := make([]Choice, len(i.Choices))
		for c := range i.Choices {
			choices[c].Code = i.Choices[c].Code
		}
		i.Choices, i.Items = choices, wordless(i.Items)
		bare[n] = i
	}
	return bare
}
