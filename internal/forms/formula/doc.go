// Package formula is the small language in which a form says when a question is
// asked, which answers hold together, and what is worked out from them:
//
//	age >= 18 and has(help_with, 'money')
//	not answered(phone) or length(phone) > 9
//	sum(calm, rested, useful) / 3
//
// A name is a question. What was not answered is missing: a sum with something
// missing in it is missing, a comparison with something missing is neither true
// nor false, and "and", "or" and "not" carry that on as one would (false and
// missing is false; true or missing is true). Whoever asks decides what an
// unknown truth means: a question that depends on one is not asked, a rule
// about answers that has no answer yet is not broken.
//
// There are no loops, no assignments and no calls to anything but the functions
// listed here; a formula is at most 2,000 characters and 40 deep. So one that
// somebody sends costs nothing to try.
//
// The same tree is read from and written in the dialects of XLSForm (XPath with
// ${name}) and of REDCap ([name]); what a dialect cannot say is an error that
// names it.
package formula
