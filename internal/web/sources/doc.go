// Package sources is the place where those who manage the area say where its
// directory comes from: feeds that are read again and again, and lists that
// somebody brings as a file or a spreadsheet.
//
// Nothing is taken in unseen: a page says first, field by field, what would
// change; a reading that would lose much stops and asks.
package sources
