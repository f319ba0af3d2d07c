// Package reflections is a worker's own notes on where they used their
// judgement: the micro-discretions that make support personal and that nobody
// trains for.
//
// A note belongs to its worker. It names nobody unless the worker chooses to.
// It is in no record, print, export, search, report or metric, and no software
// reads it: the one prompt that there is counts boundaries which the worker
// ticked themselves, and only the worker sees it.
//
// A worker may bring a note to supervision; then the manager of that team reads
// it and may answer, until the worker takes it back. Besides these two, only
// the law may read: [Naming] finds the notes that their workers linked to a
// person, for a request by that person (the command subject-access). A name that
// stands in the words alone is not found, because no software reads them: for
// that, whoever answers the request asks the workers.
//
// Boundaries are what a team agreed that the role does and does not do. The
// team writes them; an old wording is kept. They are shown beside a worker's
// notes, to talk about and never to judge by.
package reflections
