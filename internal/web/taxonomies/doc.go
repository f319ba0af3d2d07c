// Package taxonomies is where administrators load lists of terms of others,
// look at them as trees, and say which of our needs a term stands for. What the
// program finds by itself is a proposal until somebody accepts it.
package taxonomies
