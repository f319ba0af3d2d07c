// Package identity knows who is there: accounts, passwords, invitations,
// sessions, and the tokens of other systems. What somebody may do is not known
// here; that is access, above.
//
// # Accounts
//
// An account is invited, active or disabled. Somebody with authority makes it;
// a link in a mail, good for seven days, lets its owner choose a password.
// Disabling it ends every session at once, and a session of an account that is
// not active is no session.
//
// # Logging in
//
// Unknown address, wrong password, disabled account: the answer and the time it
// takes are the same. Every try is counted before the password is looked at,
// for the address and network address together (5 in 15 minutes; this is what
// "2 more tries" speaks of), for the network address (60 in 15 minutes) and for
// the e-mail address from everywhere (50 in an hour), so that one who guesses
// is slowed down and cannot lock the owner out from elsewhere for long.
//
// Passwords are hashed with argon2id, at most two at a time: each takes 19 MB
// and about 70 milliseconds, and a flood of log-ins must not stop the rest.
//
// # Sessions
//
// A session lasts 12 hours. Its cookie is a random token whose hash is kept. A
// new token is made when somebody logs in or unlocks. After 15 minutes without
// a request the session is locked: it asks for the password and nothing else,
// and what was typed is kept (package drafts).
package identity
