// Package safety is the place for safeguarding: what to do before contact, how
// to raise a concern and what to do when somebody is in danger now; and, for
// those in charge of it, the register.
//
// Titles and addresses here name nobody and say nothing of what is written.
package safety
