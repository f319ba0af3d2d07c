package directory

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/places"
	"linkwork/internal/search"
)

// dress reads what is shown of the hits, why they fit and what they do not say.
func dress(r db.Reader, found []search.Hit, q Query) ([]Hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	ids := make([]string, len(found))
	for i, hit := range found {
		ids[i] = hit.ID
	}
	listings, err := loadListings(r, only(ids))
	if err != nil {
		return nil, err
	}
	return dressed(r, listings, found, q)
}

// dressed is what is shown of the hits among some listings.
func dressed(r db.Reader, listings []Listing, found []search.Hit, q Query) ([]Hit, error) {
	ids := make([]string, len(listings))
	for i := range listings {
		ids[i] = listings[i].ID
	}
	capacity, err := currentCapacities(r, only(ids))
	if err != nil {
		return nil, err
	}
	at := make(map[string]*Listing, len(listings))
	for i := range listings {
		at[listings[i].ID] = &listings[i]
	}
	var hits []Hit
	for _, hit := range found {
		if l := at[hit.ID]; l != nil {
			h := Hit{Service: *l, Capacity: capacity[l.ID], Score: hit}
			h.complete(q, h.asked(q, r))
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// complete adds the distance, the reasons and what is not said.
func (h *Hit) complete(q Query, answers []asked) {
	l := &h.Service
	var nearest int
	if h.Miles, nearest = l.distance(q.From); nearest >= 0 {
		h.Located, h.Nearest = true, l.Places[nearest].name()
	}
	for _, found := range h.Score.Words {
		h.Reasons = append(h.Reasons, Reason{Asked: found.Asked, Found: l.written(found), In: found.In.String()})
	}
	for _, need := range l.Needs {
		if slices.Contains(q.Needs, need.Need) {
			h.Reasons = append(h.Reasons, Reason{Need: need.Need, Found: need.Word, In: need.FoundIn})
		}
	}
	for _, a := range answers {
		switch a.answer {
		case Yes:
			h.Reasons = append(h.Reasons, Reason{Holds: a.holds})
		case NotStated:
			h.NotSaid = append(h.NotSaid, a.about)
		}
	}
	switch {
	case q.Miles > 0 && !h.Located:
		h.NotSaid = append(h.NotSaid, "place")
	case h.Located && (q.Miles > 0 || q.Near && h.Miles <= nearMiles):
		h.Reasons = append(h.Reasons, Reason{Holds: "near: " + h.Distance()})
	}
}

// nearMiles is as far as somebody means who says "near" and no distance.
const nearMiles = 3

// written is how the listing writes what was found.
func (l *Listing) written(found search.Found) string {
	var words []string
	texts := l.texts()[found.In]
	for _, stem := range found.Stems {
		for _, text := range texts {
			if word := search.Written(text, stem); word != "" {
				if !slices.Contains(words, word) {
					words = append(words, word)
				}
				break
			}
		}
	}
	return strings.Join(words, " ")
}

// asked is a filter that was asked for and what a listing answers to it.
type asked struct {
	about  string // what is not said if it does not say: "cost"
	holds  string // what holds if it says yes: "free"
	answer Answer
}

// aboutQuestion are the words of each question of the index: what is not said,
// and what holds.
var aboutQuestion = [search.Questions]asked{
	search.Free:           {about: "cost", holds: "free"},
	search.StepFree:       {about: "step-free access", holds: "step-free"},
	search.TakesReferrals: {about: "whether it takes referrals", holds: "takes referrals"},
	search.SelfReferral:   {about: "whether people can refer themselves", holds: "people can refer themselves"},
	search.WomenOnly:      {about: "whether it is for women only", holds: "for women only"},
	search.CarersWelcome:  {about: "whether carers are welcome", holds: "carers welcome"},
	search.Online:         {about: "whether it is online", holds: "online"},
}

// asked are the filters of a query, in the order in which they are said.
func (h *Hit) asked(q Query, r db.Reader) (all []asked) {
	l := &h.Service
	if q.Times != 0 {
		all = append(all, asked{"when it is open", "open " + q.Times.Held(l.openings).String(), l.open(q.Times)})
	}
	wants := q.wants()
	wants[search.Free] = wants[search.Free] || q.PreferFree
	for question, wanted := range wants {
		if wanted {
			one := aboutQuestion[question]
			one.answer = l.answerTo(search.Question(question))
			all = append(all, one)
		}
	}
	if q.Language != "" {
		all = append(all, asked{"languages", q.Language + " is spoken", l.speaks(q.Language)})
	}
	if is := l.isFor(q.Age); q.Age > 0 && (is != NotStated || q.AgeFirst) { // most that state no age are for all
		all = append(all, asked{"ages", "for somebody aged " + strconv.Itoa(q.Age), is})
	}
	if q.HasRoom {
		all = append(all, asked{"whether there is room", "has room", h.Capacity.HasRoom(r.Now())})
	}
	return all
}

// open says whether it is open at some of the times. Times that are not stated
// are no "no".
func (l *Listing) open(asked search.Times) Answer {
	switch {
	case asked.Held(l.openings) != 0:
		return Yes
	case len(l.openings) == 0 || asked.MayBeHeld(l.openings):
		return NotStated
	}
	return No
}

// isFor says whether it is for an age.
func (l *Listing) isFor(age int) Answer {
	switch {
	case l.MinimumAge == nil && l.MaximumAge == nil:
		return NotStated
	case l.MinimumAge != nil && age < *l.MinimumAge, l.MaximumAge != nil && age > *l.MaximumAge:
		return No
	}
	return Yes
}

// speaks never answers no: few services list every language they have.
func (l *Listing) speaks(language string) Answer {
	for _, spoken := range l.Languages {
		if search.Fold(spoken) == search.Fold(language) {
			return Yes
		}
	}
	return NotStated
}

// distance returns the miles to the nearest place whose point is known, and
// which that is, -1 for none.
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
