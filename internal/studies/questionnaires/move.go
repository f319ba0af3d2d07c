package questionnaires

import (
	"context"
	"encoding/json"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/studies"
)

// ToTest lets the team try the latest edition of the form by the links there are. What
// is answered then is thrown away when it opens. *db.Invalid with the field "state".
func ToTest(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.test", func(tx *db.Tx, _ studies.Seat, q Questionnaire) error {
		if q.State != Draft && q.State != Test {
			return db.ErrConflict
		}
		e, err := latest(tx, q)
		if err != nil {
			return err
		}
		if err := q.fits(e.Form); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE study_questionnaires SET state = 'test', edition = $2 WHERE id = $1`, id, e.Number)
		return err
	})
}

// latest is the edition that was published last; *db.Invalid if there is none.
func latest(tx *db.Tx, q Questionnaire) (forms.Edition, error) {
	all, err := forms.Editions(tx, q.FormID)
	if err == nil && len(all) == 0 {
		err = db.Fault("state", "Publish the form first")
	}
	if err != nil {
		return forms.Edition{}, err
	}
	return all[0], nil
}

// fits says what the settings name that the form does not have.
func (q Questionnaire) fits(f form.Form) error {
	var bad db.Invalid
	for _, name := range q.Traits {
		if i, there := f.Item(name); !there || i.Kind != form.Single {
			bad.Add("state", "“"+name+"” is no question with one choice, so it cannot go along with an opt-in")
		}
	}
	if q.Eligible != "" {
		eligible, err := formula.Read(q.Eligible)
		if err == nil {
			err = eligible.Check(f.Kinds(), formula.Truth)
		}
		if err != nil {
			bad.Add("state", "Who may take part cannot be worked out: "+err.Error())
		}
	}
	return bad.Err()
}

// ToOpen opens a questionnaire that was tested. What was answered in the test is thrown
// away, and what is asked is locked. *db.Invalid with the field "state".
func ToOpen(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.open", func(tx *db.Tx, _ studies.Seat, q Questionnaire) error {
		if q.State != Test {
			return db.ErrConflict
		}
		study, err := studies.Unscoped(tx, studyID)
		if err != nil {
			return err
		}
		switch {
		case !study.State.Collecting():
			return db.Fault("state", "The study is not open. A lead opens it on the study’s page")
		case q.ClosesOn.IsZero():
			return db.Fault("state", "Set the first and the last day first")
		case q.ClosesOn.Before(dates.Of(tx.Now())):
			return db.Fault("state", "The last day is over. Set another")
		case q.Numbered() && len(q.Waves) == 0:
			return db.Fault("state", "Choose the waves in which participants are asked first")
		}
		if q.Numbered() { // its open links were for the test
			if err := endDoors(tx, id); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`DELETE FROM study_responses WHERE questionnaire_id = $1 AND test`, id); err != nil {
			return err
		}
		if err := forms.Lock(tx, q.FormID, q.Edition, "state"); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE study_questionnaires SET state = 'open', opened_at = $2 WHERE id = $1`, id, db.Ms(tx.Now()))
		return err
	})
}

// ToClose closes a questionnaire now. Those who are part-way can finish for grace days.
func ToClose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version, grace int) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.close", func(tx *db.Tx, _ studies.Seat, q Questionnaire) error {
		if q.State != Open {
			return db.ErrConflict
		}
		if grace < 0 || grace > 60 {
			return db.Fault("grace", "Enter days from 0 to 60")
		}
		if _, err := tx.Exec(`UPDATE study_questionnaires SET state = 'closed', closed_at = $2, grace = $3 WHERE id = $1`, id, db.Ms(tx.Now()), grace); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE study_invitees SET remind_at = NULL WHERE questionnaire_id = $1`, id); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE study_asked SET remind_at = NULL WHERE questionnaire_id = $1`, id)
		return err
	})
}

// Correct asks the latest edition of the form from now on, where only words have changed
// since the one that is locked, with a note of what and why. *db.Invalid with the fields
// "note" or "state".
func Correct(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, note string) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.corrected", func(tx *db.Tx, _ studies.Seat, q Questionnaire) error {
		note := note
		if q.State != Open {
			return db.ErrConflict
		}
		var bad db.Invalid
		bad.Trim("note", &note, 300, "Say what was corrected, and why")
		if err := bad.Err(); err != nil {
			return err
		}
		e, err := latest(tx, q)
		if err != nil {
			return err
		}
		before, err := q.Form(tx)
		if err != nil {
			return err
		}
		switch {
		case e.Number == q.Edition:
			return db.Fault("state", "Publish the corrected form first")
		case !form.SameQuestions(before, e.Form):
			return db.Fault("state", "More than words has changed since it opened. What is asked is locked: close it, and open another")
		}
		notes, err := json.Marshal(append(q.Notes, Note{e.Number, note, dates.Of(tx.Now()), by.Name}))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE study_questionnaires SET edition = $2, notes = $3 WHERE id = $1`, id, e.Number, string(notes))
		return err
	})
}
