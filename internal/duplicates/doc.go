// Package duplicates brings two records of one person together, and apart again.
//
// Linkwork proposes and never merges by itself. A human looks at both side by
// side and chooses what is right where they differ; two NHS numbers are two
// people. What somebody said no to on either record stays a no, and every risk
// stands.
//
// Nothing is copied and nothing thrown away: each room says which of its tables
// are about a person, their rows then are about the record that is kept, and the
// merge notes which rows these were. So it can be taken back at any time:
// everything goes back where it was, and what was recorded since then stays with
// the record that was kept, unless it hangs on a case that goes back.
package duplicates
