// Package interviews is what comes before and after a talk with a participant: the
// appointment that they are sent, the recording, the transcript.
//
// A participant is told of a session by a link that shows when and where, gives the
// appointment to their calendar, and lets them say that they cannot come. They are
// reminded the day before.
//
// A recording is kept encrypted (package files) and ends by itself. Somebody who
// writes recordings down hears those that they were given, after they agreed to keep
// them to themselves.
//
// A transcript comes with the names that were said. Those who meet people replace
// them from a register that is kept away from it; then the one with names is thrown
// away, and those who read what was collected see the other. A participant can read
// their transcript by a link and say what should be put right.
package interviews
