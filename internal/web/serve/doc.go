// Package serve is what every request goes through and every page leaves by:
// security headers, the check that a form was sent from our own pages, the size
// limit, compression, the request log, and recovery from faults of ours.
//
// The rules: nothing inline and nothing from another host may run or load; a
// page may not be kept by a browser or a proxy; the log says which route was
// used, how it ended and how long it took, and never a path, a query string,
// an address or a name; a fault shows a reference number that is in the log,
// and claims only what is known about what was saved.
package serve
