// Package progress is how far a study has come: what was planned against what was
// achieved, site by site, and what is late.
//
// It keeps nothing. Every number is the length of a list that a page can open, made
// from the rows of the rooms below in one snapshot. Whoever follows a study sees
// study numbers and no names.
package progress
