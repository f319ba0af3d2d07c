// Package asked is the place where a person answers questions alone, on their own
// phone, by the link that was sent to them: those of an instrument, or a form.
//
// The link asks for the year of birth, or for a code; three wrong years end it.
// Each answer is saved as it is given, so the same link goes on where it was left,
// on another phone too. Opening any page changes nothing. Nobody reads the answers
// at once and every page says so: who to call stands at the start and the end, and
// as soon as the answers so far are worrying it comes first, at once and on the
// screen.
//
// A form can also be reached by an open link, on a poster or a website. Whoever
// starts there gets a link of their own.
package asked
