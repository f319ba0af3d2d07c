package sameness

import (
	"slices"

	"linkwork/internal/words"
)

// organisations compares who runs the services: by number first, then by name.
func (c *comparison) organisations() {
	shared, differing := common(c.a.numbers, c.b.numbers)
	switch {
	case shared != (Identifier{}):
		c.sameNumber, c.sameOrg = true, true
		c.say(OfNumber, 16, "same "+shared.spoken())
	case differing != (Identifier{}):
		c.doubtful = true
		c.say(OfNumber, -35, "different "+differing.spoken()+"s")
	}
	if len(c.a.org) == 0 || len(c.b.org) == 0 {
		return
	}
	like := organisationsAlike(c.a.org, c.b.org)
	c.sameOrg = c.sameOrg || like >= 85 && differing == (Identifier{})
	switch {
	case like >= 85:
		c.say(OfOrganisation, 18, "same organisation")
	case like >= 60:
		c.say(OfOrganisation, 10, "the organisations have similar names")
	case !c.sameNumber:
		c.say(OfOrganisation, -14, "different organisations")
	}
}

// common returns an identifier that both have, or else one of a scheme that
// both have with other numbers.
func common(a, b []Identifier) (shared, differing Identifier) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return x, Identifier{}
			}
			if x.Scheme == y.Scheme {
				differing = x
			}
		}
	}
	return Identifier{}, differing
}

// organisationsAlike is the share, in hundredths, of the words that two names
// of organisations have in common; initials count as the name.
func organisationsAlike(a, b []string) int {
	if initials(a, b) || initials(b, a) {
		return 90
	}
	used := make([]bool, len(b))
	shared := 0
	for _, x := range a {
		at := slices.IndexFunc(b, func(y string) bool { return x == y || len(x) > 4 && words.Slips(x, y, 1) <= 1 })
		if at >= 0 && !used[at] {
			used[at] = true
			shared++
		}
	}
	return 200 * shared / (len(a) + len(b))
}

// initials says whether short is the first letters of long: "hcp".
func initials(short, long []string) bool {
	if len(short) != 1 || len(long) < 3 || len(short[0]) != len(long) {
		return false
	}
	for i, word := range long {
		if word[0] != short[0][i] {
			return false
		}
	}
	return true
}
