package sameness

import (
	"fmt"
	"strings"
)

// names compares the names, each with each where there are two, and takes the
// best.
func (c *comparison) names() {
	best := likeness{percent: -1}
	var a, b name
	for _, x := range c.a.names {
		for _, y := range c.b.names {
			if l := alike(x, y, ownWords(c.a, c.b)); l.percent > best.percent {
				best, a, b = l, x, y
			}
		}
	}
	c.likeness, c.sameName = best.percent, best.inOrder && len(c.a.names)+len(c.b.names) == 2
	c.say(OfName, best.points(), best.sentence())
	c.audiences(a.audience, b.audience, best.slips > 0)
}

// audiences compares for whom two names say they are. Where a word slipped, it
// may have been the one that says so.
func (c *comparison) audiences(a, b audience, slipped bool) {
	if words := a.contradicts(b); words != "" {
		c.contradicted = true
		c.say(OfAudience, -100, words)
	} else if !a.same(b) {
		c.doubtful = true
		points := -20
		if slipped {
			points = -6
		}
		c.say(OfAudience, points, "one name says more about whom it is for")
	}
}

// ownWords are the words of both organisations' names.
func ownWords(a, b *facts) []string {
	return append(a.orgWords[:len(a.orgWords):len(a.orgWords)], b.orgWords...)
}

// likeness is how two names compare.
type likeness struct {
	percent   int
	same      bool // the same words
	inOrder   bool // and in the same order
	identical bool
	slips     int      // words that differ by a slip
	onlyX     []string // words of one, as folded
	onlyY     []string
}

func (l likeness) points() int {
	switch {
	case l.percent >= 95:
		return 40
	case l.percent >= 85:
		return 34
	case l.percent >= 78:
		return 28
	case l.percent >= 70:
		return 16
	case l.percent >= 55:
		return -10
	}
	return -40
}

func (l likeness) sentence() string {
	other := max(len(l.onlyX), len(l.onlyY))
	switch {
	case l.identical:
		return "the names are the same"
	case l.same:
		return "the names have the same words"
	case other == 0:
		return "the names differ by a slip of the pen"
	case l.percent < 55:
		return "the names differ"
	case other == 1:
		return "the names differ by one word (" + quoted(l.onlyX, l.onlyY) + ")"
	}
	return fmt.Sprintf("the names differ by %d words (%s)", other, quoted(l.onlyX, l.onlyY))
}

func quoted(lists ...[]string) string {
	var all []string
	for _, list := range lists {
		for _, word := range list {
			all = append(all, "“"+word+"”")
		}
	}
	return strings.Join(all, ", ")
}
