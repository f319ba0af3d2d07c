package directory

import (
	"slices"
	"strings"
	"time"
)

// hit dresses a match for the page: why it fits, what it does not say.
func (ix *index) hit(m match, q Query, terms []term, capacity map[string]Capacity, now time.Time) Hit {
	l := &ix.listings[m.listing]
	h := Hit{Service: *l, Capacity: capacity[l.ID]}
	if m.nearest >= 0 {
		h.Located, h.Miles, h.Nearest = true, m.miles, l.Places[m.nearest].name()
	}
	for _, t := range terms {
		if reason, ok := ix.why(m.listing, t); ok {
			h.Reasons = append(h.Reasons, reason)
		}
	}
	for _, need := range l.Needs {
		if slices.Contains(q.Needs, need.Need) {
			h.Reasons = append(h.Reasons, Reason{Need: need.Need, Found: need.Word, In: need.FoundIn})
		}
	}
	for _, f := range l.answers(q, h.Capacity, now) {
		if f.about != "" && f.answer == NotStated {
			h.NotSaid = append(h.NotSaid, f.about)
		}
	}
	if q.Miles > 0 && !h.Located {
		h.NotSaid = append(h.NotSaid, "place")
	}
	return h
}

// why finds the best place in which a listing has a word, or another word for
// the same thing.
func (ix *index) why(i int32, t term) (Reason, bool) {
	for _, stems := range [][]string{t.exact, t.others} {
		best := fields
		for _, stem := range stems {
			best = min(best, ix.fieldOf(i, stem))
		}
		if best < fields {
			written := strings.Trim(ix.written(&ix.listings[i], stems, best), "'\u2019")
			return Reason{Asked: t.asked, Found: written, In: nameOfField[best]}, true
		}
	}
	return Reason{}, false
}

// fieldOf returns the best field in which a listing has a stem, or fields.
func (ix *index) fieldOf(i int32, stem string) field {
	list := ix.postings[stem]
	at, ok := slices.BinarySearchFunc(list, i, func(p posting, i int32) int { return int(p.listing) - int(i) })
	if !ok {
		return fields
	}
	return list[at].best
}
