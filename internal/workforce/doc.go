// Package workforce is the team around the work: who has whom, how people are
// given from one worker to another, and what happens to them when somebody is
// away or leaves.
//
// Giving a person to another worker gives everything that is due with them, and
// says in words what the new worker should know; the words stand in that
// worker's day until they are read. Several people are given in one act: either
// all of them move, or nobody does and the page says who has changed meanwhile.
package workforce
