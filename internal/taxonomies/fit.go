package taxonomies

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/words"
)

// Published is a term with which a service was published.
type Published struct {
	Name       string
	URI        string
	Vocabulary string // the name of its taxonomy, if known
	Code       string // its notation there, if known
	ID         string // as published, if known
}

// Fit is one of our terms that suits a service.
type Fit struct {
	Term
	From   string // what was published
	Reason string // a sentence for whoever checks
	rank   int
}

// How a fit was found, the surest first.
const (
	byOurURI = iota
	byMapping
	byName
	byWords
)

// Matcher finds our terms for those of others.
type Matcher struct {
	byURI, byTheirName map[string]Mapping
	phrases            map[string][]phrase // by first stem
}

// phrase is a name of one of our terms that can stand in a longer name.
type phrase struct {
	stems []string
	term  Term
}

// NewMatcher returns a matcher that knows Shipped and further mappings; of two
// for one term the later counts.
func NewMatcher(further ...Mapping) *Matcher {
	m := &Matcher{make(map[string]Mapping), make(map[string]Mapping), make(map[string][]phrase)}
	for _, mapping := range append(Shipped[:len(Shipped):len(Shipped)], further...) {
		if mapping.URI != "" {
			m.byURI[URIKey(mapping.URI)] = mapping
		} else {
			m.byTheirName[theirs(mapping.Vocabulary, mapping.Name)] = mapping
		}
	}
	for _, term := range Own.Terms() {
		if term.ParentID == "" {
			continue // "Food" or "Language" in a longer name says too little
		}
		for _, name := range append([]string{term.Name}, term.AlternateNames...) {
			if stems := words.Stems(name); len(stems) > 0 {
				m.phrases[stems[0]] = append(m.phrases[stems[0]], phrase{stems, term})
			}
		}
	}
	return m
}

func theirs(vocabulary, name string) string { return nameKey(vocabulary) + "\n" + nameKey(name) }

// Fits returns our terms that suit a service with these published terms, each
// once with its surest reason, the surest first. A term that is above another
// of them is left out: "Lunch clubs" says "Loneliness" already.
func (m *Matcher) Fits(published []Published) []Fit {
	best := make(map[string]Fit)
	for _, p := range published {
		for _, fit := range m.fitsOf(p) {
			if known, ok := best[fit.ID]; !ok || fit.rank < known.rank {
				best[fit.ID] = fit
			}
		}
	}
	var fits []Fit
	for _, term := range Own.Terms() {
		fit, ok := best[term.ID]
		if ok && !slices.ContainsFunc(Own.Children(term.ID), func(c Term) bool { _, ok := best[c.ID]; return ok }) {
			fits = append(fits, fit)
		}
	}
	slices.SortStableFunc(fits, func(a, b Fit) int { return cmp.Compare(a.rank, b.rank) })
	return fits
}

// fitsOf takes the surest way that finds anything. A mapping to nothing ends
// the search: somebody said that there is none.
func (m *Matcher) fitsOf(p Published) []Fit {
	from := firstOf(p.Name, p.URI)
	if term, ok := Own.ByURI(p.URI); ok {
		return []Fit{{term, from, "published with this term", byOurURI}}
	}
	if mapping, ok := m.mapping(p); ok {
		return m.mapped(mapping, p)
	}
	var fits []Fit
	for _, term := range Own.ByName(p.Name) {
		fits = append(fits, Fit{term, from, fmt.Sprintf("“%s” is a name for it", p.Name), byName})
	}
	if len(fits) > 0 {
		return fits
	}
	return m.spoken(p.Name)
}

func (m *Matcher) mapping(p Published) (Mapping, bool) {
	if mapping, ok := m.byURI[URIKey(p.URI)]; ok && p.URI != "" {
		return mapping, true
	}
	mapping, ok := m.byTheirName[theirs(p.Vocabulary, p.Name)]
	return mapping, ok
}

func (m *Matcher) mapped(mapping Mapping, p Published) (fits []Fit) {
	for _, code := range mapping.Ours {
		if term, ok := Own.Term(OwnID(code)); ok {
			fits = append(fits, Fit{term, firstOf(p.Name, p.URI), fmt.Sprintf("“%s” of %s is mapped to it", firstOf(p.Name, p.URI), m.listOf(p)), byMapping})
		}
	}
	return fits
}

// listOf names the vocabulary of a term, if only by where its address begins.
func (m *Matcher) listOf(p Published) string {
	if p.Vocabulary != "" {
		return p.Vocabulary
	}
	for begin, name := range Lists {
		if strings.HasPrefix(URIKey(p.URI), begin) {
			return name
		}
	}
	return "another list"
}

// spoken finds our phrases that stand together in a longer name.
func (m *Matcher) spoken(name string) (fits []Fit) {
	all := words.Split(clip(name, maxName))
	stems := words.Stems(clip(name, maxName))
	for i, stem := range stems {
		for _, p := range m.phrases[stem] {
			end := i + len(p.stems)
			if end <= len(stems) && slices.Equal(stems[i:end], p.stems) {
				fits = append(fits, Fit{p.term, name, fmt.Sprintf("“%s” has the words “%s”", name, strings.Join(all[i:end], " ")), byWords})
			}
		}
	}
	return fits
}
