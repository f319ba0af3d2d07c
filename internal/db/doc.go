// Package db is the one way to read and to write an area's database.
//
// An area (one network, one county, one charity's service) is one SQLite file
// or one PostgreSQL database; nothing above this package knows which.
//
//   - [DB.Read] gives a closure a read-only [Snapshot]: everything it asks is
//     answered as of one moment, so a count and the list it opens agree.
//   - [DB.Write] gives a closure a [Tx]. What it did is kept, durably, if Write
//     returns nil, and is undone if Write returns an error. Write returns only
//     after the commit.
//
// # Closures
//
// A closure may run more than once: PostgreSQL asks for it after a conflict,
// SQLite when a neighbour in the same group lost the transaction, and tests
// always. So it changes nothing but the database and variables that it sets
// anew each time: no mail, no files, no network, no hashing, no appending to a
// slice of its caller. It uses its Tx on its own goroutine and not after it has
// returned. One result is read to its end before the next statement
// ([List] and [One] do). A Write inside a Write is refused; a Read inside a
// Write would see the state before it, so use the Tx, which is a [Reader].
//
// After its first error a Tx is dead: every later call returns that error and
// Write returns it even if the closure returns nil. Where a duplicate is
// expected, say ON CONFLICT.
//
// # SQLite: group commit
//
// Syncing the disk is what a small write costs. Closures that are waiting share
// one transaction, each in a savepoint of its own; the last of them commits and
// only then are all of them answered. See group.go for what may go wrong and
// what is done about it. A request's context is looked at before its closure
// starts and not afterwards: an interrupt inside a statement would take the
// whole group with it.
//
// # PostgreSQL
//
// Reads are REPEATABLE READ READ ONLY, writes SERIALIZABLE, run again after
// 40001 and 40P01. Statements of a write do not end with the request, for the
// same reason and because a cancelled COMMIT may have happened; they end after
// 15 seconds, or at the context's deadline if that is later. A read ends with
// its context, and after 60 seconds if that has no deadline.
//
// If the connection breaks during COMMIT, nobody knows whether it happened:
// Write then looks for the write's receipt (see [Tx.Receipt]) on a new
// connection, returns nil if it is there, and [ErrUnavailable] if it is not or
// nobody answers. It never runs the closure again in that case. The caller's
// form or message carries a key (package db/once), so sending it again is safe.
//
// # SQL
//
// One text for both engines: $1 parameters, TEXT ids made here ([Tx.NewID]),
// BIGINT milliseconds for moments ([Ms], [At]), TEXT '2026-11-23' for dates,
// BOOLEAN, ON CONFLICT, RETURNING, row values for paging. Text with a NUL or
// bytes that are not UTF-8 is refused on both.
package db
