package search

import (
	"strings"
	"time"
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
	Days       Days
	Between    [2]int // minutes after midnight, as in Query
	Answers    [Questions]Answer
	PreferFree bool // cheap will do
	HasRoom    bool
	Age        int
	Language   string
	Outcode    string
	Miles      float64
}

// Understand takes out of a sentence what is a filter. Kinds in leave are not
// looked for, which is how one of them is undone.
func Understand(sentence string, leave ...Kind) Understood {
	s := reading{tokens: tokens(sentence), leave: leave}
	for i := 0; i < len(s.tokens); {
		i += max(s.read(i), 1)
	}
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
	for _, try := range []func(int) int{s.saying, s.postcode, s.age, s.miles, s.language, s.day, s.timeOfDay} {
		if n := try(i); n > 0 {
			return n
		}
	}
	return 0
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
	for _, k := range s.leave {
		if k == kind {
			return true
		}
	}
	return false
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
	_, time := timesOfDay[strings.TrimSuffix(word, "s")]
	return word != "" && !stopwords[word] && !leading[word] && !day && !time && word != "free" && word != "step"
}

var dayNames = map[string]struct {
	days  Days
	taken string
}{
	"monday": {On(time.Monday), "on Mondays"}, "tuesday": {On(time.Tuesday), "on Tuesdays"}, "wednesday": {On(time.Wednesday), "on Wednesdays"},
	"thursday": {On(time.Thursday), "on Thursdays"}, "friday": {On(time.Friday), "on Fridays"}, "saturday": {On(time.Saturday), "on Saturdays"},
	"sunday": {On(time.Sunday), "on Sundays"}, "weekend": {On(time.Saturday) | On(time.Sunday), "at the weekend"},
	"weekday": {0x7f &^ (On(time.Saturday) | On(time.Sunday)), "on weekdays"},
}

// day takes "on Sunday" and "Sundays", but not the name of "Sunday school".
func (s *reading) day(i int) int {
	word := s.plain(i)
	name, known := dayNames[strings.TrimSuffix(word, "s")]
	if !known || s.leaves(KindDay) {
		return 0
	}
	plural, led := strings.HasSuffix(word, "s"), dayLeads[s.plain(i-1)]
	if !plural && !led && s.topical(i+1) {
		return 0
	}
	s.Days |= name.days
	return s.take(KindDay, i, 1, name.taken)
}

var dayLeads = wordSet("on every each this next at the")

var timesOfDay = map[string]struct {
	from, to int
	taken    string
}{
	"morning": {5 * 60, 12 * 60, "in the morning"}, "afternoon": {12 * 60, 17 * 60, "in the afternoon"}, "evening": {17 * 60, 23 * 60, "in the evening"},
}

// timeOfDay takes "in the mornings", but not the name of a "coffee morning".
func (s *reading) timeOfDay(i int) int {
	word := s.plain(i)
	part, known := timesOfDay[strings.TrimSuffix(word, "s")]
	if !known || s.leaves(KindTime) || gathering[s.plain(i-1)] {
		return 0
	}
	plural := strings.HasSuffix(word, "s")
	_, afterDay := dayNames[strings.TrimSuffix(s.plain(i-1), "s")]
	if !plural && !afterDay && !dayLeads[s.plain(i-1)] && (s.topical(i-1) || s.topical(i+1)) {
		return 0
	}
	if s.Between == [2]int{} {
		s.Between = [2]int{part.from, part.to}
	}
	s.Between = [2]int{min(s.Between[0], part.from), max(s.Between[1], part.to)}
	return s.take(KindTime, i, 1, part.taken)
}

var gathering = wordSet("coffee tea cake quiz game games social music craft bingo breakfast film open")
