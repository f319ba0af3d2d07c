// Package subscribe is where anybody subscribes to a study's updates, confirms by the
// link in a mail, chooses topics and leaves.
//
// What the form answers is the same for every address. Opening a link changes nothing:
// mail scanners open links too. Leaving takes one POST from anywhere, without a cookie, as
// mail programs send it (RFC 8058); it works again and again.
package subscribe
