// Package wellbeing is the place where a person answers the questions
// of an instrument alone, on their own phone, by the link that was sent to them.
//
// The link asks for the year of birth; three wrong years end it. Each answer is
// saved as it is given, so the same link goes on where it was left, on another
// phone too. Nobody reads the answers at once and every page says so: who to
// call stands at the start and the end, and as soon as the answers so far are
// worrying it comes first, at once and on the screen.
package wellbeing
