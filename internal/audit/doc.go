// Package audit remembers who changed, looked at or was refused what, and when.
//
// It models the access log that information-governance officers ask for, and
// that answers a person's question "who has seen my record?". A row says that
// something happened, never what it said: no words, names or numbers of people
// are in it beyond the name of the one who acted.
//
// A change and its row are one write. A view of a person's record is a row
// committed before the page leaves. A refusal is a row too. Rows are added, not
// changed.
package audit
