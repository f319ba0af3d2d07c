// Package openreferral reads directories of community services as councils and
// charities publish them: Open Referral UK 1.0 and 3.0 and the Human Services Data
// Specification (HSDS) 1 to 3.1, in JSON, as a zip of tables, or a spreadsheet.
//
// It models the person who used to copy a council's list into a spreadsheet:
// patient with what is odd, careful with what could harm, and telling exactly
// what was left out.
//
// It reads one service, a list of services, a page of an API (contents, items,
// content or services), organisations with their services, services at
// locations, one JSON document a line, and packages of CSV tables, whose rows
// Assemble joins by their keys. Its rules:
//
//   - A bad record is reported (which, what field, why) and the others are
//     read. A file that breaks off in the middle gives the records before.
//   - The whole original record is kept; what Linkwork does not use is not lost.
//   - An id that is not a UUID becomes one, always the same for the same source.
//   - The first version of an organisation, a place or a service in a file
//     counts; another version of it in the same file is reported.
//   - Only http and https links are kept; positions outside the United Kingdom
//     are dropped; both are reported.
//   - A line of a table that cannot be read is rejected by itself. A key that
//     leads nowhere is reported, and what it was for is left out.
//   - Where a word of a closed list is not known, what was taken for it is said.
//   - Reading the same file again writes nothing.
//
// Older shapes are brought to that of version 3 first (Upgrade).
package openreferral
