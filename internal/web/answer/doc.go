// Package answer is the place where a community organisation answers a
// referral. It has no account: it comes by the link in its mail and proves with
// a code, sent to its registered address, that it reads what comes there.
//
// Before the proof the pages name nobody. After it they show the shared facts
// and nothing else. The first look is a button, not a visit, so that opening is
// noted when a human did it. An answer can be changed as long as the link lasts.
package answer
