package search

import (
	"slices"
	"strings"
)

// Kind is a kind of filter that people put into their words.
type Kind string

// The kinds.
const (
	KindDay       Kind = "day"
	KindTime      Kind = "time"
	KindCost      Kind = "cost"
	KindAccess    Kind = "access"
	KindWomen     Kind = "women"
	KindOnline    Kind = "online"
	KindAge       Kind = "age"
	KindLanguage  Kind = "language"
	KindPlace     Kind = "place"
	KindMiles     Kind = "miles"
	KindReferrals Kind = "referrals"
	KindCarers    Kind = "carers"
	KindRoom      Kind = "room"
	KindNot       Kind = "not"
)

// Note says what some of the words were taken for.
type Note struct {
	Kind  Kind
	Typed string // the words, as typed
	Taken string // what they were taken for: "on Sundays"
}

// Understood is a sentence taken apart.
type Understood struct {
	Words      string // what is left to look for
	Notes      []Note // one for each thing understood, in the order typed
	Times      Times
	Answers    [Questions]Answer
	PreferFree bool // cheap will do
	HasRoom    bool
	Age        int
	Language   string
	Outcode    string
	Nearby     bool // near home, wherever that is
	Miles      float64
}

// Understand takes out of a sentence what is a filter. Kinds in leave are not
// looked for, which is how one of them is undone.
func Understand(sentence string, leave ...Kind) Understood {
	s := reading{tokens: tokens(sentence), leave: leave}
	for i := 0; i < len(s.tokens); {
		i += max(s.read(i), 1)
	}
	s.Times |= s.spoken.times()
	var left []string
	for _, t := range s.tokens {
		if !t.taken {
			left = append(left, t.shown)
		}
	}
	s.Words = strings.Join(left, " ")
	return s.Understood
}

// reading is a sentence being taken apart.
type reading struct {
	Understood
	tokens []token
	leave  []Kind
	spoken spoken
}

type token struct {
	shown, plain string
	taken        bool
}

func tokens(sentence string) []token {
	var all []token
	for shown := range strings.FieldsFuncSeq(sentence, between) {
		if plain := Fold(shown); plain != "" {
			all = append(all, token{shown: shown, plain: plain})
		}
	}
	return all
}

// read tries everything that can begin at a word and returns how many words
// were taken.
func (s *reading) read(i int) int {
	if n := s.notWanted(i); n > 0 {
		return n
	}
	for _, try := range []func(int) int{s.saying, s.postcode, s.nearby, s.age, s.miles, s.language, s.day, s.dayPart} {
		if n := try(i); n > 0 {
			return n
		}
	}
	return 0
}

// denying begins what is not wanted.
var denying = wordSet("not except excluding")

// notWanted takes "not on Tuesdays" out whole. What is not wanted cannot be
// looked for; to look for the opposite would be worse than to say so.
func (s *reading) notWanted(i int) int {
	if !denying[s.plain(i)] || s.leaves(KindNot) {
		return 0
	}
	at := i + 1
	for leading[s.plain(at)] {
		at++
	}
	if at >= len(s.tokens) {
		return 0
	}
	// The aside looks no further for what is not wanted: a long row of "not"
	// would be read again from every one of them.
	aside := reading{tokens: slices.Clone(s.tokens), leave: append(slices.Clone(s.leave), KindNot)}
	n := aside.read(at)
	if n == 0 {
		return 0
	}
	return s.take(KindNot, i, at+n-i, "nothing: what is not wanted cannot be looked for")
}

// take notes that n words were taken for something, with the small words
// before them.
func (s *reading) take(kind Kind, i, n int, taken string) int {
	from := i
	for from > 0 && !s.tokens[from-1].taken && leading[s.tokens[from-1].plain] {
		from--
	}
	var typed []string
	for at := from; at < i+n; at++ {
		s.tokens[at].taken = true
		if at >= i {
			typed = append(typed, s.tokens[at].shown)
		}
	}
	s.Notes = append(s.Notes, Note{kind, strings.Join(typed, " "), taken})
	return n
}

var leading = wordSet("on in the every each at near around nearby for with aged within of to is are its and but by only who that")

func (s *reading) leaves(kind Kind) bool {
	return slices.Contains(s.leave, kind)
}

// plain is a word, "" beyond the ends.
func (s *reading) plain(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].plain
}

// topical says whether a word stands at i that somebody could look for.
func (s *reading) topical(i int) bool {
	word := s.plain(i)
	_, day := dayNames[strings.TrimSuffix(word, "s")]
	_, time := dayParts[strings.TrimSuffix(word, "s")]
	return word != "" && !stopwords[word] && !leading[word] && !day && !time && word != "free" && word != "step"
}
