package sameness

import (
	"slices"
	"strings"

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

// organisationWords drops and shortens until nothing changes: a shortened word
// can be one to drop.
func organisationWords(name string) []string {
	all := words.Stems(withoutBrackets(name))
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return little[w] })
	for len(telling) > 1 && legal[telling[len(telling)-1]] {
		telling = telling[:len(telling)-1]
	}
	if len(telling) == 0 {
		return all
	}
	return telling
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
