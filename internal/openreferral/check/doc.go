// Package check tells whether a feed of services is any good, from a file or by
// asking the feed.
//
// It models the data officer who opens a partner's directory before it is
// joined to the area's: does it follow the standard, does it hold together, and
// would a link worker be helped by it. Everything found is said in words that
// tell the publisher what to do.
//
// Its words: there are three levels. The schema level is the verdict of the
// official validator, by our own tables (package standard). The consistency
// level is what no schema sees: ids, totals, references, dates, positions,
// filters. The usefulness level counts what people need to know about a service.
// A Finding is one kind of fault with how often it was met and a few examples;
// its severity is error, warning or advice.
//
// Its rules:
//
//   - What the official validator fails is an error; what it warns of (endpoints
//     that are optional) is a warning.
//   - What a feed of others gets wrong in itself is a warning: it can be read all
//     the same. On a feed of our own (Options.Own) it is an error.
//   - Findings come in the same order each time, and no more than a reader can
//     use; what is left out is counted.
//   - Nothing that was read is trusted as text: what is shown of it is short and
//     has no control characters.
//   - A check that is stopped by its time reports what it saw and says so.
package check
