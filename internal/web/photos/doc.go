// Package photos is the place where a study's team looks after photographs: who was
// asked and what is missing, the sheet of all of them by what they may be used for, one
// photograph with its chain, risks, releases and uses, and the public gallery, which
// everybody sees.
package photos
