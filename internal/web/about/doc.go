// Package about draws what every page about a person begins with: the banner
// that says who this is and what to know before getting in touch, and the
// links to the parts of their record.
package about
