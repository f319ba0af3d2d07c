// Package flow counts how many people came how far in a study, and why others
// did not: the flow of participants that CONSORT 2010 (item 13a) and STROBE (item
// 13) ask a report for.
//
// Stages follow each other: approached, interested, eligible, consented, took
// part, stayed. A person is counted once, at the furthest stage that they
// reached. So of any stage
//
//	reached = reached the next + did not go on + are there now
//
// and every number is the length of a list of study numbers: the rows that it
// opens.
//
// A Diagram is the flow as boxes and arrows, and in words, for whoever draws it.
//
// The package is pure.
package flow
