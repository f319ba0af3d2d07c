package sameness

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/words"
)

// longestName is how many bytes of a name are looked at.
const longestName = 300

// name is the name of a service, read.
type name struct {
	key   string // folded words, for "the same"
	words []nameWord
	days  days
	audience
}

// nameWord is a word of a name.
type nameWord struct {
	folded, stem string
	general      bool // says little: "group", "service"
}

// general are words that many names have.
var general = list(`group groups club class classes course courses session sessions service services project programme scheme support help
	team centre center hub community local drop weekly daily morning mornings afternoon evening activities activity meeting network social
	new free friendly people everyone all your our me you up out`)

// days is a set of days of the week, one bit each.
type days uint8

func (d days) with(day time.Weekday) days { return d | 1<<(uint(day)%7) }
func (d days) meets(other days) bool      { return d&other != 0 }

var dayWords = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "tues": time.Tuesday, "wednesday": time.Wednesday, "weds": time.Wednesday,
	"thursday": time.Thursday, "thurs": time.Thursday, "friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

// readName takes a name apart into days, ages and the like, and words.
func readName(text string) name {
	var n name
	all := words.Split(cut(text, longestName))
	n.key = strings.Join(all, " ")
	ages, rest := readAges(words.Fold(keptSigns.ReplaceAllString(cut(text, longestName), " ")))
	n.ages = ages
	for _, word := range words.Split(rest) {
		if day, ok := dayWords[strings.TrimSuffix(word, "s")]; ok {
			n.days = n.days.with(day)
		} else if day, ok := dayWords[word]; ok {
			n.days = n.days.with(day)
		} else if !little[word] {
			n.hear(word)
			n.words = append(n.words, nameWord{word, words.Stem(word), general[word]})
		}
	}
	n.settle()
	return n
}

// keptSigns are all but those that ages are written with.
var keptSigns = regexp.MustCompile(`[^\pL\pM\pN+–'’-]+`)

// cut returns at most n bytes of a text, whole characters.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
