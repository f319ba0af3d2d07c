// Package web is the site: every place that people go, behind one handler.
//
// Places (day, triage, person, …) list their routes and never import each
// other. What they share lies below them: ui (the design system), shell (the
// frame of a page), chart, visit (one request), about (the banner of a person)
// and questions (asked in the same words in several places).
package web
