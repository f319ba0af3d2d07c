// Package participants is who takes part in a study, under study numbers.
//
// The recruitment log notes each step: approached, interested, eligible,
// consented, took part, stayed; and where somebody went no further, why. A stage
// implies those before it, so a flow diagram counts each person once.
//
// A participant has no name here. How to reach somebody is kept under a contact
// code of its own, and one table joins code and number. Who reads answers
// (studies.Read) has no function that reaches a name; who meets people
// (studies.Meet) has ContactOf, which leaves a row on the audit trail each time.
// Whether a participant is somebody with a care record is known to
// studies/custodian only.
//
// Before a patient is contacted again after a while, their practice is asked
// whether they may be (AskClearance): a letter to somebody who has died hurts
// those who open it. The custodian answers.
package participants
