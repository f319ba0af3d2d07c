package participants

import (
	"strings"

	"linkwork/internal/studies/consent"
	"linkwork/internal/web/ui"
)

// clauseOf is the code of the clause that a field of a form is about.
func clauseOf(field string) (code string, is bool) { return strings.CutPrefix(field, "clause-") }

// modes are the ways in which a researcher takes consent; online they decide alone.
func modes() (items []ui.Choice) {
	for _, m := range consent.Modes {
		if m != consent.Online {
			items = append(items, ui.Choice{Value: string(m), Text: m.Words()})
		}
	}
	return items
}

func lower(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + words[1:]
}
