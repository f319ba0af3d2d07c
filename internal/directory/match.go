package directory

import (
	"cmp"
	"math"
	"slices"
	"time"

	"linkwork/internal/places"
)

// match is a listing that fits a query.
type match struct {
	listing int32
	fit     int
	miles   float64 // infinite when not known
	nearest int     // of the listing's places, -1 when not known
}

// found is everything that fits, in order.
type found struct {
	ranked    []match
	terms     []term
	anyWord   bool
	corrected map[string]string
	further   int
}

// search ranks every listing that fits. Words are looked for together first;
// if no listing has them all, any of them will do.
func (ix *index) search(q Query, capacity map[string]Capacity, now time.Time) found {
	var f found
	f.terms, f.corrected = ix.terms(q.Words)
	fit, words := ix.wordFits(f.terms)
	needs := ix.needFits(q.Needs)
	pick := func(wanted int) {
		f.ranked, f.further = f.ranked[:0], 0
		for i := range ix.listings {
			if words != nil && int(words[i]) < wanted || needs != nil && needs[i] == 0 {
				continue
			}
			m := match{listing: int32(i), miles: math.Inf(1), nearest: -1}
			if words != nil {
				m.fit += int(fit[i])
			}
			if needs != nil {
				m.fit += int(needs[i])
			}
			ix.consider(&f, m, q, capacity, now)
		}
	}
	pick(len(f.terms))
	if len(f.ranked)+f.further == 0 && len(f.terms) > 1 {
		f.anyWord = true
		pick(1)
	}
	f.anyWord = f.anyWord && len(f.ranked)+f.further > 0
	ix.rank(f.ranked)
	return f
}

// consider applies the filters to a match and keeps it, counts it as further
// away, or drops it.
func (ix *index) consider(f *found, m match, q Query, capacity map[string]Capacity, now time.Time) {
	l := &ix.listings[m.listing]
	bonus, ok := l.passes(q, capacity[l.ID], now)
	if !ok {
		return
	}
	m.fit += bonus
	m.miles, m.nearest = l.distance(q.From)
	if q.Miles > 0 && m.nearest >= 0 && m.miles > q.Miles {
		f.further++
		return
	}
	f.ranked = append(f.ranked, m)
}

// passes applies the filters that need no distance. Only a known "no" drops a
// listing; every known "yes" to what was asked adds one to its fit.
func (l *Listing) passes(q Query, capacity Capacity, now time.Time) (bonus int, ok bool) {
	if q.Age > 0 && (l.MinimumAge != nil && q.Age < *l.MinimumAge || l.MaximumAge != nil && q.Age > *l.MaximumAge) {
		return 0, false
	}
	for _, f := range l.answers(q, capacity, now) {
		switch f.answer {
		case No:
			return 0, false
		case Yes:
			bonus++
		}
	}
	return bonus, true
}

// asked is a filter and what a listing answers to it; the zero value is a
// filter that was not asked for.
type asked struct {
	about  string
	answer Answer
}

func (l *Listing) answers(q Query, capacity Capacity, now time.Time) (all [5]asked) {
	if q.Free {
		all[0] = asked{"cost", l.Free}
	}
	if q.StepFree {
		all[1] = asked{"step-free access", l.StepFree}
	}
	if q.TakesReferrals {
		all[2] = asked{"whether it takes referrals", l.TakesReferrals}
	}
	if q.HasRoom {
		all[3] = asked{"whether there is room", capacity.HasRoom(now)}
	}
	if q.Language != "" {
		all[4] = asked{"languages", l.speaks(q.Language)}
	}
	return all
}

// speaks never answers no: few services list every language they have.
func (l *Listing) speaks(language string) Answer {
	for _, spoken := range l.Languages {
		if fold(spoken) == fold(language) {
			return Yes
		}
	}
	return NotStated
}

// distance returns the miles to the nearest place whose point is known.
func (l *Listing) distance(from places.Point) (miles float64, nearest int) {
	miles, nearest = math.Inf(1), -1
	if !from.Known() {
		return miles, nearest
	}
	for i, place := range l.Places {
		if !place.Point.Known() {
			continue
		}
		if m := places.Miles(from, place.Point); m < miles {
			miles, nearest = m, i
		}
	}
	return miles, nearest
}

// rank sorts by fit, then distance, then name; ids make the order total.
func (ix *index) rank(matches []match) {
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(
			cmp.Compare(b.fit, a.fit),
			cmp.Compare(a.miles, b.miles),
			cmp.Compare(ix.listings[a.listing].Name, ix.listings[b.listing].Name),
			cmp.Compare(a.listing, b.listing), // listings are in order of id
		)
	})
}

// wordFits returns for every listing how well the words fit and how many of
// them it has; nil when no words were asked for.
func (ix *index) wordFits(terms []term) (fit, words []uint16) {
	if len(terms) == 0 {
		return nil, nil
	}
	fit, words = make([]uint16, len(ix.listings)), make([]uint16, len(ix.listings))
	best := make([]uint16, len(ix.listings)) // of one word
	for _, t := range terms {
		clear(best)
		ix.note(best, t.others, asSynonym)
		ix.note(best, t.exact, asAsked)
		for i, b := range best {
			if b > 0 {
				fit[i] += b
				words[i]++
			}
		}
	}
	return fit, words
}

func (ix *index) note(best []uint16, stems []string, how int) {
	for _, stem := range stems {
		for _, p := range ix.postings[stem] {
			best[p.listing] = max(best[p.listing], uint16(weightOf[p.best]*how))
		}
	}
}

// needFits returns for every listing how well it fits the needs; nil when none
// was asked for. A need read from a description counts less than a topic.
func (ix *index) needFits(needs []string) []uint16 {
	if len(needs) == 0 {
		return nil
	}
	fit := make([]uint16, len(ix.listings))
	for n, need := range needs {
		if slices.Contains(needs[:n], need) {
			continue
		}
		for _, i := range ix.byNeed[need] {
			fit[i] += needWeight(ix.listings[i].Needs, need)
		}
	}
	return fit
}

func needWeight(needs []ServiceNeed, code string) uint16 {
	for _, need := range needs {
		if need.Need != code {
			continue
		}
		switch need.FoundIn {
		case InTopic:
			return 10
		case InName:
			return 8
		}
		return 3
	}
	return 0
}
