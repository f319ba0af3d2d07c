// Package feeds is where those who manage the area look whether a directory of
// services is any good: from a file, or by asking the feed at its address.
// Nothing is kept.
package feeds
