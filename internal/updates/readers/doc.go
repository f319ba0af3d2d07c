// Package readers is who gets a study's updates by mail, and the sending of one mail to
// all of them.
//
// # Whoever reads has said so
//
// Somebody becomes a reader by opening a link that was sent to their address (double
// opt-in), or because the team brings a note of where and how they agreed. Who does not
// answer is erased after a week. To move readers to a study that follows on, they are
// invited: a new list is a new agreement, and silence is no.
//
// Leaving takes one press, from every mail, without logging in (RFC 8058). Whoever leaves
// is erased. What stays is a mark of the address: a hash that only this database can make,
// by which an import does not bring the address back. The way out of a mail is made of the
// same secret, so that it works after the reader is gone, and works again.
//
// # Sending
//
// A sending goes to those who are readers at that moment. Deliveries are claimed one for
// each open connection and noted when the server has answered, in one write for all
// connections. So a process that is killed leaves no more of them open than it had
// connections; they are sent once more, under the same Message-ID, and never a third time.
// A reader who leaves meanwhile is not claimed any more.
//
// No mail has a picture that reports its reader, or a link that goes another way round.
//
// # Returned mail
//
// A report that an address takes no mail ends it, for every list, as does a complaint.
// Three sendings in a row that came back for other reasons end it too. A server that
// refuses its sender (5.7) says nothing about an address.
package readers
