package forms

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
)

// Issue stores a form that a room above made for a study, with its first edition, which is
// what is asked: its questions are locked. The caller has checked that the actor may ask it;
// a lead can correct its words. Unsound for a form that cannot be asked.
func Issue(tx *db.Tx, by access.Actor, studyID string, f form.Form) (Edition, error) {
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
	e := Edition{FormID: tx.NewID(), Number: 1, Form: f, PublishedAt: tx.Now(), PublishedBy: by.Name}
	if _, err := tx.Exec(`INSERT INTO forms (id, study_id, title, draft, changed_at, changed_by, locked) VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		e.FormID, studyID, title(f), body, db.Ms(e.PublishedAt), by.Name); err != nil {
		return Edition{}, err
	}
	_, err = tx.Exec(`INSERT INTO form_editions (form_id, number, document, of_version, published_at, published_by) VALUES ($1, 1, $2, 1, $3, $4)`,
		e.FormID, body, db.Ms(e.PublishedAt), by.Name)
	return e, err
}
