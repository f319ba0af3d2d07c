// Package redcap reads and writes REDCap's data dictionary: a CSV file with a
// line for each field, in eighteen columns.
//
// REDCap's forms are flat, in one language, and its choices are numbers or
// words. What a dictionary cannot say, and what we do not understand of one, is
// said as form.Lost; docs/forms.md has both in tables.
//
// The first field of a dictionary is the number of a record. It is added when a
// form is written and left out when one is read, unless more is said about it
// than that.
package redcap
