// Package findings is where a study keeps what it found, what groups and events made of
// it, what it recommends, and what its outputs rest on and came to.
package findings
