package findings

import (
	"context"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/interviews"
)

// Quote is words of a participant that were chosen for a finding. They stand there while
// the participant allows that they are quoted.
type Quote struct {
	ID, FindingID string
	Passage       interviews.Passage // its Words are "" once they are not to be shown
	On            dates.Date
	ChosenBy      string
}

// Quotes are what participants said to a finding ("" for all of them), the first chosen
// first. Whoever follows the study reads the words; study numbers are for those who read
// transcripts.
func Quotes(r db.Reader, s studies.Seat, findingID string) ([]Quote, error) {
	all, err := db.List(r, func(row db.Scanner) (q Quote, err error) {
		var at time.Time
		err = row.Scan(&q.ID, &q.FindingID, &q.Passage.ID, db.At(&at), &q.ChosenBy)
		q.On = dates.Of(at)
		return
	}, `SELECT q.id, q.finding_id, q.passage_id, q.chosen_at, q.chosen_by FROM finding_quotes q JOIN findings f ON f.id = q.finding_id
		WHERE f.study_id = $1 AND ($2 = '' OR f.id = $2) ORDER BY q.chosen_at, q.id`, s.Study.ID, findingID)
	if err != nil || len(all) == 0 {
		return all, err
	}
	var ids []string
	for _, q := range all {
		ids = append(ids, q.Passage.ID)
	}
	said, err := interviews.Quotes(r, s, ids)
	for i := range all {
		if n := slices.IndexFunc(said, func(p interviews.Passage) bool { return p.ID == all[i].Passage.ID }); n >= 0 {
			all[i].Passage = said[n]
		}
	}
	return all, err
}

// Quotable are the passages that somebody who reads transcripts can choose for a finding:
// their participant allows it, and they are not chosen yet. None for any other seat.
func Quotable(r db.Reader, s studies.Seat, chosen []Quote) ([]interviews.Passage, error) {
	if !s.Has(studies.Read) {
		return nil, nil
	}
	all, err := interviews.Passages(r, s)
	return slices.DeleteFunc(all, func(p interviews.Passage) bool {
		return !p.Quotable || p.Words == "" || slices.ContainsFunc(chosen, func(q Quote) bool { return q.Passage.ID == p.ID })
	}), err
}

// ChooseQuote chooses words of a participant for a finding, for whoever reads transcripts.
// *db.Invalid with the field "passage" where they do not allow that they are quoted, or it
// is chosen already.
func ChooseQuote(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, findingID, passageID string) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Read, "finding.quoted", func(tx *db.Tx, s studies.Seat) (string, error) {
		f, err := Get(tx, s, findingID)
		if err != nil {
			return "", err
		}
		p, err := interviews.ThePassage(tx, s, passageID)
		if err != nil {
			return "", err
		}
		if p.Words == "" {
			return "", db.Fault("passage", "These words were taken back or destroyed. Choose others")
		}
		id := tx.NewID()
		n, err := tx.Exec(`INSERT INTO finding_quotes (id, finding_id, passage_id, chosen_at, chosen_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (finding_id, passage_id) DO NOTHING`, id, f.ID, p.ID, db.Ms(tx.Now()), by.Name)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", db.Fault("passage", "These words stand at the finding already")
		}
		use := consent.Use{ParticipantID: p.ParticipantID, Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: id, Label: "Quoted at the finding “" + f.Name + "”"}
		if err := consent.Register(tx, s.Study.ID, use); errors.Is(err, consent.ErrNotAllowed) {
			return "", db.Fault("passage", "They do not allow that they are quoted. Choose words of somebody else")
		} else if err != nil {
			return "", err
		}
		return id, nil
	})
}

// DropQuote takes words away from a finding again, for whoever reads transcripts.
func DropQuote(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, findingID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Read, "finding.unquoted", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, findingID); err != nil {
			return "", err
		}
		n, err := tx.Exec(`DELETE FROM finding_quotes WHERE id = $1 AND finding_id = $2`, id, findingID)
		if err == nil && n == 0 {
			err = db.ErrNotFound
		}
		if err != nil {
			return "", err
		}
		return findingID, consent.Drop(tx, consent.UseQuote, id)
	})
	return err
}
