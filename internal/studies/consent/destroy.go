package consent

import (
	"context"
	"encoding/json"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/participants"
)

// The jobs by which the rooms that keep what somebody gave learn that they want it
// destroyed, each with a Destruction. They are enqueued in the write of the withdrawal.
// A handler destroys piece by piece, each in a write of its own together with Destroyed,
// so that it can be run again where it stopped.
const (
	DestroyPhotos     = "consent.destroy-photos"
	DestroyInterviews = "consent.destroy-interviews"
	DestroyNotes      = "consent.destroy-notes"
	DestroyAnswers    = "consent.destroy-answers"
)

// Destruction is what such a job is told.
type Destruction struct{ StudyID, ParticipantID string }

// Destroying is the handler of such a job that does something for a participant who wants
// it, and nothing for others.
func Destroying(d *db.DB, do func(ctx context.Context, x Destruction) error) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var x Destruction
		if err := json.Unmarshal(raw, &x); err != nil {
			return err
		}
		wanted := false
		if err := d.Read(ctx, func(r *db.Snapshot) (err error) { wanted, err = Wanted(r, x.ParticipantID); return }); err != nil || !wanted {
			return err
		}
		return do(ctx, x)
	}
}

// DestroyingEach is Destroying for the uses of some kinds, one after another, each with
// what is noted of it in a write of its own.
func DestroyingEach(d *db.DB, destroy func(*db.Tx, Use) error, kinds ...UseKind) jobs.Handler {
	return Destroying(d, func(ctx context.Context, x Destruction) error {
		var left []Use
		if err := d.Read(ctx, func(r *db.Snapshot) (err error) { left, err = x.ToDestroy(r, kinds...); return }); err != nil {
			return err
		}
		for _, u := range left {
			if err := d.Write(ctx, func(tx *db.Tx) error {
				if err := destroy(tx, u); err != nil {
					return err
				}
				return Destroyed(tx, u.Kind, u.SubjectID, AtTheirWish)
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// AtTheirWish is why something was destroyed by such a job.
const AtTheirWish = "they wanted it destroyed"

// kept are the kinds of uses that the program keeps itself, and can destroy.
var kept = []UseKind{UsePhoto, UseRecording, UseTranscript, UseNote, UseAnswers, UseExcerpt}

// ByProgram reports whether the program can destroy it: it keeps the only copy that it
// knows of, and others did not give to it too.
func (u Use) ByProgram() bool { return slices.Contains(kept, u.Kind) && !u.Fixed() && !u.Shared }

// destroyAll begins to destroy what somebody gave, within their withdrawal: how to reach
// them at once, what the rooms above keep by their jobs. What was analysed or published
// is noted as what cannot be taken back.
func destroyAll(tx *db.Tx, p participants.Participant) error {
	if err := participants.Forget(tx, p.ID); err != nil {
		return err
	}
	uses, err := Uses(tx, p.ID)
	if err != nil {
		return err
	}
	for _, u := range uses {
		if u.Fixed() && u.SettledAt.IsZero() {
			if err := u.note(tx, Kept, "It was used in "+u.FixedAs+" before they withdrew"); err != nil {
				return err
			}
		}
	}
	for _, kind := range []string{DestroyPhotos, DestroyInterviews, DestroyNotes, DestroyAnswers} {
		if err := jobs.Enqueue(tx, kind, Destruction{p.StudyID, p.ID}, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// Wanted reports whether a participant wants what they gave destroyed.
func Wanted(r db.Reader, participantID string) (bool, error) {
	all, err := Withdrawals(r, participantID)
	return slices.ContainsFunc(all, func(w Withdrawal) bool { return w.Level == Destroy }), err
}

// ToDestroy lists, for the handler of a job, the uses of some kinds that are to be
// destroyed and are not yet. It is none unless the participant wants it.
func (x Destruction) ToDestroy(r db.Reader, kinds ...UseKind) (left []Use, err error) {
	wanted, err := Wanted(r, x.ParticipantID)
	if err != nil || !wanted {
		return nil, err
	}
	all, err := Uses(r, x.ParticipantID)
	for _, u := range all {
		if slices.Contains(kinds, u.Kind) && u.ByProgram() && u.SettledAt.IsZero() {
			left = append(left, u)
		}
	}
	return left, err
}

// Destroyed notes, within the write that destroys it, that something is destroyed, and
// why. Noting it again does nothing.
func Destroyed(tx *db.Tx, kind UseKind, subjectID, why string) error {
	_, err := tx.Exec(`UPDATE study_uses SET settled_at = $3, settled = $4, settled_words = $5 WHERE kind = $1 AND subject_id = $2 AND settled_at IS NULL AND fixed_at IS NULL`,
		kind, subjectID, db.Ms(tx.Now()), Gone, why)
	return err
}
