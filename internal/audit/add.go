package audit

import "linkwork/internal/db"

// Change notes that by did act ("goal.added") to the record id of a kind.
// personID is whose record it belongs to, "" for none. The row doubles as the
// receipt of the write.
func Change(tx *db.Tx, by Actor, act, personID, kind, id string) error {
	row := Row{What: Changed, Act: act, By: by, PersonID: personID, Kind: kind, RecordID: id}
	receipt, err := add(tx, row)
	if err == nil {
		tx.Receipt(`SELECT 1 FROM audit WHERE id = $1`, receipt)
	}
	return err
}

// View notes that by is about to see a page about a person.
func View(tx *db.Tx, by Actor, personID, page string) error {
	_, err := add(tx, Row{What: Viewed, Act: page, By: by, PersonID: personID})
	return err
}

// Denied notes that by asked for act on a record and was refused. personID may
// be "": who the record is about is not looked up for somebody with no access.
func Denied(tx *db.Tx, by Actor, act, personID, kind, id string) error {
	_, err := add(tx, Row{What: Refused, Act: act, By: by, PersonID: personID, Kind: kind, RecordID: id})
	return err
}
