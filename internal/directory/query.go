package directory

import (
	"fmt"

	"linkwork/internal/places"
	"linkwork/internal/search"
)

// Query is what somebody looks for. The zero Query finds every active service.
type Query struct {
	Words          string       // looked for in names, topics, organisations, places and descriptions
	Needs          []string     // codes of needs, or of kinds of help under them; a service that helps with any of them fits
	Topics         []string     // names of topics; a service with any of them fits
	From           places.Point // distances are from here; zero for nowhere
	Miles          float64      // no further than this from From; 0 for any distance
	OnlineToo      bool         // what is online fits at any distance
	Times          search.Times // open at any of these; 0 for any time
	Near           bool         // nearness was asked for in so many words: it is a reason
	Age            int          // the person's age in years; 0 for any
	AgeFirst       bool         // puts what is known to be for that age before what does not say
	Language       string       // spoken there, by its English name; empty for any
	Free           bool         // leaves out what is known to cost money
	PreferFree     bool         // puts what is free before the rest
	StepFree       bool         // leaves out what is known to have steps everywhere
	TakesReferrals bool         // leaves out what is known not to take referrals
	SelfReferral   bool         // leaves out what is known to need a professional's referral
	WomenOnly      bool         // leaves out what is known to be for men
	CarersWelcome  bool         // leaves out what is known not to welcome carers
	Online         bool         // leaves out what is known not to be online
	HasRoom        bool         // leaves out what is known, freshly, to be full or to have a wait
	Facets         bool         // count what the services found answer
}

// Page is a part of a list: Number from 1, Size from 1 to 100. Zero values mean
// the first page of 20.
type Page struct{ Number, Size int }

const (
	usualPage   = 20
	longestPage = 100
)

// farthest keeps a wild page number from overflowing.
const farthest = 10_000_000

// Part returns how many services come before the page and how many are on it.
func (p Page) Part() (offset, limit int) {
	if p.Size < 1 {
		p.Size = usualPage
	}
	p.Size = min(p.Size, longestPage)
	return (min(max(p.Number, 1), farthest) - 1) * p.Size, p.Size
}

// Result is one page of what was found.
type Result struct {
	Hits      []Hit
	Total     int               // of all pages, counted from the same list
	AnyWord   bool              // no service had all words, so these have at least one
	Corrected map[string]string // a word nobody uses, and the word taken instead
	Further   int               // services that fit but lie further away than Miles
	Facets    []search.Facet    // if they were asked for
	Broader   []string          // codes of needs above those that were asked for, to look in too
}

// Hit is a service that was found and why.
type Hit struct {
	Service  Listing
	Miles    float64 // from Query.From to the nearest place
	Located  bool    // false: no place or no origin is known, and Miles says nothing
	Nearest  string  // name or town of that place
	Reasons  []Reason
	NotSaid  []string   // what was asked for and is not stated: "cost", "step-free access"
	Capacity Capacity   // as last observed; State empty when never
	Score    search.Hit // how it came to its place in the list
}

// Distance says how far it is in words, or that it is not known.
func (h Hit) Distance() string {
	if !h.Located {
		return "distance not known"
	}
	return places.About(h.Miles)
}

// Reason says why a service came up.
type Reason struct {
	Asked string // the word asked for, empty when a need was asked for
	Found string // the word found, as written there
	Need  string // the need asked for, a code; empty when a word was
	In    string // name, other name, topic, organisation, place, eligibility, description, language; of a need also term, choice
	Holds string // a filter that was asked for and holds: "open on Sundays"; empty when a word or a need was asked for
}

// String says it to the reader: `"lunch" found as "meal" in the description`.
func (r Reason) String() string {
	switch {
	case r.Holds != "":
		return r.Holds
	case r.Need != "" && r.In == InChoice:
		return NeedName(r.Need) + ": chosen by " + r.Found
	case r.Need != "":
		return fmt.Sprintf("%s: %q in the %s", NeedName(r.Need), r.Found, r.In)
	case search.Fold(r.Asked) == search.Fold(r.Found):
		return fmt.Sprintf("%q in the %s", r.Found, r.In)
	}
	return fmt.Sprintf("%q found as %q in the %s", r.Asked, r.Found, r.In)
}

// Listing is what a list shows of a service.
type Listing struct {
	ID             string
	Name           string
	AlternateName  string
	Organisation   string
	Description    string
	Alert          string
	Cost           string
	Free           Answer
	Eligibility    string
	MinimumAge     *int
	MaximumAge     *int
	Languages      []string
	When           []string // summaries of schedules
	Places         []ListedPlace
	StepFree       Answer
	TakesReferrals Answer
	AssuredOn      string // 2026-11-23, empty when not stated
	Website        string
	Phone          string
	Topics         []string
	Needs          []ServiceNeed

	howToApply string
	openings   []search.Span
	said       Answers // by somebody, to Questions
}

// ListedPlace is a place in a Listing.
type ListedPlace struct {
	Name     string
	Address  string
	Outcode  string
	Kind     string
	Point    places.Point
	StepFree Answer
	Access   string // in words
}

// name returns what people call the place.
func (p ListedPlace) name() string {
	for _, text := range []string{p.Name, p.Address, p.Outcode} {
		if text != "" {
			return text
		}
	}
	return "its place"
}
