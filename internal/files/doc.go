// Package files keeps bytes that must be encrypted and that end by themselves:
// originals of photographs in quarantine, recordings of interviews, signed
// papers, documents of studies. It models a locked cabinet: each thing in it has
// an owner and may have a day on which it is shredded, and the key of the cabinet
// hangs elsewhere.
//
// # How a file is kept
//
// The bytes are in the database, in pieces of 256 kB, each a row. So they are in
// the backup, come back with a restore, and belong to something or not in the same
// transaction as the act and its audit row. docs/decisions/0044 has what that costs.
//
// Each file has a random key of its own, AES-256. A piece is sealed with it
// (GCM) for its file and its place, so pieces that were changed, exchanged,
// brought from another file or taken away are found when they are read. The key of
// a file is locked with the area's key, together with what the row says of it:
// id, size, media type and hash. The area's key is outside of the database: see
// [Keys].
//
// # Coming in
//
// A long file cannot come in within one write. [Store.Take] writes it piece by
// piece as a file that belongs to nothing; [Attach] gives it an owner, in the
// transaction of the act that keeps it. Its own key is stored last, so that what
// was broken off can be read by nobody. What belongs to nothing after a day is
// swept. A file never changes; another version is another file. A page gives the
// body on as it arrives (http.Request.MultipartReader): parsing the whole form would
// lay it down on the disk in the clear.
//
// # Ending
//
// When a file expires, or is removed, its key goes in that write: from then on
// nobody can read it, also while it is being read. Its name goes too, which may
// name somebody. The row stays and says what was there, when it was destroyed and
// why. A job takes the pieces away within seconds. What was destroyed is still in
// backups from before, as long as those and the area's key are kept.
//
// # Access
//
// This room does not know who may see what. A file belongs to something of the
// room that keeps it; that room checks who asks before it calls Get, Of, Remove or
// KeepUntil, in the same read or write. Ids are not secret.
package files
