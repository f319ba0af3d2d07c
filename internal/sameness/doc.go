// Package sameness works out which published records describe the same
// community service.
//
// It models the evening that somebody in a network spends with two printed
// lists and a pencil: the same number, the same hall, nearly the same name,
// so this is one; the same charity but another town, so these are two. It
// proposes, with its reasons in sentences; a human decides, except where an
// official number is equal and nothing speaks against it.
//
// Its words: a Record is a service as one publisher lists it; a Set holds
// records and is asked which of them are like one; candidates are the records
// worth a comparison, because they share a key; a Pair is two records compared,
// with a Score in points, the Reasons that gave or took them, and a Band: Link
// (by itself), Review (a human looks), Ignore.
//
// Its rules:
//
//   - What a service is, is said by its name. An organisation's number, phone,
//     address and website are those of all its services, so they count for
//     little where the names say different things.
//   - A name is compared by its words without endings, in any order, one or two
//     slips of the pen apart. Words that say little ("group") and the words of
//     the organisation's own name weigh less.
//   - Days, ages, women or men, and levels in a name are read and not compared
//     as words: "over 60s" and "under 5s" are two services, and so are classes
//     for beginners and improvers. One that says and one that does not is a doubt.
//   - The same name of the same organisation on another day is one service with
//     two schedules: a human looks, and the pair says so.
//   - The same name of the same charity in another town is another branch.
//   - Unknown is no difference: nothing is taken off for a field that only one of
//     two records has. But where one does not say where, the phone or the day and
//     time must tie them to one place, or else two branches would be one.
//   - Linked by themselves are only records of two sources (a publisher who gives
//     two records may have a reason) with an equal number in a public register,
//     the same words in the same order, the same property number or postcode, and
//     nothing that differs. The rest is for a human.
//   - The score of two records does not depend on their order, on other records
//     or on chance. Which pairs are looked at depends on the whole set, because
//     a phone that hundreds share tells nothing, but not on its order.
//
// The package is pure: no clock, no storage. Nobody is in these records; they
// are what organisations publish.
package sameness
