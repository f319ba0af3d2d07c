// Package form is a form as a document: its questions and what follows from
// which answer. It knows no database and no page, so that a person's phone, a
// worker's screen, paper and other programs all ask the same.
//
// A form that was published never changes; answers name the version that they
// were given to. Questions have names, which formulas and exports use, and
// which stay when words change.
//
// Answers are kept as they were given, item by item. What was not answered has
// a reason or is missing; nothing is filled in. A question that is not shown,
// because of another answer, is not asked: its answer is dropped when the form
// is finished, and kept until then, so that somebody who goes back and forth
// loses nothing.
package form
