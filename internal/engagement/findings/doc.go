// Package findings is what a study found, what groups and events made of it, what it
// recommends and to whom, and what its outputs rest on.
//
// A finding is a concept in plain English. Groups and events agree with it, challenge it
// or add to it; somebody's own words stand beside that only with their permission. A
// recommendation is for practice, policy or research, and follows from findings.
//
// An event keeps the findings that it shows in words of its own; which finding of the study
// each of them is, somebody says here, and what delegates answered stands with it.
package findings
