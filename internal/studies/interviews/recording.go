package interviews

import (
	"context"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
)

// MostRecording is the largest recording: three hours at 128 kbit a second.
const MostRecording = 200 << 20

// keptFor is for how many days a recording is kept at most.
const keptFor = 180

// Recording is a recording of a session.
type Recording struct {
	ID, StudyID, SessionID string
	FileID                 string
	Transcriber            string // account that writes it down; "" for nobody
	ExpiresOn              dates.Date
	AddedAt                time.Time
	AddedBy                string
}

// Owner is what the bytes of a recording belong to.
func (x Recording) Owner() files.Owner { return files.Owner{Kind: "study-recording", ID: x.ID} }

const recordingColumns = `SELECT g.id, g.study_id, g.session_id, g.file_id, g.transcriber, g.expires_on, g.added_at, g.added_by FROM study_recordings g`

func scanRecording(s db.Scanner) (x Recording, err error) {
	err = s.Scan(&x.ID, &x.StudyID, &x.SessionID, &x.FileID, db.Text(&x.Transcriber), &x.ExpiresOn, db.At(&x.AddedAt), &x.AddedBy)
	return
}

// Recordings lists the recordings of a session, for those who meet people. The caller
// has reached the session.
func Recordings(r db.Reader, sessionID string) ([]Recording, error) {
	return db.List(r, scanRecording, recordingColumns+` WHERE g.session_id = $1 ORDER BY g.added_at, g.id`, sessionID)
}

// Given lists the recordings that somebody was given to write down.
func Given(r db.Reader, s studies.Seat) ([]Recording, error) {
	return db.List(r, scanRecording, recordingColumns+` WHERE g.study_id = $1 AND g.transcriber = $2 ORDER BY g.added_at, g.id`, s.Study.ID, s.By.AccountID)
}

// Listen is the file of a recording, for those who meet the site's people and for its
// transcriber once they agreed. Consent to be recorded is asked each time.
func Listen(r db.Reader, by access.Actor, studyID, id string) (files.File, error) {
	s, err := studies.Enter(r, by, studyID, studies.Meet, studies.Transcribe)
	if err != nil {
		return files.File{}, err
	}
	x, err := db.One(r, scanRecording, recordingColumns+` WHERE g.study_id = $1 AND g.id = $2`, studyID, id)
	if err != nil {
		return files.File{}, err
	}
	e, err := fieldwork.Get(r, s, studies.Meet, x.SessionID)
	if errors.Is(err, db.ErrNotFound) {
		e, err = sessionOfTranscriber(r, s, x)
	}
	if err != nil {
		return files.File{}, err
	}
	for _, p := range e.Participants {
		yes, err := consent.Allows(r, p, consent.BeRecorded)
		if err != nil {
			return files.File{}, err
		}
		if !yes {
			return files.File{}, db.ErrNotFound
		}
	}
	return files.Get(r, x.Owner(), x.FileID)
}

func sessionOfTranscriber(r db.Reader, s studies.Seat, x Recording) (fieldwork.Session, error) {
	if x.Transcriber != s.By.AccountID {
		return fieldwork.Session{}, db.ErrNotFound
	}
	agreed, err := Agreed(r, s)
	if err != nil {
		return fieldwork.Session{}, err
	}
	if !agreed {
		return fieldwork.Session{}, db.ErrNotFound
	}
	return fieldwork.Get(r, s, studies.Transcribe, x.SessionID)
}

