package audit

import "time"

// Actor is who acted, as a reader of the log should see it.
type Actor struct {
	ID   string // of an account, a token or a link
	Name string
	Role string // in words
}

// System is the actor of what Linkwork does by itself.
var System = Actor{ID: "system", Name: "Linkwork", Role: "System"}

// What a row is about.
type What string

// The three sorts of row.
const (
	Changed What = "change"
	Viewed  What = "view"
	Refused What = "denied"
)

// Row is one thing that happened.
type Row struct {
	ID       string
	At       time.Time
	What     What
	Act      string // "contact.recorded"; for a view or a refusal, the page
	By       Actor
	PersonID string // "" when it is not about a person
	Kind     string // of the record: "contact"; "" for a page
	RecordID string
}
