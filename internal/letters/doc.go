// Package letters makes the letter to the practice from the record.
//
// The order is that of the national record standard for social prescribing
// (PRSB v1.1): what the practice is asked to do stands at the top, and if it is
// asked for nothing the letter says so; then who the person is, the referral,
// what matters to them, needs and plan, services, wellbeing, contacts and
// risks. The worker edits every section before it goes.
//
// A sent letter is kept as the HTML that was sent and never changes. The
// practice reads it after logging in; the message that tells it so names
// nobody.
package letters
