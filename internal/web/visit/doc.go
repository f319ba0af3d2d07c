// Package visit is one request to a page: who is asking, what they may do,
// what they sent, and how the answer goes out.
//
// A place that people go (day, triage, person, …) lists its Routes. Each names
// who may use it; one without cannot be registered. A handler returns an error
// rather than writing one: what is not there and what may not be seen are the
// same 404 with the same body; a fault in a form comes back with what was
// typed; everything else says honestly whether something was saved.
//
// A page about a person goes out only after the look is on the audit trail:
// the row is committed while the page is being drawn, and the page waits for
// it.
package visit
