// Package harvest keeps the directory up to date with where it comes from: it
// reads a feed from its first page to its last, or a file, and says what that
// changed.
//
// It models the person who rings round the councils every month: does not ask
// twice for what has not changed, waits when somebody is busy, goes on where
// they left off, and asks before throwing out half the folder.
//
// Its words: a Harvest is one reading of a source; a dry one only says what
// would change, field by field; a record that cannot be taken goes into
// quarantine with the reason, until a later harvest has it right.
//
// Its rules:
//
//   - A page is stored before the next is asked for; a harvest that was broken
//     off goes on from there. Reading a page twice does no harm.
//   - A record that a whole reading did not have is missed; directory.Miss says
//     when it is gone. A reading that did not reach the end misses nobody.
//   - If more than a fifth would be missed, the harvest stops and asks.
//   - A second reading of the same writes nothing but that it was made.
package harvest
