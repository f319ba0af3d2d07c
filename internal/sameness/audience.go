package sameness

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/words"
)

// audience is for whom a name says that a service is. Its zero value says
// nothing.
type audience struct {
	ages    span
	sex     string   // "men", "women" or ""
	groups  []string // carers, veterans; sorted
	levels  []string // beginners, advanced; sorted
	numbers []string // other numbers in the name; sorted
}

// span is a range of ages in years, both ends within. The zero span says
// nothing.
type span struct{ from, to int }

const oldest = 130

func (s span) known() bool           { return s != span{} }
func (s span) meets(other span) bool { return s.from <= other.to && other.from <= s.to }

// agesOf are the ages that some words mean.
var agesOf = map[string]span{
	"baby": {0, 4}, "babies": {0, 4}, "toddler": {0, 4}, "toddlers": {0, 4}, "preschool": {0, 4}, "infant": {0, 4},
	"child": {0, 17}, "children": {0, 17}, "childrens": {0, 17}, "kids": {0, 17}, "junior": {0, 17}, "juniors": {0, 17},
	"teen": {11, 19}, "teens": {11, 19}, "teenage": {11, 19}, "teenagers": {11, 19}, "youth": {11, 25}, "youths": {11, 25}, "young": {5, 25},
	"adult": {18, oldest}, "adults": {18, oldest},
	"older": {50, oldest}, "senior": {50, oldest}, "seniors": {50, oldest}, "elderly": {50, oldest}, "pensioners": {50, oldest}, "retired": {50, oldest},
}

var (
	fromAge = regexp.MustCompile(`\b(?:over|above|from)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?([0-9]{1,2})(?:s|'s)?\b|\b([0-9]{1,2})s?\s*(?:\+|plus\b|(?:and|or)\s+(?:over|above|older)\b)`)
	toAge   = regexp.MustCompile(`\b(?:under|below|up\s+to)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?([0-9]{1,2})(?:s|'s)?\b`)
	between = regexp.MustCompile(`\b(?:age[sd]?\s+)?([0-9]{1,2})\s*(?:-|–|to)\s*([0-9]{1,2})s?(?:\s*(?:years?|yrs?)(?:\s+olds?)?)?\b`)
)

// readAges takes ages in figures out of a folded name. The rest of the name
// comes back.
func readAges(name string) (ages span, rest string) {
	if m := fromAge.FindStringSubmatch(name); m != nil {
		return span{atoi(m[1] + m[2]), oldest}, fromAge.ReplaceAllString(name, " ")
	}
	if m := toAge.FindStringSubmatch(name); m != nil {
		return span{0, atoi(m[1]) - 1}, toAge.ReplaceAllString(name, " ")
	}
	if m := between.FindStringSubmatch(name); m != nil && atoi(m[1]) < atoi(m[2]) {
		return span{atoi(m[1]), atoi(m[2])}, between.ReplaceAllString(name, " ")
	}
	return span{}, name
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits) // at most two digits
	return n
}

var (
	menWords   = list(`men mens man male males dad dads father fathers boy boys grandad grandads gentlemen`)
	womenWords = list(`women womens woman female females lady ladies mum mums mother mothers girl girls`)
	groupWords = list(`carer carers veteran veterans lgbt lgbtq deaf blind dementia autistic autism refugee refugees asylum widowed
		parent parents family families disabled student students`)
	levelWords = map[string]string{
		"beginner": "beginners", "beginners": "beginners", "starter": "beginners", "starters": "beginners", "introduction": "beginners",
		"improver": "improvers", "improvers": "improvers", "intermediate": "improvers", "advanced": "advanced", "experienced": "advanced",
	}
)

// hear adds what one folded word says of the audience.
func (a *audience) hear(word string) {
	if ages, ok := agesOf[word]; ok && !a.ages.known() {
		a.ages = ages
	}
	switch {
	case menWords[word]:
		a.hearSex("men")
	case womenWords[word]:
		a.hearSex("women")
	case groupWords[word]:
		a.groups = append(a.groups, words.Stem(word))
	case levelWords[word] != "":
		a.levels = append(a.levels, levelWords[word])
	case onlyDigits(word):
		a.numbers = append(a.numbers, word)
	}
}

const everybody = "everybody"

// hearSex takes "men and women" for nothing special.
func (a *audience) hearSex(sex string) {
	if a.sex != "" && a.sex != sex {
		sex = everybody
	}
	a.sex = sex
}

// settle ends the reading of a name.
func (a *audience) settle() {
	if a.sex == everybody {
		a.sex = ""
	}
	for _, set := range []*[]string{&a.groups, &a.levels, &a.numbers} {
		slices.Sort(*set)
		*set = slices.Compact(*set)
	}
}

// contradicts says in a sentence what tells two audiences apart; empty if
// nothing does.
func (a audience) contradicts(b audience) string {
	switch {
	case a.ages.known() && b.ages.known() && !a.ages.meets(b.ages):
		return "the names say different ages"
	case a.sex != "" && b.sex != "" && a.sex != b.sex:
		return "one is for men and the other for women"
	case apart(a.levels, b.levels):
		return "the names say different levels (" + a.levels[0] + ", " + b.levels[0] + ")"
	case apart(a.groups, b.groups):
		return "the names are for different people"
	case apart(a.numbers, b.numbers):
		return "the names have different numbers (" + strings.Join(a.numbers, " ") + ", " + strings.Join(b.numbers, " ") + ")"
	}
	return ""
}

// apart says whether both have something and nothing in common.
func apart(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// same says whether both say the same of everything.
func (a audience) same(b audience) bool {
	return a.ages == b.ages && a.sex == b.sex && slices.Equal(a.groups, b.groups) && slices.Equal(a.levels, b.levels) && slices.Equal(a.numbers, b.numbers)
}
