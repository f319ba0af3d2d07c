package sameness

import "slices"

// What a word of a name weighs.
const (
	telling    = 5
	saysLittle = 2 // general words
	saysWho    = 1 // words of the organisation's own name
)

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
