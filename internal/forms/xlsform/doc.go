// Package xlsform reads and writes XLSForm: a workbook with the sheets survey,
// choices and settings, as Kobo, ODK and others read it.
//
// What XLSForm has no column for stands in columns of our own that begin with
// linkwork::, so that a form that goes out and comes back is the same form.
// Other programs pass such columns over; Lost says what they will not know.
// What we do not read is said with its sheet, row and column. docs/forms.md has
// it in tables.
package xlsform
