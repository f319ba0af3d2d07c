// Package vocabulary holds the words that link workers, practices and
// community organisations already agree on: needs, where a referral came from,
// how people were reached, why support ended, and the few national codes a
// practice's record understands.
//
// Its words: a Term is one choice in a list (a stable code, a label for
// staff, a hint); a Need is a reason for social prescribing; a Holding is one
// of the four functions of supporting a person without (yet) connecting them
// to anything; a NationalCode is a code of a terminology outside Linkwork.
//
// Its rules:
//
//   - Codes are stored, labels are shown; a code is never given a new meaning.
//     A retired code stays in its list, so that old records keep their words.
//   - Where staff and the person need different words, the term carries both.
//     "Holding" is said among staff; the person reads "keeping in touch while
//     you wait".
//   - The needs are Linkwork's own list until the national reference set can be
//     loaded. No SNOMED CT code is attached to them, because none is confirmed.
//   - A national code carries its source. One that is not confirmed is never
//     sent: NationalCode.Coding refuses it.
//   - An NHS number is ten digits with a check digit, optional, and shown 3-3-4.
//
// The package is pure: no clock, no storage, no other room.
package vocabulary
