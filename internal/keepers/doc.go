// Package keepers lets organisations keep their own entries of the directory
// true, without an account.
//
// It models the note that goes round once a quarter, "is this still right?",
// and the answer on its back. Its words: a Keeper is a mail address that
// entries name; an ask is one mail about the entries of a keeper that are due
// to be checked; a Suggestion is what an organisation says is different by now.
//
// Its rules:
//
//   - Asking is off until an administrator switches it on, is few, and stops:
//     once and one reminder for each entry until somebody checks it, at most so
//     many mails a day, at most one in two weeks to an address. An address that
//     said stop, or that mail does not reach, is not asked.
//   - "Everything is still right" is a check by the organisation, and counts at
//     once. Whether there is room is an observation of theirs, and shows at
//     once with their name and the day, as an answer to a referral does.
//   - Everything else that they write waits until a person of the area has
//     looked at it, field by field, and they are told what became of it.
//   - An address keeps the entries that name it now. Which those are is looked
//     up at every step, so a link opens nothing that has moved on.
//   - An entry that is not published is not asked about and not shown; a place
//     that is hidden is neither shown nor changed here.
package keepers
