package search

import (
	"time"

	"linkwork/internal/places"
)

// Query is what somebody looks for. The zero Query finds everything.
type Query struct {
	Words      string
	Needs      []string     // codes; any of them fits
	Terms      []string     // ids of taxonomy terms; any of them fits
	From       places.Point // distances are from here; zero for nowhere
	Miles      float64      // no further than this; 0 for any distance
	OnlineToo  bool         // what is online fits at any distance
	Times      Times        // open at any of them; 0 for any time
	Age        int          // years; 0 for any
	AgeFirst   bool         // puts what is known to be for that age before the rest
	Language   string       // English name; never leaves anything out
	Answers    [Questions]Answer
	PreferFree bool      // puts what is free before the rest
	HasRoom    bool      // leaves out what is known, freshly, to be full
	Now        time.Time // decides what is fresh

	Facets        bool     // count them
	Counted       []string // further codes of needs that the facets count
	Offset, Limit int
}

// Days are days of the week, a bit each, Sunday first.
type Days uint8

// EveryDay is the whole week.
const EveryDay Days = 0x7f

// On is the set of one day.
func On(day time.Weekday) Days { return 1 << day }

// Has says whether a day is among them.
func (d Days) Has(day time.Weekday) bool { return d>>day&1 == 1 }

// narrows says whether anything is asked for but nearness.
func (q *Query) narrows(terms int) bool {
	return terms > 0 || len(q.Needs) > 0 || len(q.Terms) > 0 || q.Times != 0 ||
		q.Age > 0 || q.Language != "" || q.HasRoom || q.PreferFree || q.Answers != [Questions]Answer{}
}
