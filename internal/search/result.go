package search

// Result is one page of what was found.
type Result struct {
	Hits      []Hit
	Total     int               // of all pages
	AnyWord   bool              // nothing had all words, so these have at least one
	Corrected map[string]string // a word nobody uses, and the word taken instead
	Further   int               // fits, but lies further away than Miles
	Facets    []Facet           // if they were asked for
}

// Hit is a document that was found, and its score: Fit × Near. Far and Known come
// before the score, Fresh × Room after it.
type Hit struct {
	ID      string
	Score   float64 // 0 when nothing was asked for
	Words   []Found // in the order of the words asked for, without those not found
	Miles   float64 // to the nearest point; infinite when not known
	Far     bool    // beyond ten miles and not online
	Known   int     // of the answers asked for, those known to be yes
	Fit     int     // words, needs and terms
	Near    float64 // 1 here, 0.5 at five miles
	Fresh   float64 // 1 when checked in the last quarter, down to 0.9
	Room    float64 // 1.05 with room, 0.9 without, 1 when not known
	Opening Answer  // to the days and times asked for
}

// Found says where a word was found and how.
type Found struct {
	Asked string   // as typed
	Stems []string // what was found; several stems stand for one phrase
	In    Field    // the most telling field
	How   How
}

// How is how a word was found.
type How uint8

// The ways.
const (
	Exact How = iota
	Synonym
	Corrected
)

// Facet counts what a set of documents answers; the three add up to its size.
type Facet struct {
	Kind               string // question, need, day, time, room
	Value              string // step-free; a need's code; Monday; evening; now
	Yes, No, NotStated int
}
