// Package fill is the part of a person's record with the area's forms: what they
// answered, what is on its way to them, filling one in together, a link or a code
// that the person scans.
package fill
