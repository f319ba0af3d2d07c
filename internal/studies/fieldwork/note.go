package fieldwork

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

// NoteKind is what a note is.
type NoteKind string

// The kinds of notes.
const (
	FieldNote    NoteKind = "field"
	Debrief      NoteKind = "debrief"
	DocumentNote NoteKind = "document"
)

// Words says a kind to a reader.
func (k NoteKind) Words() string {
	return map[NoteKind]string{FieldNote: "Field note", Debrief: "Debrief of the day", DocumentNote: "Note on a document"}[k]
}

// Note is what a researcher wrote down. It names nobody.
type Note struct {
	ID, StudyID, SiteID, SessionID string
	Kind                           NoteKind
	Day                            dates.Date
	Words                          string
	Weighs                         string // what weighs on the researcher; "" for readers who may not see it
	AccountID, ByName              string
	WrittenAt                      time.Time
	Version                        int
}

// mostWords is the longest note: about 40 pages.
const mostWords = 100_000

// Notes lists the notes that a seat may read, the latest day first. What weighs on a
// researcher is read by them and by those who lead.
func Notes(r db.Reader, s studies.Seat, sessionID string) ([]Note, error) {
	reach, args := s.Reach(studies.Read, "n.site_id", s.Study.ID, sessionID)
	all, err := db.List(r, scanNote, noteColumns+` WHERE n.study_id = $1 AND ($2 = '' OR n.session_id = $2) AND `+reach+` ORDER BY n.day DESC, n.written_at DESC, n.id DESC`, args...)
	for i, n := range all {
		if n.AccountID != s.By.AccountID && !s.Has(studies.Lead) {
			all[i].Weighs = ""
		}
	}
	return all, err
}

const noteColumns = `SELECT n.id, n.study_id, n.site_id, n.session_id, n.kind, n.day, n.words, n.weighs, n.account_id, n.by_name, n.written_at, n.version FROM study_notes n`

func scanNote(s db.Scanner) (n Note, err error) {
	err = s.Scan(&n.ID, &n.StudyID, &n.SiteID, db.Text(&n.SessionID), &n.Kind, &n.Day, &n.Words, &n.Weighs, &n.AccountID, &n.ByName, db.At(&n.WrittenAt), &n.Version)
	return
}

// Write keeps a note of the actor's. A note of a session is a use of what its
// participants gave, under the permission that the session needs.
func Write(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n Note) (id string, err error) {
	return studies.Act(ctx, d, by, key, n.StudyID, studies.Meet, "note.written", func(tx *db.Tx, s studies.Seat) (string, error) {
		n := n
		if err := s.AtSite(studies.Meet, n.SiteID); err != nil {
			return "", err
		}
		if err := n.tidy(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		id := tx.NewID()
		if n.SessionID != "" {
			e, err := Get(tx, s, studies.Meet, n.SessionID)
			if err != nil {
				return "", err
			}
			n.SiteID = e.SiteID
			for _, p := range e.Participants {
				if err := consent.Register(tx, s.Study.ID, consent.Use{ParticipantID: p, Covers: e.Kind.Covers(), Kind: consent.UseNote, SubjectID: id, Label: n.Kind.Words() + ", " + n.Day.Long()}); err != nil {
					return "", err
				}
			}
		}
		_, err := tx.Exec(`INSERT INTO study_notes (id, study_id, site_id, session_id, kind, day, words, weighs, account_id, by_name, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			id, n.StudyID, n.SiteID, db.Null(n.SessionID), n.Kind, n.Day, n.Words, n.Weighs, by.AccountID, by.Name, db.Ms(tx.Now()))
		return id, err
	})
}

func (n *Note) tidy(today dates.Date) error {
	var bad db.Invalid
	if n.Kind.Words() == "" {
		bad.Add("kind", "Choose what it is")
	}
	if n.Day.IsZero() {
		n.Day = today
	}
	if n.Day.After(today) {
		bad.Add("day", "The day must be today or earlier")
	}
	bad.Trim("words", &n.Words, mostWords, "Write the note")
	bad.Trim("weighs", &n.Weighs, 4000, "")
	return bad.Err()
}

// Rewrite changes a note of the actor's own. db.ErrConflict if it was changed since.
func Rewrite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, words, weighs string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "note.rewritten", func(tx *db.Tx, s studies.Seat) (string, error) {
		before, err := db.One(tx, scanNote, noteColumns+` WHERE n.id = $1 AND n.study_id = $2 AND n.account_id = $3`, id, studyID, by.AccountID)
		if err != nil {
			return "", err
		}
		before.Words, before.Weighs = words, weighs
		if err := before.tidy(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_notes SET words = $3, weighs = $4, version = version + 1 WHERE id = $1 AND version = $2`, id, version, before.Words, before.Weighs)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return id, err
	})
	return err
}
