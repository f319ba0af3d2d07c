// Package approvals is where people of the area look at what others say about
// entries of the directory before it counts: what organisations suggest by
// their links, and what sources tell whose changes are looked at first. Beside
// it stand whether organisations are asked by themselves, and asking one by
// hand.
package approvals
