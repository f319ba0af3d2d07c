// Package archive is where everybody reads what studies have published of themselves: the
// list of study updates, each of them with its corrections, how its numbers were counted,
// and a feed.
package archive
