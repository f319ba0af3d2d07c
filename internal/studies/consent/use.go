package consent

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// UseKind is what was made of what somebody gave.
type UseKind string

// The kinds of uses.
const (
	UseAnswers    UseKind = "answers"
	UseNote       UseKind = "note"
	UseRecording  UseKind = "recording"
	UseTranscript UseKind = "transcript"
	UsePhoto      UseKind = "photo"
	UseShown      UseKind = "photo-shown" // outside of our pages, such as in a report
	UseQuote      UseKind = "quote"
	UseExcerpt    UseKind = "excerpt"
	UseExtract    UseKind = "extract"
	UseGallery    UseKind = "gallery"
	UseEdition    UseKind = "edition"
)

// Words says a kind to a reader.
func (k UseKind) Words() string {
	return map[UseKind]string{UseAnswers: "Answers to a questionnaire", UseNote: "Field note", UseRecording: "Recording", UseTranscript: "Transcript", UsePhoto: "Photograph", UseShown: "Photograph shown elsewhere", UseQuote: "Quote",
		UseExcerpt: "Coded excerpt", UseExtract: "Data extract", UseGallery: "Public gallery", UseEdition: "Study update"}[k]
}

// Settlement is what became of a use after a withdrawal.
type Settlement string

// The settlements.
const (
	Removed Settlement = "removed"
	Gone    Settlement = "destroyed"
	Kept    Settlement = "kept" // it could not be taken back
)

// Words says a settlement to a reader.
func (s Settlement) Words() string {
	return map[Settlement]string{Removed: "Taken out of use", Gone: "Destroyed", Kept: "Could not be taken back"}[s]
}

// Use is one use of what somebody gave.
type Use struct {
	ID, ParticipantID string
	Covers            Covers // the permission that it rests on
	Kind              UseKind
	SubjectID         string // of the room that keeps it
	Label             string // for a reader; names nobody
	UsedAt            time.Time
	FixedAt           time.Time // analysed or published: cannot be recalled
	FixedAs           string
	SettledAt         time.Time
	Settled           Settlement
	SettledWords      string
	Allowed           bool // by the consent that stands, now
	Shared            bool // others gave to it too, as in a group
}

// AtOnce reports whether the program itself takes the use down as soon as what it rests
// on is taken back: our own gallery asks each time whether it may show a photograph. So
// a withdrawal settles it, and nobody has to.
func (u Use) AtOnce() bool { return u.Kind == UseGallery }

// Fixed reports whether it cannot be recalled any more.
func (u Use) Fixed() bool { return !u.FixedAt.IsZero() && !u.AtOnce() }

// ToSettle reports whether somebody has to do something about it: what it rests on
// was taken back.
func (u Use) ToSettle() bool { return !u.Allowed && u.SettledAt.IsZero() && !u.AtOnce() }

const useColumns = `SELECT u.id, u.participant_id, u.covers, u.kind, u.subject_id, u.label, u.used_at, u.fixed_at, u.fixed_as, u.settled_at, u.settled, u.settled_words,
	EXISTS (SELECT 1 FROM study_consents c JOIN study_consent_answers a ON a.consent_id = c.id WHERE c.participant_id = u.participant_id AND c.replaced_at IS NULL AND a.covers = u.covers AND a.yes AND a.ended_at IS NULL),
	EXISTS (SELECT 1 FROM study_uses o WHERE o.kind = u.kind AND o.subject_id = u.subject_id AND o.participant_id <> u.participant_id)
	FROM study_uses u`

func scanUse(s db.Scanner) (u Use, err error) {
	err = s.Scan(&u.ID, &u.ParticipantID, &u.Covers, &u.Kind, &u.SubjectID, &u.Label, db.At(&u.UsedAt), db.At(&u.FixedAt), &u.FixedAs, db.At(&u.SettledAt), &u.Settled, &u.SettledWords, &u.Allowed, &u.Shared)
	return
}

// Uses lists every use of what a participant gave, the latest first. The caller has
// reached the participant.
func Uses(r db.Reader, participantID string) ([]Use, error) {
	return db.List(r, scanUse, useColumns+` WHERE u.participant_id = $1 ORDER BY u.used_at DESC, u.id DESC`, participantID)
}

