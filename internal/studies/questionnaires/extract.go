package questionnaires

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Extract is a file of participants' answers that is taken out of the house.
type Extract struct {
	ID, QuestionnaireID string
	Purpose             string
	Responses           int // in it when it was made
	MadeAt              time.Time
	MadeBy              string
}

const extractColumns = `SELECT e.id, e.questionnaire_id, e.purpose, e.responses, e.made_at, e.made_by FROM study_extracts e`

func scanExtract(s db.Scanner) (e Extract, err error) {
	err = s.Scan(&e.ID, &e.QuestionnaireID, &e.Purpose, &e.Responses, db.At(&e.MadeAt), &e.MadeBy)
	return
}

// Extracts lists the files that were taken out of the house, the latest first.
func Extracts(r db.Reader, s studies.Seat, q Questionnaire) ([]Extract, error) {
	if !s.Has(studies.Read) {
		return nil, db.ErrNotFound
	}
	return db.List(r, scanExtract, extractColumns+` WHERE e.questionnaire_id = $1 ORDER BY e.made_at DESC, e.id DESC`, q.ID)
}

// TheExtract is one of Extracts; else db.ErrNotFound.
func TheExtract(r db.Reader, s studies.Seat, q Questionnaire, id string) (Extract, error) {
	if !s.Has(studies.Read) {
		return Extract{}, db.ErrNotFound
	}
	return db.One(r, scanExtract, extractColumns+` WHERE e.id = $1 AND e.questionnaire_id = $2`, id, q.ID)
}

// MakeExtract notes that the answers of participants are taken out of the house, and what
// for. Each whose answers are in it has it among the uses of what they gave, so a
// withdrawal lists it. *db.Invalid with the field "purpose".
func MakeExtract(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, purpose string) (extractID string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Read, "questionnaire.extracted", func(tx *db.Tx, s studies.Seat) (string, error) {
		purpose := purpose
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if !q.Numbered() || q.State == Draft || q.State == Test {
			return "", db.ErrConflict
		}
		var bad db.Invalid
		bad.Trim("purpose", &purpose, 200, "Say what the file is for, and who holds it")
		if err := bad.Err(); err != nil {
			return "", err
		}
		list, err := Responses(tx, s, q)
		if err != nil {
			return "", err
		}
		e := Extract{ID: tx.NewID(), QuestionnaireID: q.ID, Purpose: purpose}
		if e.Responses, err = e.register(tx, s, q, list); err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_extracts (id, questionnaire_id, purpose, responses, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)`, e.ID, q.ID, purpose, e.Responses, db.Ms(tx.Now()), by.Name)
		return e.ID, err
	})
}

// register puts the extract on the consents of those whose answers are in it, and counts the
// answers.
func (e Extract) register(tx *db.Tx, s studies.Seat, q Questionnaire, list []Response) (n int, err error) {
	whose, err := askedByAsking(tx, q.ID)
	label := "Answers to “" + q.Title + "”, taken out " + dates.Of(tx.Now()).Long() + ": " + e.Purpose
	for _, x := range list {
		if err != nil || !x.Counts() {
			continue
		}
		n++
		use := consent.Use{ParticipantID: whose[x.askingID].ParticipantID, Covers: consent.AnswerForms, Kind: consent.UseExtract, SubjectID: e.ID, Label: label}
		err = consent.Register(tx, s.Study.ID, use)
	}
	return n, err
}
