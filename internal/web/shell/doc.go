// Package shell is what surrounds every page: the frame with header,
// navigation and footer, the banner that says who a page is about, and the
// pages that say what went wrong.
//
// A page is written
//
//	@shell.Layout(shell.Page{Title: "My day", Account: …, Nav: …}) { … }
//
// The words: a section is an entry of the main navigation; a flag is something
// to know before getting in touch with a person; the demo strip says that
// everyone shown is made up.
//
// The rules: every page has one h1, a skip link and a title that says the same
// as the h1; nothing is inline, so the content security policy can forbid it;
// flags and search terms never stand in titles or addresses; the page for an
// unknown record is the same as the page for somebody else's record; an error
// page is honest about what was saved.
package shell
