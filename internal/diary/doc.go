// Package diary keeps what a worker has to do and when: tasks with a day, and
// appointments with a time.
//
// A task says in words what to do. It may be put off, with a reason, and says
// how often it was. An appointment in the past that nobody has recorded comes
// first on the worker's day.
//
// The diary knows people only by id; who may see whom is decided by the rooms
// above. Every function here takes the account whose diary it is.
package diary
