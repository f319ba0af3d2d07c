// Package studies is research that is run here: a study, its sites, its team,
// what it planned and what it owes.
//
// The rooms above it hold what a study does: approvals what was allowed and
// when, participants who takes part, consent on which terms, and what was
// collected stands in rooms of its own.
//
// A study opens on the day on which its plan begins or later, and no later than the
// first of its sites.
//
// # Who sees what
//
// A study is its team's. Somebody sees it as long as they play a part in it,
// and each part carries duties (see Duty): whoever analyses answers does not see
// whose they are, and whoever joins participants with their care records does
// not see what they answered. A part at one site reaches that site only. There is
// one door, Enter; behind it everything else is "not found", exactly like a study
// that does not exist. An area's administrators set a study up with its first
// lead and see nothing of it afterwards.
//
// A care record is never reached from here: this room and all rooms of studies
// but studies/custodian do not know package people.
//
// Nobody's employer learns that they take part. A manager has no door into a
// study in which their staff may be participants: Take refuses custody to
// managers, and no page of a team speaks of studies.
package studies
