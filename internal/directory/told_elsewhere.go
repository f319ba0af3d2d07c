package directory

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/search"
)

// Documents are what an index is to know of services as they are told
// elsewhere, such as where they are published. What is searched is what is said
// there; needs and answers are those of the directory.
func Documents(r db.Reader, services []Service) ([]search.Doc, error) {
	listings, err := listingsOf(r, services)
	docs := make([]search.Doc, len(listings))
	for i := range listings {
		docs[i] = listings[i].doc()
	}
	return docs, err
}

// Dressed is what is shown of hits among services that are told elsewhere.
func Dressed(r db.Reader, services []Service, found []search.Hit, q Query) ([]Hit, error) {
	listings, err := listingsOf(r, services)
	if err != nil {
		return nil, err
	}
	return dressed(r, listings, found, q)
}

// SynonymsInUse are the groups of words that mean the same, as an index takes
// them.
func SynonymsInUse(r db.Reader) ([]string, error) { return synonymsInUse(r) }

func listingsOf(r db.Reader, services []Service) ([]Listing, error) {
	listings := make([]Listing, len(services))
	ids := make([]string, len(services))
	at := make(map[string]*Listing, len(services))
	for i, s := range services {
		listings[i], ids[i] = s.listing(), s.ID
		at[s.ID] = &listings[i]
	}
	for batch := range slices.Chunk(ids, mostAtOnce) {
		for _, load := range []func(db.Reader, map[string]*Listing, scope) error{loadNeeds, loadAnswers} {
			if err := load(r, at, only(batch)); err != nil {
				return nil, err
			}
		}
	}
	return listings, nil
}

// listing is what a list shows of a service that says so itself.
func (s Service) listing() Listing {
	l := Listing{ID: s.ID, Name: s.Name, AlternateName: s.AlternateName, Organisation: s.Organisation.Name, Description: s.Description,
		Alert: s.Alert, Cost: s.Cost, Free: s.Free, Eligibility: s.Eligibility, MinimumAge: s.MinimumAge, MaximumAge: s.MaximumAge,
		Languages: s.Languages, TakesReferrals: s.TakesReferrals, Website: s.Website, Phone: s.Phone, Topics: s.Topics,
		StepFree: stepFree(s.Locations), howToApply: s.HowToApply}
	if !s.AssuredOn.IsZero() {
		l.AssuredOn = s.AssuredOn.String()
	}
	for _, place := range s.Locations {
		l.Places = append(l.Places, ListedPlace{Name: place.Name, Address: place.Address, Outcode: place.Outcode, Kind: place.Kind, Point: place.Point, StepFree: place.StepFree, Access: place.Accessibility})
	}
	for _, schedule := range s.Schedules {
		if schedule.Summary != "" {
			l.When = append(l.When, schedule.Summary)
		}
		l.openings = append(l.openings, openingsOf(schedule.Days, schedule.Opens, schedule.Closes)...)
	}
	return l
}
