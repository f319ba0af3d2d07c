package sameness

import (
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/words"
)

// What a word of a name weighs.
const (
	telling    = 5
	saysLittle = 2 // general words
	saysWho    = 1 // words of the organisation's own name
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
	c.likeness, c.sameName = best.percent, best.same
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

// alike compares two names word by word. Words that both have are matched
// first, then words a slip apart, then one word with two ("foodbank").
func alike(x, y name, own []string) likeness {
	m := matching{x: x.words, y: y.words, own: own, usedX: make([]bool, len(x.words)), usedY: make([]bool, len(y.words))}
	m.match(func(a, b nameWord) bool { return a.stem == b.stem }, 100)
	same := !slices.Contains(m.usedX, false) && !slices.Contains(m.usedY, false)
	m.matchJoined()
	before := m.count
	m.match(slipApart, 80)
	m.match(firstLetterApart, 70)
	l := likeness{percent: m.percent(), same: same, identical: x.key == y.key, slips: m.count - before}
	l.onlyX, l.onlyY = unused(m.x, m.usedX), unused(m.y, m.usedY)
	if l.percent < 85 && joinedAlike(x.words, y.words) {
		l.percent, l.slips, l.onlyX, l.onlyY = 85, 1, nil, nil
	}
	if x.key == "" || y.key == "" {
		l.percent, l.same, l.identical = 0, false, false
	}
	return l
}

// joinedAlike says whether two names are one but for a space that moved, came or
// went, and one slip.
func joinedAlike(x, y []nameWord) bool {
	a, b := joined(x), joined(y)
	allowed := 0
	if len(x) != len(y) {
		allowed = 1
	}
	return min(len(a), len(b)) >= 6 && words.Slips(a, b, allowed) <= allowed
}

func joined(list []nameWord) string {
	var all strings.Builder
	for _, w := range list {
		all.WriteString(w.folded)
	}
	return all.String()
}

// slipApart says whether one word may be the other with a slip. The first
// letter is rarely the one that slips.
func slipApart(a, b nameWord) bool {
	shorter := min(len(a.folded), len(b.folded))
	if shorter < 4 || a.folded[0] != b.folded[0] {
		return false
	}
	allowed := 1
	if shorter >= 8 {
		allowed = 2
	}
	return words.Slips(a.folded, b.folded, allowed) <= allowed
}

// firstLetterApart says whether longer words differ in their first letters only.
func firstLetterApart(a, b nameWord) bool {
	return min(len(a.folded), len(b.folded)) >= 5 && words.Slips(a.folded, b.folded, 1) == 1
}

// matching pairs the words of two names.
type matching struct {
	x, y         []nameWord
	own          []string
	usedX, usedY []bool
	shared       int // hundredths of weight, of both sides
	count        int
}

func (m *matching) match(fits func(a, b nameWord) bool, worth int) {
	for i, a := range m.x {
		for j, b := range m.y {
			if !m.usedX[i] && !m.usedY[j] && fits(a, b) {
				m.usedX[i], m.usedY[j] = true, true
				m.shared += worth * (m.weight(a) + m.weight(b))
				m.count++
			}
		}
	}
}

// matchJoined matches a word with two that follow one another.
func (m *matching) matchJoined() {
	m.joined(m.x, m.y, m.usedX, m.usedY)
	m.joined(m.y, m.x, m.usedY, m.usedX)
}

func (m *matching) joined(one, two []nameWord, usedOne, usedTwo []bool) {
	for i, w := range one {
		for j := 0; j+1 < len(two); j++ {
			if !usedOne[i] && !usedTwo[j] && !usedTwo[j+1] && w.folded == two[j].folded+two[j+1].folded {
				usedOne[i], usedTwo[j], usedTwo[j+1] = true, true, true
				m.shared += 100 * (m.weight(w) + m.weight(two[j]) + m.weight(two[j+1]))
				m.count++
			}
		}
	}
}

func (m *matching) weight(w nameWord) int {
	switch {
	case slices.Contains(m.own, w.stem):
		return saysWho
	case w.general:
		return saysLittle
	}
	return telling
}

// percent is the weight of the words that both names have in that of all.
func (m *matching) percent() int {
	all := 0
	for _, list := range [][]nameWord{m.x, m.y} {
		for _, w := range list {
			all += m.weight(w)
		}
	}
	if all == 0 {
		return 100 // nothing but days and ages, which are compared by themselves
	}
	return m.shared / all
}

func unused(list []nameWord, used []bool) (rest []string) {
	for i, w := range list {
		if !used[i] {
			rest = append(rest, w.folded)
		}
	}
	return rest
}