// Record gives a file that was taken in to a session, as its recording. *db.Invalid
// with the field "recording" without consent, or before it took place.
func Record(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, fileID string) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "recording.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := fieldwork.Get(tx, s, studies.Meet, sessionID)
		if err != nil {
			return "", err
		}
		if e.State != fieldwork.Held {
			return "", db.Fault("recording", "Note first that the session took place")
		}
		today := dates.Of(tx.Now())
		x := Recording{ID: tx.NewID(), StudyID: studyID, SessionID: sessionID, FileID: fileID, ExpiresOn: today.AddDays(keptFor)}
		for _, p := range e.Participants {
			if err := consent.Need(tx, p, consent.BeRecorded, "recording"); err != nil {
				return "", err
			}
			if err := consent.Register(tx, studyID, consent.Use{ParticipantID: p, Covers: consent.BeRecorded, Kind: consent.UseRecording, SubjectID: x.ID, Label: "Recording, " + e.HeldOn.Long()}); err != nil {
				return "", err
			}
		}
		if err := files.Attach(tx, by.AccountID, fileID, x.Owner(), x.ExpiresOn.At(0, 0)); err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_recordings (id, study_id, session_id, file_id, expires_on, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			x.ID, studyID, sessionID, fileID, x.ExpiresOn, db.Ms(tx.Now()), by.Name)
		return x.ID, err
	})
}

// Destroy destroys a recording now, as when its transcript was checked.
func Destroy(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, id, why string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "recording.destroyed", func(tx *db.Tx, s studies.Seat) (string, error) {
		why := why
		if _, err := fieldwork.Get(tx, s, studies.Meet, sessionID); err != nil {
			return "", err
		}
		x, err := db.One(tx, scanRecording, recordingColumns+` WHERE g.session_id = $1 AND g.id = $2`, sessionID, id)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("destroy", &why, 200, "Say why, like: transcript checked")
		if err := bad.Err(); err != nil {
			return "", err
		}
		if err := files.Remove(tx, x.Owner(), x.FileID, why); err != nil {
			return "", err
		}
		return id, consent.Destroyed(tx, consent.UseRecording, id, why)
	})
	return err
}

// GiveTo lets a transcriber of the study write a recording down.
func GiveTo(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID, id, account string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "recording.given", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := fieldwork.Get(tx, s, studies.Meet, sessionID); err != nil {
			return "", err
		}
		if _, err := db.One(tx, scanRecording, recordingColumns+` WHERE g.session_id = $1 AND g.id = $2`, sessionID, id); err != nil {
			return "", err
		}
		members, err := s.Members(tx)
		if err != nil {
			return "", err
		}
		today := dates.Of(tx.Now())
		if !slices.ContainsFunc(members, func(m studies.Member) bool {
			return m.AccountID == account && m.Role == studies.Transcriber && m.Now(today)
		}) {
			return "", db.Fault("transcriber", "Choose a transcriber of the study’s team")
		}
		n, err := tx.Exec(`UPDATE study_recordings SET transcriber = $3 WHERE id = $1 AND session_id = $2`, id, sessionID, account)
		if err == nil && n != 1 {
			err = db.ErrNotFound
		}
		return id, err
	})
	return err
}

// Agreement is what a transcriber agrees to before they hear anything.
const Agreement = "I keep what I hear and write to myself. I work alone and with headphones. I keep no copy, and I tell the study’s lead at once if I know somebody who speaks, or if something goes wrong."

// Agreed reports whether whoever sits there agreed to it.
func Agreed(r db.Reader, s studies.Seat) (yes bool, err error) {
	err = r.QueryRow(`SELECT EXISTS (SELECT 1 FROM study_transcriber_agreements WHERE study_id = $1 AND account_id = $2)`, s.Study.ID, s.By.AccountID).Scan(&yes)
	return yes, err
}

// Agree notes that the actor agrees, in the words that were shown.
func Agree(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Transcribe, "transcriber.agreed", func(tx *db.Tx, s studies.Seat) (string, error) {
		_, err := tx.Exec(`INSERT INTO study_transcriber_agreements (study_id, account_id, agreed_at, words) VALUES ($1, $2, $3, $4) ON CONFLICT (study_id, account_id) DO NOTHING`,
			studyID, by.AccountID, db.Ms(tx.Now()), Agreement)
		return studyID, err
	})
	return err
}

// isTranscriber is db.ErrNotFound unless the actor was given a recording of the session.
func isTranscriber(r db.Reader, by access.Actor, sessionID string) error {
	all, err := Recordings(r, sessionID)
	if err == nil && !slices.ContainsFunc(all, func(x Recording) bool { return x.Transcriber == by.AccountID }) {
		err = db.ErrNotFound
	}
	return err
}
