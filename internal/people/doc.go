// Package people holds the people whom teams support: who they are, how to
// reach them safely, what they said about sharing, and what is known of risk.
//
// A person row is made when a referral is taken on, never before, and a second
// referral of the same person links to the same row: one person is never
// counted twice. Matching only ever proposes; a human decides, and nobody is
// matched on an NHS number alone.
//
// Permission and lawful basis are different things. What is kept here is
// permission: for one recipient and purpose, yes or no, how and when it was
// said. Saying no later is a new row, and the latest row counts.
//
// Unknown is never shown as none. "No known risks" is a statement that
// somebody made on a date; a person without any statement has risks "not asked
// about".
package people
