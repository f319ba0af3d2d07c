// Package messages keeps every message that Linkwork sends, by mail or text,
// and what became of it. It models the post book of an office.
//
// A message is queued in the write that makes it necessary. A job sends it when
// its time has come; until then it can be stopped. Its state is one of: queued,
// sent, delivered, failed, stopped, withheld (by the demo, which sends nothing).
// Mail ends at sent: no mail server tells reliably what became of it. A gateway
// for texts may tell later that one was delivered, or was not; see [Told].
//
// # How often
//
// Nobody can send mail exactly once: the connection may break after the server
// took a message and before it said so. Each attempt is therefore noted before
// it is made and again when it is answered. Where the answer was no, or there
// was no connection, the message is tried again for about a day. Where there
// was no answer at all (a broken connection, a killed process) it is tried
// again at most twice, so that one message arrives at most three times, each
// time with the same Message-ID, by which mail programs know a repeat.
//
// After a restore, what was queued in the backup may have been sent since:
// [Fence] stops it all, and a person may release what should still go.
//
// # What is in them
//
// A subject names nobody and says nothing about anybody. One message has one
// recipient. A link with a secret token is handed over as Secret and forgotten
// once the message is sent, so that a copy of the database opens no door. A way
// out, by which a reader stops more mail, stays: it opens no other door.
//
// Who may be written to, and how, is not known here. What goes to a person
// themselves is queued by package people, which asks first.
package messages
