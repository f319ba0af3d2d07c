package participants

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// ClearanceLasts is for how long an answer of the practice holds.
const ClearanceLasts = 14 * 24 * time.Hour

// Answer is what the practice says about contacting somebody again.
type Answer string

// The answers.
const (
	MayBe   Answer = "may"
	NotNow  Answer = "not-now"
	HasDied Answer = "died"
	HasLeft Answer = "left"
)

// Answers lists all answers.
var Answers = []Answer{MayBe, NotNow, HasDied, HasLeft}

// Words says an answer to a reader.
func (a Answer) Words() string {
	return map[Answer]string{MayBe: "They may be contacted", NotNow: "Please do not contact them now", HasDied: "They have died", HasLeft: "They are not registered here any more"}[a]
}

// Clearance is one question to a practice: may this participant be contacted again?
type Clearance struct {
	ID, ParticipantID string
	AskedAt           time.Time
	AskedBy           string
	Answer            Answer // "" until then
	AnsweredAt        time.Time
	AnsweredBy        string
}

// Holds reports whether the answer lets somebody be contacted now.
func (c Clearance) Holds(now time.Time) bool {
	return c.Answer == MayBe && now.Before(c.AnsweredAt.Add(ClearanceLasts))
}

const clearanceColumns = `SELECT q.id, q.participant_id, q.asked_at, q.asked_by, q.answer, q.answered_at, q.answered_by FROM study_clearances q`

func scanClearance(s db.Scanner) (c Clearance, err error) {
	err = s.Scan(&c.ID, &c.ParticipantID, db.At(&c.AskedAt), &c.AskedBy, &c.Answer, db.At(&c.AnsweredAt), &c.AnsweredBy)
	return
}

// Clearances lists what a practice was asked about a participant, the latest first.
// The caller has reached the participant through Get.
func Clearances(r db.Reader, participantID string) ([]Clearance, error) {
	return db.List(r, scanClearance, clearanceColumns+` WHERE q.participant_id = $1 ORDER BY q.asked_at DESC, q.id DESC`, participantID)
}

// AskClearance asks whether a participant may be contacted again. Asking twice does
// nothing while the first is open. *db.Invalid with the field "link" for somebody who
// wants no more contact or went no further.
func AskClearance(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "clearance.asked", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		if err := p.MayHear(tx, false); err != nil {
			return "", err
		}
		before, err := Clearances(tx, participantID)
		if err != nil || len(before) > 0 && before[0].Answer == "" {
			return participantID, err
		}
		_, err = tx.Exec(`INSERT INTO study_clearances (id, participant_id, asked_at, asked_by, answer, answered_by) VALUES ($1, $2, $3, $4, '', '')`,
			tx.NewID(), participantID, db.Ms(tx.Now()), by.Name)
		return participantID, err
	})
	return err
}

// OpenClearances lists the questions that wait for an answer at the sites of a
// custodian.
func OpenClearances(r db.Reader, s studies.Seat) ([]Clearance, error) {
	reach, args := s.Reach(studies.Join, "p.site_id", s.Study.ID)
	return db.List(r, scanClearance, clearanceColumns+` JOIN participants p ON p.id = q.participant_id WHERE p.study_id = $1 AND q.answer = '' AND `+reach+` ORDER BY q.asked_at, q.id`, args...)
}

// Clear answers whether a participant may be contacted, within the custodian's
// write. Somebody who has died or left is lost to the study, and how to reach
// somebody who has died is forgotten.
func Clear(tx *db.Tx, s studies.Seat, clearanceID string, a Answer) error {
	c, err := db.One(tx, scanClearance, clearanceColumns+` WHERE q.id = $1`, clearanceID)
	if err != nil {
		return err
	}
	p, err := Get(tx, s, studies.Join, c.ParticipantID)
	if err != nil {
		return err
	}
	if a.Words() == "" {
		return db.Fault("answer", "Choose an answer")
	}
	n, err := tx.Exec(`UPDATE study_clearances SET answer = $2, answered_at = $3, answered_by = $4 WHERE id = $1 AND answer = ''`, c.ID, a, db.Ms(tx.Now()), s.By.Name)
	if err != nil {
		return err
	}
	if n != 1 {
		return db.ErrConflict
	}
	switch {
	case a == HasDied:
		if err := Forget(tx, p.ID); err != nil {
			return err
		}
		return loseOnce(tx, s, p, Died)
	case a == HasLeft:
		return loseOnce(tx, s, p, NotReached)
	}
	return nil
}

func loseOnce(tx *db.Tx, s studies.Seat, p Participant, why Reason) error {
	if !p.Going() {
		return nil
	}
	return End(tx, s, p, why, noDay)
}
