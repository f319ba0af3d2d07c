// Package castest is a small named cast for the tests of the rooms between the
// directory and the letters: one area, two networks that do not know each
// other's people, and a few services. Everybody in it is made up.
//
// A test writes [New] on a database of dbtest and then lets people act through
// the same functions as the pages: [Cast.Receive], [Cast.Take],
// [Cast.Supported], [Cast.Contact]. What a helper does must succeed; a test of
// a refusal calls the room itself.
package castest
