package find

import (
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/directory"
	"linkwork/internal/taxonomies"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// readNeeds reads the needs that are ticked and the kinds of help under them. A
// kind stands in place of its need: whoever ticks debt advice under money does
// not want everything about money.
func readNeeds(f visit.Fields) (codes []string) {
	for _, code := range f.All("kinds") {
		if directory.Broader(code) != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	narrowed := func(need string) bool {
		return slices.ContainsFunc(codes, func(kind string) bool { return directory.Broader(kind) == need })
	}
	for _, need := range f.All("needs") {
		if vocabulary.Needs.Has(need) && !narrowed(need) {
			codes = append(codes, need)
		}
	}
	return codes
}

// kindItems are the kinds of help under the needs that are looked for, with how
// many of what was found are of each.
func (s *search) kindItems() (items []ui.Choice) {
	var needs []string
	for _, code := range s.Query.Needs {
		if broader := directory.Broader(code); broader != "" {
			code = broader
		}
		if !slices.Contains(needs, code) {
			needs = append(needs, code)
		}
	}
	if len(needs) > mostNarrowed { // then nobody looks for one kind
		return nil
	}
	for _, need := range needs {
		for _, kind := range taxonomies.Own.Children(taxonomies.OwnID(need)) {
			items = append(items, ui.Choice{Value: kind.Code, Text: kind.Name, Hint: s.countOf("need", kind.Code)})
		}
	}
	return items
}

// mostNarrowed is of how many needs at once the kinds are offered.
const mostNarrowed = 3

// countOf is how many of what was found are of a kind; "" before anything was.
func (s *search) countOf(kind, value string) string {
	for _, facet := range s.Result.Facets {
		if facet.Kind == kind && facet.Value == value {
			return strconv.Itoa(facet.Yes) + " found"
		}
	}
	return ""
}

// broader is the same search for a need in place of the kinds of help under it.
func (s *search) broader(need string) url.Values {
	kept := s.with("page", "")
	kept["kinds"] = slices.DeleteFunc(slices.Clone(kept["kinds"]), func(kind string) bool { return directory.Broader(kind) == need })
	if !slices.Contains(kept["needs"], need) {
		kept.Add("needs", need)
	}
	return kept
}
