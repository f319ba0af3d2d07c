// Package referrals receives requests that a link worker gets in touch with
// somebody, and keeps what becomes of them.
//
// A referral holds its subject as sent and never changes that. No person row
// exists before the referral is taken on, which is an act of casework; from
// then on the referral points to the person, new or already known.
//
// The states are those a referrer understands: received, more-asked, waiting,
// taken-on, supporting, finished, and the four ways out: not-now, declined,
// not-reached, withdrawn. Every change is an event that is only ever added.
// A decision at triage can be undone for ten minutes, and until then the
// message that tells the referrer waits too.
//
// What is not known is kept as not known: reception's three-field form leaves
// risk "not asked", which is not "none known".
package referrals
