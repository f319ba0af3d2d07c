// Package readers is where a study's team keeps the readers of its updates: who they are
// and how they agreed, files of them in and out, and what was sent to them. An
// administrator hands in mail that came back.
package readers
