// Package fieldwork is how a study collects what it needs: in waves, by sessions,
// with notes.
//
// A session is an interview, an observation, a focus group, a day of shadowing. It
// needs the consent of each participant to exactly that, asked again when it takes
// place: somebody can have changed their mind since it was planned. In a later wave
// the consent to be contacted again is needed too, and a patient's practice has to
// have said that they may be (see participants).
//
// A wave has a window in days after a participant's first session. The list of who
// is due is made from consents and sessions each time it is read; a rate of
// follow-up is a count of its rows. Who could not be followed has a reason.
//
// A field note names nobody. What weighs on the researcher stands apart from it and
// is read by them and by those who lead. A researcher who is alone with somebody
// says when they are back; if they are not, those who lead are told.
package fieldwork
