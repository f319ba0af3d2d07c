package studies

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Owed is a kind of thing that a study owes somebody.
type Owed string

// What studies owe.
const (
	AnnualReport  Owed = "annual-report"
	EndOfStudy    Owed = "end-of-study"
	FinalReport   Owed = "final-report"
	Results       Owed = "results"
	NoticeToFund  Owed = "notice"
	SomethingElse Owed = "other"
)

// AllOwed lists all kinds.
var AllOwed = []Owed{AnnualReport, EndOfStudy, FinalReport, Results, NoticeToFund, SomethingElse}

// Words says a kind to a reader.
func (o Owed) Words() string {
	return map[Owed]string{AnnualReport: "Annual progress report", EndOfStudy: "End of study declaration", FinalReport: "Final report", Results: "Results to participants",
		NoticeToFund: "Notice to the funder before publication", SomethingElse: "Something else"}[o]
}

// Commitment is one thing that a study owes somebody by a day.
type Commitment struct {
	ID, StudyID string
	Kind        Owed
	Whom        string // "the ethics committee"
	Words       string
	Due         dates.Date
	DoneOn      dates.Date // zero while it is owed
	Done        string     // what was sent
	Version     int
}

// Late reports whether it is owed and its day is over.
func (c Commitment) Late(today dates.Date) bool { return c.DoneOn.IsZero() && c.Due.Before(today) }

// Commitments lists what a study owes: what is still owed first, the soonest first.
func (s Seat) Commitments(r db.Reader) ([]Commitment, error) {
	return db.List(r, func(row db.Scanner) (c Commitment, err error) {
		err = row.Scan(&c.ID, &c.StudyID, &c.Kind, &c.Whom, &c.Words, &c.Due, &c.DoneOn, &c.Done, &c.Version)
		return
	}, `SELECT id, study_id, kind, whom, words, due, done_on, done, version FROM study_commitments WHERE study_id = $1
		ORDER BY CASE WHEN done_on IS NULL THEN 0 ELSE 1 END, due, id`, s.Study.ID)
}

// Promise notes something that the study owes.
func Promise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Commitment) (id string, err error) {
	return Act(ctx, d, by, key, c.StudyID, Lead, "commitment.made", func(tx *db.Tx, _ Seat) (string, error) {
		c := c
		var bad db.Invalid
		if c.Kind.Words() == "" {
			bad.Add("kind", "Choose what is owed")
		}
		bad.Trim("whom", &c.Whom, 100, "Say to whom")
		bad.Trim("words", &c.Words, 500, "")
		if c.Due.IsZero() {
			bad.Add("due", "Enter the day by which it is owed")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_commitments (id, study_id, kind, whom, words, due, done) VALUES ($1, $2, $3, $4, $5, $6, '')`, id, c.StudyID, c.Kind, c.Whom, c.Words, c.Due)
		return id, err
	})
}

// Keep notes that a commitment was kept on a day, and with what. db.ErrConflict if
// somebody saved first or it was kept before.
func Keep(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, on dates.Date, done string) error {
	_, err := Act(ctx, d, by, key, studyID, Lead, "commitment.kept", func(tx *db.Tx, s Seat) (string, error) {
		done := done
		if err := s.there(tx, "study_commitments", id); err != nil {
			return "", err
		}
		var bad db.Invalid
		if on.IsZero() || on.After(dates.Of(tx.Now())) {
			bad.Add("done_on", "Enter the day on which it was done, today or earlier")
		}
		bad.Trim("done", &done, 500, "Say what was sent, or where it is")
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_commitments SET done_on = $4, done = $5, version = version + 1 WHERE id = $1 AND study_id = $2 AND version = $3 AND done_on IS NULL`, id, studyID, version, on, done)
		return id, oneOr(n, err)
	})
	return err
}
