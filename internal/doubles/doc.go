// Package doubles finds services that stand in the directory twice, and keeps
// what people decided about them.
//
// It models the red pencil in a list that two offices sent: this is the same
// lunch club, once with the old phone number. Its words: a Pair is two services
// that may be one, with the reasons; joining makes one of them stand for both,
// and people choose field by field whose word counts; apart means that somebody
// has looked and they are two.
//
// Its rules:
//
//   - package sameness proposes; people decide. Only what it is certain of (an
//     equal number in a public register, and nothing that differs) is joined by
//     the program, which says so.
//   - What was found to be two is never proposed again.
//   - Everything can be taken apart again; nothing that refers to a service is
//     changed. After that the two are apart.
package doubles
