package directory

import (
	"math"
	"slices"
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
		if a.answer == NotStated {
			h.NotSaid = append(h.NotSaid, a.about)
		}
	}
	if q.Miles > 0 && !h.Located {
		h.NotSaid = append(h.NotSaid, "place")
	}
}

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
	about  string
	answer Answer
}

var aboutQuestion = [search.Questions]string{
	search.Free: "cost", search.StepFree: "step-free access", search.TakesReferrals: "whether it takes referrals",
	search.SelfReferral: "whether people can refer themselves", search.WomenOnly: "whether it is for women only",
	search.CarersWelcome: "whether carers are welcome", search.Online: "whether it is online",
}

func (h *Hit) asked(q Query, r db.Reader) (all []asked) {
	for question, wanted := range q.wants() {
		if wanted {
			all = append(all, asked{aboutQuestion[question], h.Service.answerTo(search.Question(question))})
		}
	}
	if q.HasRoom {
		all = append(all, asked{"whether there is room", h.Capacity.HasRoom(r.Now())})
	}
	if q.Language != "" {
		all = append(all, asked{"languages", h.Service.speaks(q.Language)})
	}
	if q.Times != 0 && h.Score.Opening == search.NotStated {
		all = append(all, asked{"when it is open", NotStated})
	}
	return all
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
