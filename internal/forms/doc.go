// Package forms keeps the forms that an area makes for itself: a first talk, a
// warm home check, what a service wants to know.
//
// A form has one draft, which administrators and managers work on together, and
// editions, which were published. An edition never changes; answers name theirs,
// so that a question is always read in the words in which it was asked. To
// change a published form is to publish the next edition. A retired form is
// asked of nobody any more and its answers stay.
//
// What a form is stands in package form; who is asked to fill one in, in package
// asking.
package forms
