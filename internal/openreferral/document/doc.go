// Package document turns the bytes that somebody publishes as a feed of
// services into records, and names what is wrong where it cannot.
//
// It models the clerk who opens the post: is this a letter at all, in which
// script is it written, is its last page there. What the letter says is for
// others to judge.
//
// A document is one record, a list of records, a page of an API (an object with
// a list under contents, content, items or services), or one record a line
// (ndjson). The words of its envelope are kept as published.
//
// A body that is not UTF-8 is taken as Windows-1252, which contains Latin-1, and
// that is remarked; a byte order mark is dropped with a remark; UTF-16 with a
// mark is converted. Anything else that is odd is an error that says what came
// instead of data.
package document
