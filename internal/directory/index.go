package directory

import "slices"

// field is where in a listing a word stands.
type field uint8

// Fields, the most telling first. A posting keeps the best field of a word in
// a listing; the order decides which is best.
const (
	inName field = iota
	inTopic
	inOrganisation
	inPlace
	inLanguage
	inEligibility
	inDescription
	fields
)

// weightOf says how much a word in a field counts. They are small whole
// numbers so that equal fits are common and distance then decides.
var weightOf = [fields]int{inName: 6, inTopic: 5, inOrganisation: 3, inPlace: 2, inLanguage: 2, inEligibility: 2, inDescription: 1}

var nameOfField = [fields]string{"name", "topic", "organisation", "place", "language", "eligibility", "description"}

// posting says that a word stands in a listing, at best in this field.
type posting struct {
	listing int32
	best    field
}

// index is the directory in memory: immutable once built.
type index struct {
	stamp    string // of the services it was built from
	listings []Listing
	postings map[string][]posting // by stem, in order of listing
	spelled  map[string]string    // words as spelled in the directory, to their stems
	byNeed   map[string][]int32
}

func newIndex(stamp string, listings []Listing) *index {
	ix := &index{
		stamp: stamp, listings: listings,
		postings: make(map[string][]posting), spelled: make(map[string]string), byNeed: make(map[string][]int32),
	}
	for i := range listings {
		ix.add(int32(i))
	}
	return ix
}

// add indexes one listing: the most telling field comes first, so the first
// posting of a stem is its best.
func (ix *index) add(i int32) {
	l := &ix.listings[i]
	for f := range fields {
		for _, text := range l.texts(f) {
			for _, w := range splitWith(text, ix.stem) {
				list := ix.postings[w.stem]
				if n := len(list); n > 0 && list[n-1].listing == i {
					continue
				}
				ix.postings[w.stem] = append(list, posting{i, f})
			}
		}
	}
	for _, need := range l.Needs {
		ix.byNeed[need.Need] = append(ix.byNeed[need.Need], i)
	}
}

// texts returns the texts of a field.
func (l *Listing) texts(f field) []string {
	switch f {
	case inName:
		return []string{l.Name}
	case inTopic:
		return l.Topics
	case inOrganisation:
		return []string{l.Organisation}
	case inPlace:
		texts := make([]string, 0, 2*len(l.Places))
		for _, place := range l.Places {
			texts = append(texts, place.Name, place.Address)
		}
		return texts
	case inLanguage:
		return l.Languages
	case inEligibility:
		return []string{l.Eligibility}
	}
	return []string{l.Description}
}

// stem remembers: finding a stem is the dearest part of building an index.
func (ix *index) stem(plain string) string {
	known, ok := ix.spelled[plain]
	if !ok {
		known = stem(plain)
		ix.spelled[plain] = known
	}
	return known
}

// written finds how a listing writes one of the stems, for the reason. It runs
// while others search, so it looks stems up and adds none.
func (ix *index) written(l *Listing, stems []string, f field) string {
	known := func(plain string) string { return ix.spelled[plain] }
	for _, text := range l.texts(f) {
		for _, w := range splitWith(text, known) {
			if slices.Contains(stems, w.stem) {
				return w.shown
			}
		}
	}
	return ""
}
