// Package asking is about somebody who is asked to fill in questions alone, by a
// link on their own phone.
//
// Each answer is saved as it is given, so the same link goes on where it was left,
// on another device too. Opening a link changes nothing: scanners of mail open
// links. The link of a person asks for a proof, the year of birth or else a code
// by the other way than the link went, so that whoever it is forwarded to learns
// nothing.
//
// Who has not finished is reminded after 3 and after 8 days, by a new link to the
// same answers (only the hash of the first is kept), until they finish, the link
// ends, or they say that they want no reminder. A reminder goes by itself, so it
// does not go where a human has to weigh something first; see package people.
//
// What is asked, and what becomes of the answers, belongs to the rooms above:
// measures for instruments, forms for forms.
package asking
