// Package participants is where researchers keep who takes part in their study:
// the recruitment log and its flow, how to reach somebody, consent clause by clause,
// what was taken back and what has to be settled because of it.
//
// Lists show study numbers only. A name stands on one page, which is opened by a
// press; that it was opened is on the audit trail before the page leaves.
package participants
