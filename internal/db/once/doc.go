// Package once makes sending something twice the same as sending it once.
//
// A form carries a token made with its page; a message carries its identifier.
// The first time, [Do] acts and remembers what that made. The same actor with
// the same token and the same body gets the first result again; with another
// body, [ErrOther]. The memory is written in the same write as the act, so
// there is never one without the other. Callers check access again before they
// show a repeated result: the actor may have lost it since.
package once
