// Package correspondence is what link workers write: texts, emails and letters
// to a person, and letters about them to their practice or to an organisation.
// It models the tray of a good office, where every piece that went out lies with
// its words, how it went, and what became of it.
//
// # Rules
//
// A text or email needs a monitored way back: somebody of the team who reads
// replies, and words for the hours when nobody does, with where to turn in a
// crisis. Without them nothing can be written that way, and the page says who
// can set them up.
//
// Whether a person may be reached, and how, is asked of package people in the
// write that sends. What concerns a person goes to a practice or organisation
// on paper only, and only with their yes.
//
// Words may start from a template with fixed merge fields; there is no code in
// a template, and a field that nobody knows is a fault. What was not known when
// it was filled stands in square brackets, and nothing goes out with those. A
// version of a template never changes, and a piece keeps its own words.
//
// A piece that did not go, or must not go, by text or email can be made a
// letter of the same words in one click. A letter is to print, then printed:
// the worker says so when it is posted or handed over.
package correspondence
