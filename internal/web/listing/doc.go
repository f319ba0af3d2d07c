// Package listing shows services of the directory: a card in a list of results,
// a map of them, and everything that is known of one. It is shared by the places
// where link workers look and where anybody may.
//
// Silence is shown as silence: what nobody states is "Not stated", and what was
// seen once has a date.
package listing
