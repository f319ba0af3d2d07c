// Package choose is the demonstration's own place: choose who to be, and the
// outbox that shows what would have been sent. It exists only in the
// demonstration.
package choose
