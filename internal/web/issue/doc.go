// Package issue shows a study update in its three forms: as a page, as mail (HTML with
// styles in each element, and plain text), and on paper, which is the page in print.
package issue
