// Package approvals is what a study was allowed to do, by whom, since when and
// where: its documents in versions, amendments and when each came into force at a
// site, the list of what a site needs before its green light, who may do what
// there, and what went otherwise.
//
// The bytes of a version never change and carry their SHA-256: a consent points at
// exactly what was shown. A version can be used from the day of its approval until
// another takes its place; at a site, a version that an amendment brought counts
// from the day on which the amendment came into force there.
//
// A site goes through the steps of the Health Research Authority: identify,
// assess, arrange, confirm capacity and capability, green light. It opens when
// everything of these steps is done, or somebody has said why it is not needed.
//
// Days follow each other, and may be noted late: paper comes first. A site opens in an
// open study, on the day of the last thing that it needed or later; it closes after it
// opened and is archived after it closed. An amendment is in force after its approval,
// and a version is approved after the day that it bears and after its amendment. A task
// that stands for a letter of access or for the delegation log needs one that is noted.
// What was noted wrongly of a task is put right with a reason, and stays to be seen.
package approvals
