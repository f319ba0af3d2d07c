// Package questionnaires asks questions of many people for a study: by open links and
// by mail to a list, between two dates.
//
// A questionnaire is a form of its own (package forms; the study's leads make it). It
// goes from draft to test to open to closed. What is asked is locked when it opens: a
// later edition of the form can correct its words with a note, and nothing else. When it
// closes, those who are part-way can finish for some days of grace.
//
// Answers have no name. Somebody on a list is joined to what they began only so that
// they are not reminded once they have finished; that row goes then. Whoever opts in to
// an interview becomes a participant with a study number and a contact code, with the
// traits that the study declared, and which answers are theirs stands nowhere.
//
// There are no puzzles against robots and doubles. A response that a person is not
// likely to have given (too fast, a hidden field filled in) or that came twice from one
// browser is marked; somebody looks and says whether it counts, and why not.
package questionnaires
