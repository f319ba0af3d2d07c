// Package groups is the people who stand beside a study and say what they make of it:
// public contributors, an advisory group, a steering committee, stakeholders.
//
// A group meets. Before a meeting its members are invited and say whether they come and
// what they need; at it they do something with the research; afterwards there stands what
// they made of it, and what changed because of that, or plainly that nothing has yet.
// Whoever gives their time is offered money for it, may decline, and is not asked why.
//
// # Who sees what
//
// Whoever follows the study reads what names nobody: groups, meetings, activities,
// contributions, what changed, and what members said of being there. Names, addresses,
// needs, minutes, actions and payments are for those who carry studies.Involve. A member
// has no account. They have a page by a secret link (see Own), which another browser
// opens only with a code that goes to their own email address.
//
// What a member says of being in the group is listed without their name, to everybody.
//
// Money is whole pence. A member is offered each kind of payment once for a meeting,
// however often somebody presses: the table says so. What they spent to take part they
// claim themselves, with a receipt if they have one; the team agrees, or declines with
// words that they read.
package groups
