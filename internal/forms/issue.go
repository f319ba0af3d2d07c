package forms

import (
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
)

// Issue stores a form that a room above made, with its first edition, which is what is
// asked: its questions are locked. by is the name of somebody of whom the caller has checked
// that they may ask it. A form of a study stands among those of the study, where a lead can
// correct its words; with studyID "" it stands in no list, and the room above alone knows of
// it. Unsound for a form that cannot be asked.
func Issue(tx *db.Tx, by, studyID string, f form.Form) (Edition, error) {
	if len(f.Languages) == 0 {
		f.Languages = []string{f.Main()}
	}
	if problems := f.Check(); len(problems) > 0 {
		return Edition{}, Unsound{problems}
	}
	body, err := storable(f)
	if err != nil {
		return Edition{}, err
	}
	e := Edition{FormID: tx.NewID(), Number: 1, Form: f, PublishedAt: tx.Now(), PublishedBy: by}
	if _, err := tx.Exec(`INSERT INTO forms (id, study_id, title, draft, changed_at, changed_by, locked, unlisted) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)`,
		e.FormID, db.Null(studyID), title(f), body, db.Ms(e.PublishedAt), by, studyID == ""); err != nil {
		return Edition{}, err
	}
	_, err = tx.Exec(`INSERT INTO form_editions (form_id, number, document, of_version, published_at, published_by) VALUES ($1, 1, $2, 1, $3, $4)`,
		e.FormID, body, db.Ms(e.PublishedAt), by)
	return e, err
}
