// Package supervision is when a link worker and the manager who supervises them
// talk, and what they agreed.
//
// A manager plans a talk with a link worker of their team; either of them moves
// or cancels it, with the reason, and either says that it was held. When the
// next is due follows the team's habit from the last that was held. Late means
// "ask what gets in the way": it counts against nobody. What they agreed is read
// by the two of them alone. What the worker brings is in package reflections.
package supervision
