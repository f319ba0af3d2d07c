// Package safeguarding is what happens when somebody fears that a person is
// being harmed, or is harming themselves.
//
// A concern says in words what was seen or heard, and in one sentence what to
// do before contact. It goes at once to the team's lead; if nobody acknowledges
// it in time it is given to the next in the chain, and round again, once a day
// after everybody has had it. Whoever has left or may not log in is passed
// over. A team without a lead falls back to its managers; where there is nobody
// at all, the concern stays first on the register as one that nobody has
// acknowledged, and the administrators are told that it is so, without what it
// says.
//
// Only those in charge read a team's register; whoever raised a concern reads
// their own words and how far it has got. On the person's page stands a flag
// that says what to do, never why. The person's own worker sees the reason at
// once, and that they looked is on the trail; others who support the person
// say why they need it, and those in charge look into every such look.
//
// What a concern says is in no title, address, letter, print, export, message
// or search. Messages about it name nobody.
//
// What was said is not changed: entries are added.
package safeguarding
