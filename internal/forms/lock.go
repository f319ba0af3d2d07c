package forms

import (
	"errors"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
)

// Lock locks the questions of a form as they stand in an edition, within the write of a
// room above that asks it: from then on only words can change. *db.Invalid with the field
// if the draft asks something else already.
func Lock(tx *db.Tx, id string, edition int, field string) error {
	e, err := db.One(tx, scanWhole, entryColumns+`, f.draft`+latestEdition+` WHERE f.id = $1`, id)
	if err != nil {
		return err
	}
	e.locked = edition
	if refused := e.unlocked(tx, e.Draft); refused != nil {
		if _, differs := errors.AsType[*db.Invalid](refused); differs {
			return db.Fault(field, "The form asks something else since edition "+strconv.Itoa(edition)+". Publish and test it first, or take the change back")
		}
		return refused
	}
	_, err = tx.Exec(`UPDATE forms SET locked = $2 WHERE id = $1`, id, edition)
	return err
}

// Locked reports whether only words can change.
func (e Entry) Locked() bool { return e.locked != 0 }

// unlocked is *db.Invalid of the form as a whole if the questions of a form are locked
// and a draft changes more than words.
func (e Entry) unlocked(r db.Reader, f form.Form) error {
	if !e.Locked() {
		return nil
	}
	asked, err := GetEdition(r, e.ID, e.locked)
	if err == nil && !form.SameQuestions(asked.Form, f) {
		err = db.Fault("", "The questions are locked: edition "+numberOf(asked)+" is being asked. Only words can change")
	}
	return err
}
