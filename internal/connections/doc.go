// Package connections takes a person onward to a community service, in one of
// three ways that are never mixed up: signposted (given a name and a number),
// introduced (went along, or a call of three), or referred (the organisation
// gets a request and answers).
//
// A referral shares exactly what its preview showed, with the person's
// permission for this recipient, and keeps a copy of it: the person may ask
// what was shared with whom. The organisation has no account. It opens a
// secure link, confirms with a code sent to its registered address, sees only
// the shared facts, and answers yes, yes with a wait, no, or let us talk; or
// the worker writes down the answer that came by phone.
//
// What came of it is "not known" with an age until somebody says; it is never
// counted as success in the meantime.
package connections
