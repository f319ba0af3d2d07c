package sameness

import (
	"slices"
	"strings"

	"linkwork/internal/words"
)

// alike compares two names word by word. Words that both have are matched
// first, then one word with two ("foodbank"), then words a slip apart.
func alike(x, y name, own []string) likeness {
	m := matching{x: x.words, y: y.words, own: own, usedX: make([]bool, len(x.words)), usedY: make([]bool, len(y.words))}
	m.match(sameStem, 100)
	same := !slices.Contains(m.usedX, false) && !slices.Contains(m.usedY, false)
	m.matchJoined()
	before := m.count
	m.match(slipApart, 80)
	m.match(firstLetterApart, 70)
	l := likeness{percent: m.percent(), same: same, inOrder: same && slices.EqualFunc(x.words, y.words, sameStem), identical: x.key == y.key, slips: m.count - before}
	l.onlyX, l.onlyY = unused(m.x, m.usedX), unused(m.y, m.usedY)
	if l.percent < 85 && joinedAlike(x.words, y.words) {
		l.percent, l.slips, l.onlyX, l.onlyY = 85, 1, nil, nil
	}
	if x.key == "" || y.key == "" {
		l.percent, l.same, l.inOrder, l.identical = 0, false, false, false
	}
	return l
}

func sameStem(a, b nameWord) bool { return a.stem == b.stem }

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
