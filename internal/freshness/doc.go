// Package freshness keeps the directory true from everyday work.
//
// It models the link worker who says "that lunch club has moved", and the
// colleague who rings up to see. Its words: a Report says that something is
// wrong with an entry, and has a clock of 48 hours; a Check says that somebody
// looked and how; what is due to be checked is what was checked longest ago and
// is used most.
//
// Its rules:
//
//   - An entry is to be checked every 90 days, whoever publishes it.
//   - What somebody finds wrong twice is one report that was told twice.
//   - A report from a connection says what kind of trouble it was and nothing
//     else: nothing about a person stands in the directory.
//   - A check is an assurance: it is published with the entry, and counts until
//     its source says that it looked later.
package freshness
