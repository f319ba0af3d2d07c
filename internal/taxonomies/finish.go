package taxonomies

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// finish sorts the terms into their taxonomies, finds parents and cuts what does
// not hold.
func (d *draft) finish() []*Taxonomy {
	var order []string
	of := make(map[string][]draftTerm)
	headOf := d.headFinder()
	for _, t := range d.terms {
		key := headOf(t.taxonomy)
		if _, known := of[key]; !known {
			order = append(order, key)
		}
		of[key] = append(of[key], t)
	}
	var all []*Taxonomy
	for _, key := range order {
		all = append(all, newTaxonomy(d.head(key), d.connect(of[key])))
	}
	return all
}

// headFinder finds the id of the taxonomy that a term names by id, name or
// address; where only one is known, a term that names none is in it.
func (d *draft) headFinder() func(named string) (id string) {
	known := make(map[string]string)
	for _, h := range slices.Backward(d.heads) { // the first of two counts
		known[h.ID], known[h.Name], known[URIKey(h.URI)] = h.ID, h.ID, h.ID
	}
	delete(known, "")
	return func(named string) string {
		if named == "" && len(d.heads) == 1 {
			return d.heads[0].ID
		}
		return firstOf(known[named], known[URIKey(named)], named)
	}
}

// head returns what is known of a taxonomy, at least what its terms call it.
func (d *draft) head(key string) Taxonomy {
	if i := slices.IndexFunc(d.heads, func(h Taxonomy) bool { return h.ID == key }); i >= 0 {
		return d.heads[i]
	}
	return Taxonomy{ID: key, Name: key}
}

// connect gives every term an id of its own and a parent that exists.
func (d *draft) connect(drafts []draftTerm) []Term {
	drafts = d.withIDs(drafts)
	find := finder(drafts)
	for i := range drafts {
		t := &drafts[i]
		if t.parent == "" {
			continue
		}
		parent, ok := find(t.parent)
		switch {
		case !ok:
			d.noteTerm(*t, t.field, fmt.Sprintf("%q is not in the file; the term is kept on top", t.parent))
		case parent == t.ID:
			d.noteTerm(*t, t.field, "the term is its own parent; it is kept on top")
		default:
			t.ParentID = parent
		}
	}
	return d.withoutCycles(drafts)
}

// madeUpIDs is the namespace of ids for terms that were published without one.
var madeUpIDs = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://terms.linkwork.example/without-id"))

// withIDs takes code, address or, from parent and name, an id of our own for
// terms without one. The first of two with one id is kept.
func (d *draft) withIDs(drafts []draftTerm) (kept []draftTerm) {
	seen := make(map[string]bool)
	for _, t := range drafts {
		if t.ID == "" {
			t.ID = firstOf(t.URI, t.Code, uuid.NewSHA1(madeUpIDs, []byte(t.parent+"\n"+t.Name)).String())
		}
		if seen[t.ID] {
			d.noteTerm(t, "id", "another term before it has this id; left out")
			continue
		}
		seen[t.ID] = true
		kept = append(kept, t)
	}
	return kept
}

// finder finds the id of a term by id, address, code, or a name that only one
// term has.
func finder(drafts []draftTerm) func(named string) (id string, ok bool) {
	by := make([]map[string]string, 4)
	for i := range by {
		by[i] = make(map[string]string, len(drafts))
	}
	for _, t := range drafts {
		for i, key := range []string{t.ID, URIKey(t.URI), t.Code, nameKey(t.Name)} {
			if other, taken := by[i][key]; taken && other != t.ID {
				by[i][key] = "" // two have it
			} else if key != "" {
				by[i][key] = t.ID
			}
		}
	}
	return func(named string) (string, bool) {
		for i, key := range []string{named, URIKey(named), named, nameKey(named)} {
			if id := by[i][key]; id != "" {
				return id, true
			}
		}
		return "", false
	}
}

// withoutCycles cuts each circle of parents at the term of it that comes first.
func (d *draft) withoutCycles(drafts []draftTerm) []Term {
	at := make(map[string]int, len(drafts))
	for i, t := range drafts {
		at[t.ID] = i
	}
	safe := make([]bool, len(drafts)) // leads to the top
	for i := range drafts {
		var way []int
		on := make(map[int]bool)
		for n := i; !safe[n]; n = at[drafts[n].ParentID] {
			if on[n] {
				d.cutCircle(drafts, way[slices.Index(way, n):])
				break
			}
			way, on[n] = append(way, n), true
			if drafts[n].ParentID == "" {
				break
			}
		}
		for _, n := range way {
			safe[n] = true
		}
	}
	terms := make([]Term, len(drafts))
	for i, t := range drafts {
		terms[i] = t.Term
	}
	return terms
}

func (d *draft) cutCircle(drafts []draftTerm, circle []int) {
	t := &drafts[slices.Min(circle)]
	d.noteTerm(*t, t.field, fmt.Sprintf("the term is above itself, through %q; it is kept on top", t.ParentID))
	t.ParentID = ""
}
