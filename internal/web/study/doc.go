// Package study is where a research team keeps its study: what it is, who is in it,
// where it collects data, what it planned and owes, and the page that everybody may
// read.
package study
