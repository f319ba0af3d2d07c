// Package prsb writes a person's record in the order and with the names of the
// national record standard: the Professional Record Standards Body's Social
// Prescribing Information Standard v1.1, with its 19 sections.
//
// A record is a tree of named nodes. A node that has nothing to say is not
// there; nothing is filled in that nobody said. Risk is always there, because
// "not asked", "none known" and "known" are three different things.
//
// What the standard asks for and Linkwork does not hold is listed with its
// reason in docs/prsb.md; the tests compare that list with the model. Not in
// the tree on purpose: safeguarding concerns (the restricted register answers
// for them itself) and a worker's reflections (which are not part of the
// record).
package prsb
