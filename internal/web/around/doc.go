// Package around is the place for the people around a person: supporters and
// what they may know, the household, and decisions that they could not make
// alone.
package around
