package keepers

import (
	"slices"

	"linkwork/internal/directory"
)

// Notes say, line by line, what Linkwork makes of new times and places, for
// whoever approves them: "Thursdays at 10am: Read as Thursday, 10:00".
func (c Change) Notes() (notes []string) {
	before := linesOf(c.Now)
	for _, line := range linesOf(c.Wanted) {
		if slices.Contains(before, line) {
			continue
		}
		switch c.Field {
		case "times":
			notes = append(notes, timeNote(readTime(line)))
		case "places":
			notes = append(notes, placeNote(readPlace(line)))
		}
	}
	return notes
}

func timeNote(s directory.Schedule) string {
	words := readWords(s)
	if words == "" {
		words = "Shown in these words; not found by day"
	}
	return s.Summary + ": " + words
}

func placeNote(l directory.Location) string {
	words := "a new place at " + l.Postcode
	switch {
	case l.Kind == "virtual":
		words = "no place that one goes to"
	case l.Postcode == "":
		words = "a new place without a postcode; not found by distance"
	}
	return placeText(l) + ": " + words
}
