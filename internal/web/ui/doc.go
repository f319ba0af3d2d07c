// Package ui is the design system in templ: one small struct for each
// component, named as the design system names it.
//
// A struct is itself a templ component. One without content of its own is
// written @ui.Button{Text: "Save"}; one that wraps other markup is written
// @(ui.Card{Heading: "Holding"}) { … }.
//
// The words: a label names one box, a legend names a group of boxes, a hint
// helps to answer, an error says what to do next. A field finds its own error
// by its Name in the Errors of the [Form] around it, or in its own Error.
//
// The rules: markup equals that of the pinned nhsuk-frontend version, shown by
// a test against the fixtures in its npm package; every page works without
// scripts; text is always escaped; nothing here knows about people, referrals
// or any other subject of the product. Components that Linkwork adds to the
// design system have class names starting with lw-.
package ui
