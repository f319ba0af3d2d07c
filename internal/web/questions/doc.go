// Package questions holds questions about a person that several places ask in
// the same words: who they are, how to reach them, what they need; and how a
// service stands to new referrals.
package questions
