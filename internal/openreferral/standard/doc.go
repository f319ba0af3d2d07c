// Package standard states what Open Referral UK 1.0 and 3.0 and the Human
// Services Data Specification (HSDS) 3.0 and 3.1 ask of a record, and HSDS 1 and
// 2 of a row of their tables: which fields it must have, of what type and format,
// and what lies inside what. It tells the version of a package by its tables.
//
// It models the one page that a publisher wishes to have on the wall. The
// tables in services.go, places.go and the files beside them are our own
// statement of the documented facts; a test compares their verdict with that of
// the official schemas, on the official examples and thousands of changed ones.
//
// Its rules are those of the standards:
//
//   - A field that the standard does not name is allowed and not looked at.
//   - An optional field without a value is left out: null is a fault.
//   - Dates and times of day are documented as such but checked as texts. Their
//     form is asked by Beyond, which is stricter than the official verdict.
//   - What an endpoint lists has only its one-to-one relations (Listed); what it
//     answers for one id has everything (Full).
//
// The package is pure: no clock, no storage, no network.
package standard
