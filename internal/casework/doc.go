// Package casework is the work of a link worker with one person: taking on,
// getting to know them, what matters to them, needs, a plan with goals and
// actions, contacts, holding, and closing.
//
// A case is one episode of support. It opens in state reaching, where the
// tries to get in touch live; the first two-way conversation makes it engaged
// and gives the national referral code once; closing ends it. A person may
// have several cases, one open at a time.
//
// Holding is work in its own right: supporting somebody while they wait, while
// they get ready, to share the load, or to bear witness. It has a reason and a
// beginning, a next check-in and a day to talk it over; it never closes by
// itself, and a case can be engaged and contain holding.
//
// Contacts are entries that nobody overwrites. Goals and confidence are the
// person's own numbers from 1 to 10, and "not yet" is a valid answer.
package casework
