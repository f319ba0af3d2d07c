package consent

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
	"linkwork/internal/studies/participants"
)

// Level is how much somebody takes back. Each includes those before it, but for
// OneClause.
type Level string

// The levels.
const (
	OneClause    Level = "clause"
	NoContact    Level = "no-contact"
	NoCollection Level = "no-collection"
	NoUse        Level = "no-use"
	Destroy      Level = "destroy"
)

// Levels lists the levels that include each other, the least first.
var Levels = []Level{NoContact, NoCollection, NoUse, Destroy}

// Words says a level to a reader.
func (l Level) Words() string {
	return map[Level]string{OneClause: "One thing that they had agreed to", NoContact: "No more contact", NoCollection: "Nothing more is collected", NoUse: "No further use of what was collected",
		Destroy: "Destroy what was collected, where that is possible"}[l]
}

// Means says what happens then, for whoever withdraws to read.
func (l Level) Means() string {
	return map[Level]string{
		NoContact:    "Nobody of the study gets in touch again. What was collected stays in use.",
		NoCollection: "Nothing more is collected, from you or from records. What was collected stays in use.",
		NoUse:        "What was collected is not used any more where it can be told apart: photographs, quotes and answers leave everything that can still be changed.",
		Destroy:      "As before, and what was collected is destroyed where that is possible. Your consent form is kept, because the study has to show that it asked.",
	}[l]
}

// CannotRecall says what no withdrawal undoes.
const CannotRecall = "What was already analysed together with others, or published, cannot be taken out again."

// ends are the permissions that a level takes back.
func (l Level) ends() []Covers {
	switch l {
	case NoContact:
		return []Covers{ContactAgain, SendResults}
	case NoCollection:
		return []Covers{ContactAgain, SendResults, BeObserved, BeInterviewed, BeRecorded, AnswerForms, TakePhotos, JoinRecord}
	case NoUse, Destroy:
		return AllCovers
	}
	return nil
}

// Withdrawal is what somebody took back.
type Withdrawal struct {
	ID, StudyID, ParticipantID string
	Level                      Level
	Clause                     string // for OneClause
	How                        string // by whom and how they said it
	Why                        string // only if they offered it
	Day                        dates.Date
	NotedAt                    time.Time
	ByName                     string
}

// Withdrawals lists what a participant took back, the latest first. The caller has
// reached the participant.
func Withdrawals(r db.Reader, participantID string) ([]Withdrawal, error) {
	return db.List(r, func(s db.Scanner) (w Withdrawal, err error) {
		err = s.Scan(&w.ID, &w.StudyID, &w.ParticipantID, &w.Level, &w.Clause, &w.How, &w.Why, &w.Day, db.At(&w.NotedAt), &w.ByName)
		return
	}, `SELECT id, study_id, participant_id, level, clause, how, why, day, noted_at, by_name FROM study_withdrawals WHERE participant_id = $1 ORDER BY noted_at DESC, id DESC`, participantID)
}

// Withdraw notes what somebody takes back. It holds at once, whatever day they said
// it. *db.Invalid with the fields "level", "clause", "how" or "day".
func Withdraw(ctx context.Context, d *db.DB, by access.Actor, key once.Key, w Withdrawal) (id string, err error) {
	return studies.Act(ctx, d, by, key, w.StudyID, studies.Meet, "consent.withdrawn", func(tx *db.Tx, s studies.Seat) (string, error) {
		w := w
		p, err := participants.Get(tx, s, studies.Meet, w.ParticipantID)
		if err != nil {
			return "", err
		}
		c, err := Standing(tx, p.ID)
		if errors.Is(err, db.ErrNotFound) {
			return "", db.Fault("level", "They have not given consent. Note on the log why they go no further")
		}
		if err != nil {
			return "", err
		}
		first, err := FirstDay(tx, p.ID)
		if err != nil {
			return "", err
		}
		if err := w.check(c, first, dates.Of(tx.Now())); err != nil {
			return "", err
		}
		return w.keep(tx, s, p, c)
	})
}

func (w *Withdrawal) check(c Consent, first, today dates.Date) error {
	var bad db.Invalid
	if w.Level.Words() == "" {
		bad.Add("level", "Choose what they take back")
	}
	if w.Level == OneClause && !slices.ContainsFunc(c.Answers, func(a Answer) bool { return a.Clause == w.Clause && a.Holds() }) {
		bad.Add("clause", "Choose something that they agreed to")
	}
	bad.Trim("how", &w.How, 200, "Say who told you, and how")
	bad.Trim("why", &w.Why, 500, "")
	if w.Day.IsZero() {
		w.Day = today
	}
	switch {
	case w.Day.After(today):
		bad.Add("day", "The day must be today or earlier")
	case w.Day.Before(first):
		bad.Add("day", "They consented on "+first.Long()+". The day must be that day or later")
	}
	return bad.Err()
}

func (w Withdrawal) keep(tx *db.Tx, s studies.Seat, p participants.Participant, c Consent) (id string, err error) {
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO study_withdrawals (id, study_id, participant_id, level, clause, how, why, day, noted_at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, p.StudyID, p.ID, w.Level, w.Clause, w.How, w.Why, w.Day, db.Ms(tx.Now()), s.By.Name); err != nil {
		return "", err
	}
	for _, a := range c.Answers {
		if !a.Holds() || !w.takesBack(a) {
			continue
		}
		if _, err := tx.Exec(`UPDATE study_consent_answers SET ended_at = $3 WHERE consent_id = $1 AND clause = $2`, c.ID, a.Clause, db.Ms(tx.Now())); err != nil {
			return "", err
		}
	}
	if w.Level == OneClause {
		return id, nil
	}
	if err := participants.Silence(tx, p.ID); err != nil {
		return "", err
	}
	if err := endLinks(tx, p.ID); err != nil {
		return "", err
	}
	if w.Level == Destroy {
		if err := destroyAll(tx, p); err != nil {
			return "", err
		}
	}
	if w.Level == NoContact || !p.Going() {
		return id, nil
	}
	return id, participants.End(tx, s, p, participants.Withdrew, w.Day)
}

func (w Withdrawal) takesBack(a Answer) bool {
	if w.Level == OneClause {
		return a.Clause == w.Clause
	}
	return slices.Contains(w.Level.ends(), a.Covers)
}
