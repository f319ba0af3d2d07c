package taxonomies

import (
	"strings"

	"linkwork/internal/words"
)

// Term is one entry of a taxonomy. Everything but ID and Name may be empty.
type Term struct {
	ID             string // as published; unique in its taxonomy
	Name           string
	Description    string
	Code           string // a notation such as "LD-1200"
	ParentID       string // empty for a top term
	URI            string // its address, the same wherever it is used
	AlternateNames []string
}

// Taxonomy is a list of terms under one name. It does not change once made.
type Taxonomy struct {
	ID          string
	Name        string
	Description string
	URI         string
	Version     string

	terms    []Term // as published
	byID     map[string]int
	byURI    map[string]int
	byName   map[string][]int // by nameKey, also of other names
	children map[string][]int
}

// newTaxonomy makes a taxonomy of terms whose parents exist and have no cycle.
func newTaxonomy(head Taxonomy, terms []Term) *Taxonomy {
	t := &head
	t.terms = terms
	t.byID, t.byURI = make(map[string]int, len(terms)), make(map[string]int, len(terms))
	t.byName, t.children = make(map[string][]int, len(terms)), make(map[string][]int)
	for i, term := range terms {
		t.byID[term.ID] = i
		t.children[term.ParentID] = append(t.children[term.ParentID], i)
		if uri := URIKey(term.URI); uri != "" {
			if _, taken := t.byURI[uri]; !taken {
				t.byURI[uri] = i
			}
		}
		for _, name := range append([]string{term.Name}, term.AlternateNames...) {
			t.learn(nameKey(name), i)
		}
	}
	return t
}

func (t *Taxonomy) learn(key string, term int) {
	known := t.byName[key]
	if key == "" || len(known) > 0 && known[len(known)-1] == term {
		return
	}
	t.byName[key] = append(known, term)
}

// Terms returns all terms in the order in which they were published.
func (t *Taxonomy) Terms() []Term { return t.terms }

// Term returns the term with an id.
func (t *Taxonomy) Term(id string) (Term, bool) {
	i, ok := t.byID[id]
	if !ok {
		return Term{}, false
	}
	return t.terms[i], true
}

// ByURI returns the term with an address. Scheme, case and a slash at the end
// do not matter.
func (t *Taxonomy) ByURI(uri string) (Term, bool) {
	i, ok := t.byURI[URIKey(uri)]
	if !ok {
		return Term{}, false
	}
	return t.terms[i], true
}

// ByName returns the terms of this name or other name, in their order. Case,
// accents, signs and endings do not matter: "lunch club" finds "Lunch clubs".
func (t *Taxonomy) ByName(name string) []Term { return t.pick(t.byName[nameKey(name)]) }

// Children returns the terms right under one; those of "" are the top terms.
func (t *Taxonomy) Children(id string) []Term { return t.pick(t.children[id]) }

// Ancestors returns the parent of a term, the parent's parent and so on to the
// top. A top term and an unknown id have none.
func (t *Taxonomy) Ancestors(id string) (above []Term) {
	for term, ok := t.Term(id); ok && term.ParentID != ""; {
		if term, ok = t.Term(term.ParentID); ok {
			above = append(above, term)
		}
	}
	return above
}

func (t *Taxonomy) pick(at []int) []Term {
	terms := make([]Term, len(at))
	for i, n := range at {
		terms[i] = t.terms[n]
	}
	return terms
}

// nameKey is a name for comparison.
func nameKey(name string) string { return strings.Join(words.Stems(name), " ") }

// URIKey is an address for comparison: no scheme, no "www.", no slash at the
// end, small letters.
func URIKey(uri string) string {
	uri = strings.ToLower(strings.TrimSpace(uri))
	if _, rest, ok := strings.Cut(uri, "://"); ok {
		uri = rest
	}
	return strings.TrimRight(strings.TrimPrefix(uri, "www."), "/")
}
