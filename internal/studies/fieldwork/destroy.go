package fieldwork

import (
	"linkwork/internal/db"
	"linkwork/internal/studies/consent"
)

// destroyNote empties a note about a participant who wants that.
func destroyNote(tx *db.Tx, u consent.Use) error {
	_, err := tx.Exec(`UPDATE study_notes SET words = $2, weighs = '', version = version + 1 WHERE id = $1`, u.SubjectID, "Destroyed: "+consent.AtTheirWish)
	return err
}
