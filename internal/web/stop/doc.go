// Package stop is where somebody who wants no more emails says so, by the link
// at the end of one. Opening the link changes nothing, because mail scanners
// open links too. The pages name nobody.
package stop
