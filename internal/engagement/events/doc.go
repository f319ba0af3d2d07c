// Package events is knowledge exchange events of a study: a day or several on which link
// workers, managers, commissioners, the voluntary sector, researchers and members of the
// public hear what was found, say what they make of it and get to know each other. Those who
// run an entry of the directory hold their sessions with it too, such as a lunch club.
//
// A Host is who holds an event, as somebody comes in for it: a study by a seat, an entry by
// what a room above found out. Acts take an Entrance, which lets them in on the transaction.
//
// An event goes from draft to open to closed to over, or is cancelled. Whoever wants to
// come registers without an account and confirms by a mail; the place is theirs when they
// confirm. When all places are taken they wait in line. A place that becomes free is
// offered to the next, for a time. No page says whether an address is registered: what
// there is to say goes to the address.
//
// # Who sees what
//
// Everybody reads what an event is, and the speakers who agreed to be named. Where it is
// online is told to those who have a place. Names, addresses, access needs and what
// delegates wrote are for those who run the event: with the duty studies.Involve, or of the
// organisation. Who follows a study sees rows that name nobody. Names end some months after
// the last day; how many came as what stays.
//
// A site of a study has a pseudonym. That a delegate comes from a site is shown only while
// the site's own permission stands.
//
// Two delegates learn each other's address when both wish to. Feedback has no name: that
// somebody began it is kept, which answers are theirs is not.
//
// Mails are queued once for each delegate and purpose, and package messages says how often
// one can arrive. A mail says nothing that somebody typed who registered: the address may
// be another's.
package events
