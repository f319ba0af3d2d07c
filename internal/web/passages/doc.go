// Package passages is where researchers choose words from transcripts without names, put
// them under themes and say where they are quoted.
package passages
