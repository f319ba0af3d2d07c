package people

import "strings"

// SplitName takes the last word of a name as the family name. A single word is
// a given name.
func SplitName(name string) (given, family string) {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name, ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}
