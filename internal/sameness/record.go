package sameness

import (
	"time"

	"linkwork/internal/places"
)

// Record is a service as one publisher lists it. Everything but ID may be
// empty, which means "not stated". Texts are as published; they are brought to
// a common form here.
type Record struct {
	ID            string // unique in a Set
	Source        string // the feed or file
	Name          string
	AlternateName string
	Description   string
	Organisation  Organisation
	Places        []Place
	Phones        []string
	Emails        []string
	Website       string
	Topics        []string // names or addresses of taxonomy terms
	Sessions      []Session
}

// Organisation runs services.
type Organisation struct {
	Name    string
	Numbers []Identifier // in public registers: charities, companies
}

// Identifier is a number and the list it is from.
type Identifier struct {
	Scheme string // "GB-CHC", "charity", "UPRN"; any usual spelling
	Number string
}

// Place is where a service happens.
type Place struct {
	Identifiers []Identifier // such as a UPRN
	Postcode    string
	Point       places.Point // zero when not known
}

// Session is a time in the week at which a service is open.
type Session struct {
	Day    time.Weekday
	Opens  string // "10:00"; empty when not stated
	Closes string // "12:00"
}
