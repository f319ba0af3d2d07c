package sameness

import (
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/words"
)

// legal are the words at the end of an organisation's name that say what it is
// and not which one.
var legal = list(`ltd limited cic cio scio plc llp inc incorporated charity charitable trust foundation company association
	assoc society org organisation uk registered community interest co op cooperative coop`)

// little are the words that stand anywhere and say nothing.
var little = list(`the a an and of for in at on to with by s`)

// OrganisationKey brings the name of an organisation to the words that tell it
// from others: no "the", no "Ltd", "CIC", "charity" or "trust" at its end, no
// endings of words, nothing in brackets. A name that has nothing else keeps its
// words.
func OrganisationKey(name string) string { return strings.Join(organisationWords(name), " ") }

// organisationWords shortens until nothing changes: a shortened word can be one
// to drop.
func organisationWords(name string) []string {
	list := words.Stems(withoutBrackets(name))
	for {
		shorter := shorten(list)
		if slices.Equal(shorter, list) {
			return list
		}
		list = shorter
	}
}

func shorten(list []string) []string {
	list = joinInitials(list)
	telling := slices.DeleteFunc(slices.Clone(list), func(w string) bool { return little[w] })
	for len(telling) > 1 && legal[telling[len(telling)-1]] {
		telling = telling[:len(telling)-1]
	}
	if len(telling) == 0 {
		telling = list
	}
	for i, word := range telling {
		telling[i] = words.Stem(word)
	}
	return telling
}

// mostInitials is how many letters with dots are read as one word.
const mostInitials = 6

// joinInitials makes one word of single letters: "C.I.C." is "cic".
func joinInitials(list []string) (joined []string) {
	for len(list) > 0 {
		n := 0
		for n < len(list) && utf8.RuneCountInString(list[n]) == 1 {
			n++
		}
		if n >= 2 && n <= mostInitials {
			joined = append(joined, strings.Join(list[:n], ""))
		} else {
			n = max(n, 1)
			joined = append(joined, list[:n]...)
		}
		list = list[n:]
	}
	return joined
}

// withoutBrackets drops "(charity 123)" from a name that has more than that.
func withoutBrackets(name string) string {
	before, rest, ok := strings.Cut(name, "(")
	if !ok || strings.TrimSpace(before) == "" {
		return name
	}
	_, after, _ := strings.Cut(rest, ")")
	return before + after
}
