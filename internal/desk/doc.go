// Package desk is what comes in for link workers while they are out: somebody
// rang the practice, a text came back.
//
// Reception leaves a note with the least detail: who, what about in a word, a
// number, by when. It can name only people whom its own practice referred, or
// write a name, so that nobody learns who else is known. A note belongs to the
// person's worker or, where that is not clear, to the team's inbox; somebody
// takes it, answers, and the desk reads the answer.
//
// A text is kept as the gateway handed it over before it is acknowledged, and
// the same text is taken once. It is linked to a person only where one person
// alone has that number; otherwise it waits in the inbox of every team that
// might know. Outside the hours in which somebody reads replies, the sender is
// told so with the crisis numbers, once in twelve hours.
package desk
