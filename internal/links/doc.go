// Package links lets somebody without an account do one thing: answer a
// referral, fill in four questions, accept an invitation. It models the sealed
// envelope with a name on it: who holds it may open it, until it is used, taken
// back or out of date.
//
// A link carries a random token that is shown once, when it is made; only its
// hash is kept. Opening a link (GET) changes nothing, because mail scanners
// open links too: a page with a button comes first, and acting is a POST.
//
// A link may ask for a proof on a browser that it does not know: a code of six
// digits sent to an address that we already had, or the year of birth. Codes
// hold for 15 minutes and five tries; a birth year for three tries, after which
// the link is taken back. A browser that gave the proof is remembered by a
// second token, for 30 days or as its door says. Functions that check a proof return the verdict as a
// value, not as an error: a wrong try must be counted, and an error would undo
// the count.
package links
