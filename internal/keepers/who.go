package keepers

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwork/internal/directory"
	"linkwork/internal/vocabulary"
)

// yesOrNo is an answer as a field says it: nothing for one that is not known.
func yesOrNo(a directory.Answer) string {
	if a == directory.NotStated {
		return ""
	}
	return a.Words()
}

// answerIn reads yesOrNo back.
func answerIn(text string) directory.Answer {
	switch a := directory.Answer(strings.ToLower(text)); a {
	case directory.Yes, directory.No:
		return a
	}
	return directory.NotStated
}

// answered are answers with one of them said anew.
func answered(before directory.Answers, q directory.Question, a directory.Answer) directory.Answers {
	now := maps.Clone(before)
	if now == nil {
		now = make(directory.Answers)
	}
	if now[q] = a; a == directory.NotStated {
		delete(now, q)
	}
	return now
}

const oldest = 120 // years

var (
	ageRange = regexp.MustCompile(`^(?:from |ages |aged )?(\d{1,3}) ?(?:to|-|–|until) ?(\d{1,3})$`)
	ageFrom  = regexp.MustCompile(`^(?:(?:from|over) )?(\d{1,3}) ?(?:\+|and over|or over|and older|upwards)?$`)
	ageUpTo  = regexp.MustCompile(`^(?:up to|to|under) (\d{1,3})$`)
	yearsOld = regexp.MustCompile(` ?\b(years old|years of age|years|year olds)\b`)
)

// readAges reads for which ages something is: "18 to 65", "from 50", "50+", "up
// to 25". No words are all ages. ok is false where it is not plain.
func readAges(text string) (from, to *int, ok bool) {
	text = strings.TrimSpace(yearsOld.ReplaceAllString(strings.ToLower(oneLine(text)), ""))
	if text == "" {
		return nil, nil, true
	}
	if m := ageRange.FindStringSubmatch(text); m != nil {
		from, to = years(m[1]), years(m[2])
		return from, to, from != nil && to != nil && *from <= *to
	}
	if m := ageUpTo.FindStringSubmatch(text); m != nil {
		to = years(m[1])
		return nil, to, to != nil
	}
	if m := ageFrom.FindStringSubmatch(text); m != nil && m[0] != m[1] { // one bare number may be either end
		from = years(m[1])
		return from, nil, from != nil
	}
	return nil, nil, false
}

func isAges(text string) bool { _, _, ok := readAges(text); return ok }

func years(digits string) *int {
	n, err := strconv.Atoi(digits)
	if err != nil || n > oldest {
		return nil
	}
	return &n
}

const mostLanguages = 20

var betweenLanguages = regexp.MustCompile(`[,;\n]|\band\b`)

// readLanguages reads languages with commas between them. One that we know is
// written as we write it.
func readLanguages(text string) (languages []string) {
	for _, name := range betweenLanguages.Split(text, -1) {
		if name = languageName(oneLine(name)); name != "" {
			languages = append(languages, name)
		}
	}
	slices.Sort(languages)
	return slices.Compact(languages)
}

func languageName(name string) string {
	for _, term := range vocabulary.Languages.Terms() {
		if strings.EqualFold(term.Label, name) {
			return term.Label
		}
	}
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

func languagesText(languages []string) string {
	return strings.Join(slices.Sorted(slices.Values(languages)), ", ")
}
