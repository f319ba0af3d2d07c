// Package desk is the place for what comes in: reception leaves a note and
// reads what became of it; link workers and managers take, answer and close.
package desk
