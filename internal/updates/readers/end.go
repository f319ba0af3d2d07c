package readers

import (
	"errors"

	"linkwork/internal/db"
)

// End ends a study's list with its final edition: it takes nobody new, and says whose list
// goes on, "" for none. Its readers stay, so that the edition and what corrects it reach
// them. A study without a list has none to end.
func End(tx *db.Tx, studyID, editionID, goesOn string) error {
	_, err := tx.Exec(`UPDATE update_lists SET ended_by = $2, goes_on = $3 WHERE study_id = $1`, studyID, editionID, goesOn)
	return err
}

// Reopen opens a list again that an edition ended which is not the final one after all.
func Reopen(tx *db.Tx, studyID, editionID string) error {
	_, err := tx.Exec(`UPDATE update_lists SET ended_by = '', goes_on = '' WHERE study_id = $1 AND ended_by = $2`, studyID, editionID)
	return err
}

// EndedList is a public list that has ended, with the one that goes on, which is zero if
// none does; db.ErrNotFound if there is no such list.
func EndedList(r db.Reader, studyID string) (l, next List, err error) {
	if l, err = theList(r, studyID); err != nil {
		return l, next, err
	}
	if !l.Open || !l.Ended {
		return List{}, next, db.ErrNotFound
	}
	if next, _, err = OpenList(r, l.GoesOn); errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return l, next, err
}

// open refuses to bring somebody new to a list that has ended.
func (l List) open(field string) error {
	if l.Ended {
		return db.Fault(field, "“"+l.Title+"” has ended with its final edition. It takes nobody new")
	}
	return nil
}
