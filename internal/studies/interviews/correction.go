package interviews

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// ReadPurpose marks the links by which somebody reads their own transcript.
const ReadPurpose = "study-transcript"

// ReadPath is where they lead, below the address of the house.
const ReadPath = "/what-you-said"

// readLasts is how long somebody has to read.
const readLasts = 30 * 24 * time.Hour

// Correction is what a participant says of their own transcript.
type Correction struct {
	ID, StudyID, TranscriptID, ParticipantID string
	LinkID                                   string
	SentAt                                   time.Time
	Words                                    string
	AnsweredAt                               time.Time // zero until they said something
	Settled, SettledBy                       string
}

const correctionColumns = `SELECT k.id, k.study_id, k.transcript_id, k.participant_id, k.link_id, k.sent_at, k.words, k.answered_at, k.settled, k.settled_by FROM study_corrections k`

func scanCorrection(s db.Scanner) (k Correction, err error) {
	err = s.Scan(&k.ID, &k.StudyID, &k.TranscriptID, &k.ParticipantID, &k.LinkID, db.At(&k.SentAt), &k.Words, db.At(&k.AnsweredAt), &k.Settled, &k.SettledBy)
	return
}

// Corrections lists what was said of a transcript, the latest first. The caller has
// reached it.
func Corrections(r db.Reader, transcriptID string) ([]Correction, error) {
	return db.List(r, scanCorrection, correctionColumns+` WHERE k.transcript_id = $1 ORDER BY k.sent_at DESC, k.id DESC`, transcriptID)
}

// SendTranscript sends a participant a link by which they read their transcript and say
// what should be put right. *db.Invalid with the field "link".
func SendTranscript(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, baseURL string, texts bool) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "transcript.sent", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := fieldwork.Get(tx, s, studies.Meet, sessionID)
		if err != nil {
			return "", err
		}
		t, err := Of(tx, s, sessionID)
		if err != nil {
			return "", err
		}
		if len(e.Participants) != 1 {
			return "", db.Fault("link", "Several people took part. Nobody is sent what others said")
		}
		id := tx.NewID()
		link, err := links.Create(tx, links.Spec{Purpose: ReadPurpose, SubjectID: id, Expires: tx.Now().Add(readLasts)})
		if err != nil {
			return "", err
		}
		if _, err := tx.Exec(`INSERT INTO study_corrections (id, study_id, transcript_id, participant_id, link_id, sent_at, words, settled, settled_by) VALUES ($1, $2, $3, $4, $5, $6, '', '', '')`,
			id, studyID, t.ID, e.Participants[0], link.ID, db.Ms(tx.Now())); err != nil {
			return "", err
		}
		return id, participants.Tell(tx, s, participants.Telling{ParticipantID: e.Participants[0], Texts: texts, Message: messages.Message{Purpose: ReadPurpose, AboutKind: "study-correction", AboutID: id,
			Secret: baseURL + ReadPath + "/" + link.Token, Subject: "What we talked about", Text: "Hello,\n\nthis link shows what we wrote down of our talk. You can tell us what should be put right. It works for 30 days:\n{secret}\n"}})
	})
	return err
}

// Shown is a transcript as its participant reads it.
type Shown struct {
	Correction
	Study studies.Study
	Turns []Turn
}

// OpenTranscript is what a link shows. links.ErrEnded for one that is over, whose
// transcript has changed since, or whose participant took back that they are interviewed.
// It changes nothing.
func OpenTranscript(r db.Reader, token string) (x Shown, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return x, err
	}
	if x.Correction, err = db.One(r, scanCorrection, correctionColumns+` WHERE k.link_id = $1`, link.ID); errors.Is(err, db.ErrNotFound) && link.Purpose == ReadPurpose {
		return x, links.ErrEnded // nobody answered, and another transcript took the place of that one
	} else if err != nil {
		return x, err
	}
	t, err := db.One(r, scanTranscript, transcriptColumns+` WHERE t.id = $1`, x.TranscriptID)
	if err != nil {
		return x, err
	}
	yes, err := consent.Allows(r, x.ParticipantID, consent.BeInterviewed)
	if err != nil {
		return x, err
	}
	if !yes || len(t.Turns) == 0 {
		return x, links.ErrEnded
	}
	x.Turns = t.Turns
	x.Study, err = studies.Unscoped(r, x.StudyID)
	return x, err
}

// PutRight keeps what a participant says should be put right. *db.Invalid with the field
// "words". They can say it once more until the link ends.
func PutRight(ctx context.Context, d *db.DB, key once.Key, token, words string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		words := words
		x, err := OpenTranscript(tx, token)
		if err != nil {
			return err
		}
		var bad db.Invalid
		bad.Trim("words", &words, 4000, "Say what should be put right")
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE study_corrections SET words = $2, answered_at = $3, settled = '', settled_by = '' WHERE id = $1`, x.Correction.ID, words, db.Ms(tx.Now())); err != nil {
			return err
		}
		return studies.Note(tx, access.Actor{AccountID: "link:" + x.LinkID, Name: "The participant, by their link"}, "transcript.corrected", x.Correction.ID)
	})
}

// Settle notes what was done about a correction.
func Settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, id, words string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "transcript.correction-settled", func(tx *db.Tx, s studies.Seat) (string, error) {
		words := words
		if _, err := fieldwork.Get(tx, s, studies.Meet, sessionID); err != nil {
			return "", err
		}
		if _, err := db.One(tx, scanID, `SELECT c.id FROM study_corrections c JOIN study_transcripts t ON t.id = c.transcript_id WHERE c.id = $1 AND t.session_id = $2`, id, sessionID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("settled", &words, 500, "Say what was done")
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_corrections SET settled = $3, settled_by = $4 WHERE id = $1 AND transcript_id IN (SELECT id FROM study_transcripts WHERE session_id = $2) AND answered_at IS NOT NULL`,
			id, sessionID, words, by.Name)
		if err == nil && n != 1 {
			err = db.ErrNotFound
		}
		return id, err
	})
	return err
}

func scanID(s db.Scanner) (id string, err error) {
	err = s.Scan(&id)
	return
}
