package directory

import "strings"

// FreeBy is whether a service is free by the words for its cost; before is what
// holds where they do not say.
func FreeBy(cost string, before Answer) Answer {
	switch {
	case strings.EqualFold(cost, "free"):
		return Yes
	case cost == "":
		return NotStated
	case strings.Contains(cost, "£"):
		return No
	}
	return before
}
