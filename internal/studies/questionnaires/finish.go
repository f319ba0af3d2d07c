package questionnaires

import (
	"context"
	"crypto/rand"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// begin begins the answers of a participant, anew where they had begun: whoever holds an
// older link does not read what they said. day is that on the paper, zero for the day on
// which they finish. It returns the token of the link by which they
// go on.
func (a Asked) begin(tx *db.Tx, q Questionnaire, study studies.Study, how How, day dates.Date, language string) (token string, err error) {
	if err := a.drop(tx); err != nil {
		return "", err
	}
	what := asking.What{Kind: asking.Form, AboutID: q.FormID, Edition: q.Edition}
	begun, link, err := asking.ArriveUntil(tx, what, q.ID, study.Name, language, q.Last())
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(`UPDATE study_asked SET asking_id = $2, way = $3, answered_on = $4 WHERE id = $1`, a.ID, begun.ID, how, day); err != nil {
		return "", err
	}
	return link.Token, note(tx, q, response{askingID: begun.ID, door: string(how)})
}

// drop takes away what a participant has answered, with its links and what is known
// beside it: nothing of it is left where no row would lead to it any more.
func (a Asked) drop(tx *db.Tx) error {
	if a.askingID == "" {
		return nil
	}
	if _, err := tx.Exec(`DELETE FROM study_responses WHERE asking_id = $1`, a.askingID); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_asked SET asking_id = NULL WHERE id = $1`, a.ID); err != nil {
		return err
	}
	return forms.Destroy(tx, a.askingID)
}

// response is what is known beside the answers when they begin.
type response struct {
	askingID, door, browser string
	trapped                 bool
}

func note(tx *db.Tx, q Questionnaire, x response) error {
	_, err := tx.Exec(`INSERT INTO study_responses (asking_id, questionnaire_id, code, door, browser, test, trapped, offered, excluded, excluded_by, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, '', '', $8)`,
		x.askingID, q.ID, "R-"+rand.Text()[:8], x.door, x.browser, q.State == Test, x.trapped, db.Ms(tx.Now()))
	return err
}

// Finish ends a form that is answered by an open link or by one that a study sent. What
// the study has to know commits with it: whoever was invited is not reminded and nothing
// joins them to their answers any more; of a participant it is known how far they have
// come, and the answers rest on their consent. Errors as forms.Finish, and links.ErrEnded
// for a participant who does not allow it any more.
func Finish(ctx context.Context, d *db.DB, linkID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		a, err := forms.FinishIn(tx, linkID)
		if err != nil {
			return err
		}
		if err := answered(tx, a.ID); err != nil {
			return err
		}
		return settle(tx, a)
	})
}

// settle notes what a participant has answered. It does nothing for others.
func settle(tx *db.Tx, a asking.Asking) error {
	x, err := db.One(tx, scanAsked, askedColumns+` WHERE x.asking_id = $1`, a.ID)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	q, err := unscoped(tx, x.QuestionnaireID)
	if err != nil {
		return err
	}
	study, err := studies.Unscoped(tx, q.StudyID)
	if err != nil {
		return err
	}
	p, err := participants.Unscoped(tx, x.ParticipantID)
	if err != nil {
		return err
	}
	use := consent.Use{ParticipantID: p.ID, Covers: consent.AnswerForms, Kind: consent.UseAnswers, SubjectID: x.ID, Label: q.Title}
	if err := consent.Register(tx, study.ID, use); errors.Is(err, consent.ErrNotAllowed) {
		return links.ErrEnded
	} else if err != nil {
		return err
	}
	if x.AnsweredOn.IsZero() {
		x.AnsweredOn = dates.Of(tx.Now())
	}
	if _, err := tx.Exec(`UPDATE study_asked SET answered_on = $2, finished_at = $3, remind_at = NULL WHERE id = $1`, x.ID, x.AnsweredOn, db.Ms(tx.Now())); err != nil {
		return err
	}
	if err := x.endLinks(tx); err != nil {
		return err
	}
	self := studies.Seat{Study: study, By: access.Actor{AccountID: "link:questionnaire", Name: "The participant, by their link"}}
	return fieldwork.Collected(tx, self, p, x.WaveID, x.AnsweredOn)
}

// Typed is the questionnaire whose answers a researcher typed; db.ErrNotFound for answers
// that came otherwise.
func Typed(r db.Reader, askingID string) (Questionnaire, error) {
	x, err := db.One(r, scanAsked, askedColumns+` WHERE x.asking_id = $1`, askingID)
	if err == nil && x.How == ByLink {
		err = db.ErrNotFound
	}
	if err != nil {
		return Questionnaire{}, err
	}
	return unscoped(r, x.QuestionnaireID)
}
