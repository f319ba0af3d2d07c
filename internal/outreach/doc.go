// Package outreach is what a team does with people outside of cases: groups
// with a register, talks with whoever walks in, lists of people who are called
// to see how they are. It is work that other systems do not count unless it is
// made to look like a referral; here it is counted as what it is, and it never
// becomes a referral or a code in the practice's record by itself.
//
// # Groups
//
// A programme has sessions and members. A member is a person with a record,
// whom somebody who supports them has let in with their agreement, or a guest
// by the name that they gave. Whoever leads a session sees names, not records.
// A register that is saved makes the session held; for each person with an open
// case who came, one entry goes into their record. Saved again, those who were
// forgotten are added, and whoever was ticked by mistake is corrected: the entry
// then says that they did not come and keeps what it said. People who gave no
// name are a number.
//
// # Talks
//
// An informal contact holds no name and no way to find the person.
//
// # Lists of calls
//
// Each row is a person with a record or a name and a number from elsewhere; one
// tap says what the call found, and what needs doing becomes a task of the
// caller. When a list has been closed for [KeepNames], names, numbers and words
// are removed and the counts stay.
package outreach
