// Package mdt is the list that a link worker takes to the meeting of a
// practice's team, the multidisciplinary team: whom to raise and what to ask,
// whether the person said yes to being named, what was decided, who does it and
// by when.
//
// Somebody who said no to being talked about with the practice is not raised.
// Somebody who was not asked can be raised without a name: the list then says
// only "somebody whom I support". What was decided becomes a task of whoever
// does it, if that is one of the team, and an entry for the practice's record
// where the person was named. Who was not reached is taken to the next meeting.
//
// A meeting is seen by its team; a person on it only by those who may see the
// person, so that two workers of one practice each have a list of their own and
// the manager has both.
package mdt
