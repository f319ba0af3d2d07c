// Package measures asks the questions of instruments and keeps the answers.
//
// An area chooses which instruments it uses; package instruments says what each
// is and how it is scored. Answers are kept item by item, "I would rather not
// say" among them, and scored when they are saved; nothing is filled in.
//
// Staff ask all questions on one page; a person answers alone by their own
// link, one question a page, each saved as they go. Worrying answers make an
// urgent task for whoever asked, and for the reader whom the area names for
// instruments that need one.
package measures
