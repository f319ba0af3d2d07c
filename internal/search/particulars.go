package search

import (
	"regexp"
	"strconv"
	"strings"

	"linkwork/internal/places"
	"linkwork/internal/vocabulary"
)

var (
	outcode  = regexp.MustCompile(`^([BEGLMNSWbeglmnsw]|[A-Za-z]{2})[0-9]([0-9]|[A-Za-z])?$`)
	incode   = regexp.MustCompile(`^[0-9][A-Za-z]{2}$`)
	postcode = regexp.MustCompile(`^[A-Za-z]{1,2}[0-9][0-9A-Za-z]?[0-9][A-Za-z]{2}$`)
)

// noOutcodes look like one and are something else.
var noOutcodes = wordSet("mp3 mp4 b12 b6 e10 ps4 ps5 up2 in2")

// postcode takes a whole postcode, and its first half where a place can stand.
func (s *reading) postcode(i int) int {
	if s.Outcode != "" || s.leaves(KindPlace) {
		return 0
	}
	first := s.tokens[i].shown
	n := 0
	switch {
	case outcode.MatchString(first) && i+1 < len(s.tokens) && incode.MatchString(s.tokens[i+1].shown):
		n = 2
	case postcode.MatchString(first):
		n = 1
	case outcode.MatchString(first) && !noOutcodes[s.plain(i)] && s.placed(i):
		n = 1
	}
	if n == 0 {
		return 0
	}
	found, err := places.ParseOutcode(first)
	if err != nil {
		return 0
	}
	s.Outcode = found
	return s.take(KindPlace, i, n, "near "+found)
}

// placed says whether a word stands where a place can: after "near", in
// capitals, or at the end.
func (s *reading) placed(i int) bool {
	shown := s.tokens[i].shown
	return contains("near in around at postcode from round nearest by to", s.plain(i-1)) || shown == strings.ToUpper(shown) || i == len(s.tokens)-1
}

// age takes "aged 70", "70 year old" and "she is 82".
func (s *reading) age(i int) int {
	years, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(s.plain(i), "yrs"), "yo"))
	if err != nil || years < 1 || years > 115 || s.Age > 0 || s.leaves(KindAge) {
		return 0
	}
	n := 0
	switch {
	case s.says("year|yr|years|yrs old", i+1) > 0:
		n = 3
	case s.says("yo|yr", i+1) > 0:
		n = 2
	case strings.HasSuffix(s.plain(i), "yo"), contains("aged age", s.plain(i-1)):
		n = 1
	case contains("is am im shes hes and turning just who", s.plain(i-1)) && years >= 16 && !s.topical(i+1):
		n = 1
	}
	if n == 0 {
		return 0
	}
	s.Age = years
	return s.take(KindAge, i, n, "for somebody aged "+strconv.Itoa(years))
}

// miles takes "within 5 miles".
func (s *reading) miles(i int) int {
	miles, err := strconv.Atoi(s.plain(i))
	if err != nil || miles < 1 || miles > 100 || s.leaves(KindMiles) || s.says("mile|miles", i+1) == 0 || s.plain(i-1) != "within" {
		return 0
	}
	s.Miles = float64(miles)
	return s.take(KindMiles, i, 2, "within "+strconv.Itoa(miles)+" miles")
}

// language takes "in Polish" and "Polish speaking". Polish by itself is looked
// for like any word.
func (s *reading) language(i int) int {
	if s.Language != "" || s.leaves(KindLanguage) {
		return 0
	}
	spoken, n := languageAt(s, i)
	if n == 0 {
		return 0
	}
	switch {
	case s.says("speaking|speaker|speakers", i+n) > 0:
		n++
	case s.says("only", i+n) > 0 && contains("speaks speak", s.plain(i-1)):
		n++
	case contains("in", s.plain(i-1)) && !s.topical(i+n):
	case contains("speaks speak speaking", s.plain(i-1)):
		s.tokens[i-1].taken = true
	case spoken == "British Sign Language" && !contains("class classes course courses lessons learn", s.plain(i+n)) && !contains("learn learning teach", s.plain(i-1)):
	case s.alone(i, n):
	default:
		return 0
	}
	s.Language = spoken
	return s.take(KindLanguage, i, n, "in "+spoken)
}

// alone says whether nothing but small words stands beside n words.
func (s *reading) alone(i, n int) bool {
	for at := range s.tokens {
		if (at < i || at >= i+n) && !leading[s.plain(at)] {
			return false
		}
	}
	return true
}

func languageAt(s *reading, i int) (name string, n int) {
	if i+2 < len(s.tokens) && s.says("british sign language", i) > 0 {
		return "British Sign Language", 3
	}
	if n := s.says("sign language", i); n > 0 {
		return "British Sign Language", n
	}
	if s.plain(i) == "bsl" {
		return "British Sign Language", 1
	}
	name, ok := languageNames[s.plain(i)]
	if ok {
		n = 1
	}
	return name, n
}

// languageNames are all languages but English, which goes without saying.
var languageNames = func() map[string]string {
	names := make(map[string]string)
	for _, t := range vocabulary.Languages {
		for _, w := range Split(t.Label) {
			if t.Code != "en" && t.Code != "bfi" && w.Plain != "or" {
				names[w.Plain] = t.Label
			}
		}
	}
	return names
}()
