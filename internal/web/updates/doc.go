// Package updates is where a study's newsletter is written, checked, approved, published
// and corrected.
package updates
