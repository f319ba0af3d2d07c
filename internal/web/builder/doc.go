// Package builder is where administrators and managers make the forms of their
// area: write questions, say when they are asked, try the draft as a person would,
// and publish it.
package builder
