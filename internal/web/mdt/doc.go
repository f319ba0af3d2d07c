// Package mdt is the place for meetings of practices' teams: which there are,
// whom to raise, what was decided.
package mdt
