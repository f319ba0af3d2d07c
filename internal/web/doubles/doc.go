// Package doubles is the place where somebody compares two entries of the
// directory that may be one service: side by side, with the reasons, and
// chooses field by field whose word counts. Everything can be taken apart again.
package doubles
