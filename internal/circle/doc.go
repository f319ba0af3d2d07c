// Package circle is the people around a person, what each of them may know, who
// lives together, and decisions that somebody could not make alone.
//
// # Supporters
//
// A supporter is family, a friend, a neighbour, an attorney, an advocate. What
// they may know is said topic by topic, by the person; nobody who was not spoken
// of is told anything. A power of attorney is written down with whether its
// document was seen.
//
// # Households
//
// Two people with records who live together are linked by somebody who may see
// both. Whoever may see only one of them does not learn that the other has a
// record.
//
// # Capacity
//
// Everybody is taken to be able to decide. Whether somebody could make one
// decision at one time is written down for that decision alone (Mental Capacity
// Act 2005, sections 1 to 4): what was done to help, which of the four abilities
// was lacking and why, and then what was decided in their best interests, whom
// one asked and why it restricts them least. There is no mark that says that a
// person "lacks capacity". A later look at the same decision replaces the
// earlier, which is kept.
package circle
