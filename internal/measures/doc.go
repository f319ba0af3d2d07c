// Package measures asks the wellbeing questions and keeps the answers.
//
// The one instrument today is ONS4, the four personal wellbeing questions of
// the Office for National Statistics, free to use under the Open Government
// Licence: each from 0 to 10, where for the last, anxiety, lower is better.
// The four are never added up. "I would rather not say" is an answer, kept as
// such; nothing is ever filled in for it.
//
// Staff ask all four on one page; a person answers alone by their own link,
// one question a page, each saved as they go.
package measures