// ToSettle lists the uses in a study that rest on something that was taken back, at
// the sites of a seat, the oldest first.
func ToSettle(r db.Reader, s studies.Seat) ([]Use, error) {
	reached, err := participants.List(r, s, studies.Meet, participants.Filter{})
	if err != nil {
		return nil, err
	}
	met := make(map[string]bool, len(reached))
	for _, p := range reached {
		met[p.ID] = true
	}
	all, err := db.List(r, scanUse, useColumns+` WHERE u.study_id = $1 AND u.settled_at IS NULL ORDER BY u.used_at, u.id`, s.Study.ID)
	return slices.DeleteFunc(all, func(u Use) bool { return !u.ToSettle() || !met[u.ParticipantID] }), err
}

// Register notes, within the write that makes it, a use of what a participant gave.
// ErrNotAllowed if they do not allow what it rests on. Registering the same again takes
// back that it ended.
func Register(tx *db.Tx, studyID string, u Use) error {
	yes, err := Allows(tx, u.ParticipantID, u.Covers)
	if err != nil {
		return err
	}
	if !yes {
		return ErrNotAllowed
	}
	_, err = tx.Exec(`INSERT INTO study_uses (id, study_id, participant_id, covers, kind, subject_id, label, used_at, fixed_as, settled, settled_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '')
		ON CONFLICT (kind, subject_id, participant_id) DO UPDATE SET settled_at = NULL, settled = '', settled_words = ''`, tx.NewID(), studyID, u.ParticipantID, u.Covers, u.Kind, u.SubjectID, u.Label, db.Ms(tx.Now()))
	return err
}

// Drop forgets a use that is over, such as a quote that was taken out of a draft.
func Drop(tx *db.Tx, kind UseKind, subjectID string) error {
	_, err := tx.Exec(`DELETE FROM study_uses WHERE kind = $1 AND subject_id = $2 AND fixed_at IS NULL AND settled_at IS NULL`, kind, subjectID)
	return err
}

// End notes that a use is over though nothing was taken back that it rests on, and why.
// It stays on the list.
func End(tx *db.Tx, kind UseKind, subjectID, why string) error {
	_, err := tx.Exec(`UPDATE study_uses SET settled_at = $3, settled = $4, settled_words = $5 WHERE kind = $1 AND subject_id = $2 AND settled_at IS NULL`, kind, subjectID, db.Ms(tx.Now()), Removed, why)
	return err
}

// Fix marks a use as one that cannot be recalled any more, and says where it went.
func Fix(tx *db.Tx, kind UseKind, subjectID, as string) error {
	_, err := tx.Exec(`UPDATE study_uses SET fixed_at = $3, fixed_as = $4 WHERE kind = $1 AND subject_id = $2 AND fixed_at IS NULL`, kind, subjectID, db.Ms(tx.Now()), as)
	return err
}

// SettleUse notes what became of a use that rests on something that was taken back.
// What was analysed or published can only have been kept, with words.
func SettleUse(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, useID string, to Settlement, words string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "use.settled", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := participants.Get(tx, s, studies.Meet, participantID); err != nil {
			return "", err
		}
		u, err := db.One(tx, scanUse, useColumns+` WHERE u.id = $1 AND u.participant_id = $2`, useID, participantID)
		if err != nil {
			return "", err
		}
		return useID, u.settle(tx, to, words)
	})
	return err
}

func (u Use) settle(tx *db.Tx, to Settlement, words string) error {
	if !u.ToSettle() {
		return db.ErrConflict
	}
	var bad db.Invalid
	need := ""
	if to == Kept {
		need = "Say why it cannot be taken back"
	}
	bad.Trim("settled_words", &words, 300, need)
	switch {
	case to.Words() == "":
		bad.Add("settled", "Choose what became of it")
	case u.Fixed() && to != Kept:
		bad.Add("settled", "It was used in "+u.FixedAs+" and cannot be recalled")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return u.note(tx, to, words)
}

func (u Use) note(tx *db.Tx, to Settlement, words string) error {
	_, err := tx.Exec(`UPDATE study_uses SET settled_at = $2, settled = $3, settled_words = $4 WHERE id = $1`, u.ID, db.Ms(tx.Now()), to, words)
	return err
}
