package questionnaires

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
)

// Quota is how many answers of a kind are wanted.
type Quota struct {
	ID, Question, Choice string
	Most                 int
	Counted              int // eligible responses that count, first come first
}

// Full reports whether no more are wanted.
func (q Quota) Full() bool { return q.Counted >= q.Most }

// Quotas lists the quotas of a questionnaire, without their counts.
func Quotas(r db.Reader, id string) ([]Quota, error) {
	return db.List(r, func(s db.Scanner) (q Quota, err error) {
		err = s.Scan(&q.ID, &q.Question, &q.Choice, &q.Most)
		return
	}, `SELECT id, question, choice, most FROM study_quotas WHERE questionnaire_id = $1 ORDER BY question, choice, id`, id)
}

// SetQuota wants at most so many answers with a choice; 0 takes the quota away.
// *db.Invalid with the fields "question", "choice" or "most".
func SetQuota(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, x Quota) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.quota", func(tx *db.Tx, _ studies.Seat, q Questionnaire) error {
		if q.State == Closed || q.Edition == 0 {
			return db.Fault("question", "Test the questionnaire first")
		}
		f, err := q.Form(tx)
		if err != nil {
			return err
		}
		var bad db.Invalid
		item, there := f.Item(x.Question)
		if !there || item.Kind != form.Single {
			bad.Add("question", "Choose a question with one choice")
		} else if _, there := item.Choice(x.Choice); !there {
			bad.Add("choice", "Choose one of its choices")
		}
		if x.Most < 0 || x.Most > 1_000_000 {
			bad.Add("most", "Enter a whole number")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM study_quotas WHERE questionnaire_id = $1 AND question = $2 AND choice = $3`, id, x.Question, x.Choice); err != nil || x.Most == 0 {
			return err
		}
		_, err = tx.Exec(`INSERT INTO study_quotas (id, questionnaire_id, question, choice, most) VALUES ($1, $2, $3, $4, $5)`, tx.NewID(), id, x.Question, x.Choice, x.Most)
		return err
	})
}
