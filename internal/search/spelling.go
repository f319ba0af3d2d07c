package search

import (
	"hash/fnv"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// spelling finds words that are a slip or two away: every word is noted under
// what is left of its beginning when a letter or two are dropped, and so is a
// word that is looked for.
type spelling struct {
	words blob
	keys  []uint64 // hash of what is left, and number of the word; sorted
}

const (
	spelledBeginning = 7 // bytes of a word that are noted
	twoSlipsFrom     = 8 // letters; shorter words are allowed one
)

func newSpelling(words []string) spelling {
	s := spelling{words: blob{ends: make([]uint32, len(words))}}
	var text strings.Builder
	for i, word := range words {
		text.WriteString(word)
		s.words.ends[i] = uint32(text.Len())
		if len(word) >= shortestStemmed-1 {
			dropped := 1
			if len(word) >= twoSlipsFrom-2 {
				dropped = 2
			}
			shortened(word, dropped, func(left []byte) { s.keys = append(s.keys, hashOf(left)|uint64(i)) })
		}
	}
	s.words.text = text.String()
	slices.Sort(s.keys)
	s.keys = slices.Clip(slices.Compact(s.keys))
	return s
}

// shortened calls visit with the beginning of a word, whole and with letters
// dropped. The bytes are good until visit returns.
func shortened(word string, dropped int, visit func([]byte)) {
	start := word[:min(len(word), spelledBeginning)]
	var left [spelledBeginning]byte
	visit([]byte(start))
	for i := range len(start) {
		once := append(append(left[:0], start[:i]...), start[i+1:]...)
		visit(once)
		if dropped < 2 {
			continue
		}
		for j := i; j < len(once); j++ {
			var twice [spelledBeginning]byte
			visit(append(append(twice[:0], once[:j]...), once[j+1:]...))
		}
	}
}

func hashOf(text []byte) uint64 {
	h := fnv.New32a()
	h.Write(text)
	return uint64(h.Sum32()) << 32
}

func (s *spelling) all() []string {
	words := make([]string, len(s.words.ends))
	for i := range words {
		words[i] = s.words.at(uint32(i))
	}
	return words
}

// near calls visit with every word within the slips allowed for a word of
// this length, some of them more than once.
func (s *spelling) near(plain string, visit func(word string, slips int)) {
	allowed := allowedSlips(plain)
	if allowed == 0 {
		return
	}
	shortened(plain, allowed, func(left []byte) {
		key := hashOf(left)
		for at := sort.Search(len(s.keys), func(i int) bool { return s.keys[i] >= key }); at < len(s.keys) && s.keys[at]>>32 == key>>32; at++ {
			word := s.words.at(uint32(s.keys[at]))
			if n := slips(plain, word, allowed); n <= allowed {
				visit(word, n)
			}
		}
	})
}

func allowedSlips(plain string) int {
	switch length := utf8.RuneCountInString(plain); {
	case length < shortestStemmed:
		return 0
	case length < twoSlipsFrom:
		return 1
	}
	return 2
}

// slips counts the letters to add, drop, change or swap with a neighbour to
// turn a into b. It gives up and returns more than allowed when there are more.
func slips(a, b string, allowed int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > allowed || len(y)-len(x) > allowed {
		return allowed + 1
	}
	var room [3][maxWordLength + 2]int
	if len(y) > maxWordLength {
		return allowed + 1
	}
	before, last, row := room[0][:len(y)+1], room[1][:len(y)+1], room[2][:len(y)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > allowed {
			return allowed + 1
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
