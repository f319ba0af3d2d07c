// Package openreferral reads directories of community services as councils and
// charities publish them: Open Referral UK 3.0 and the Human Services Data
// Specification (HSDS) 3.0 in JSON.
//
// It models the person who used to copy a council's list into a spreadsheet:
// patient with what is odd, careful with what could harm, and telling exactly
// what was left out.
//
// It reads one service, a list of services, a page of an API (contents, items,
// content or services), organisations with their services, services at
// locations, and one JSON document a line. Its rules:
//
//   - A bad record is reported (which, what field, why) and the others are
//     read. A file that breaks off in the middle gives the records before.
//   - The whole original record is kept; what Linkwork does not use is not lost.
//   - An id that is not a UUID becomes one, always the same for the same source.
//   - The first version of an organisation, a place or a service in a file
//     counts; another version of it in the same file is reported.
//   - Only http and https links are kept; positions outside the United Kingdom
//     are dropped; both are reported.
//   - Reading the same file again writes nothing.
//
// Not everything published is understood. Capacity (HSDS 3.1), the tabular
// packages and Open Referral UK 1.0 are not read; a record of an older shape is
// read as far as its fields have the same names.
package openreferral
