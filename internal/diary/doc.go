// Package diary keeps what a worker has to do and when: tasks with a day, and
// appointments with a time.
//
// A task says in words what to do. It may be put off, with a reason, and says
// how often it was; it may come again, and the next is made when it is done. An
// appointment in the past that nobody has recorded comes first on the worker's
// day. It moves, is cancelled or is missed with a reason.
//
// The diary knows people only by id. Tasks, the calendar and the feed ask
// package access what the actor may see; for everything else the rooms above
// have checked that the person is within reach.
package diary
