// Package custodian is the one room of studies that knows care records.
//
// A custodian works at a site, as a link worker or for a practice, and plays no
// other part in the study. They do two things. They answer whether a patient may be
// contacted again, so that no letter of a study reaches somebody who has died. And
// they join a patient's study number with their care record: for what the patient
// agreed to (consent.JoinRecord), or for nothing but that answer.
//
// Custodians at a practice see no care records, and a patient's record may be with a
// colleague. Search tells whether there is exactly one, by the day of birth and an NHS
// number or last name, among the patients of their practice or team; it opens none, and
// JoinExactly joins it unseen.
//
// A custodian sees study numbers, the name of a patient about whom there is
// something to do, and the records that they see in their own work. They see
// nothing that the study collected, and the study sees nothing of the record. The
// table of joins is the only place with both: the trail of the person says that
// their identity was checked, the trail of the study says that a join was made, and
// neither names the other.
//
// Somebody who manages, administers or researches is no custodian, whatever the
// study says: Enter is db.ErrNotFound for them. Colleagues who take part have no
// record to join, and custodians never learn of them: only patients stand here.
package custodian
