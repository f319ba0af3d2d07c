package interviews

import (
	"context"
	"encoding/json"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// Handlers are the jobs of the room: recordings, transcripts and chosen words of a
// participant who wants that are destroyed, one after another. Those of a group stay for a person to
// take their part out; nobody reads them until then.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{consent.DestroyInterviews: func(ctx context.Context, raw json.RawMessage) error {
		var job consent.Destruction
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		var left []consent.Use
		if err := d.Read(ctx, func(r *db.Snapshot) (err error) {
			left, err = job.ToDestroy(r, consent.UseRecording, consent.UseTranscript, consent.UseExcerpt)
			return err
		}); err != nil {
			return err
		}
		for _, u := range left {
			if err := d.Write(ctx, func(tx *db.Tx) error { return destroyUse(tx, u) }); err != nil {
				return err
			}
		}
		return nil
	}}
}

func destroyUse(tx *db.Tx, u consent.Use) error {
	destroy := map[consent.UseKind]func(*db.Tx, string) error{consent.UseRecording: destroyRecording, consent.UseTranscript: destroyTranscripts, consent.UseExcerpt: destroyPassage}[u.Kind]
	if err := destroy(tx, u.SubjectID); err != nil {
		return err
	}
	return consent.Destroyed(tx, u.Kind, u.SubjectID, consent.AtTheirWish)
}

func destroyRecording(tx *db.Tx, id string) error {
	x, err := db.One(tx, scanRecording, recordingColumns+` WHERE g.id = $1`, id)
	if err != nil {
		return err
	}
	return files.Remove(tx, x.Owner(), x.FileID, consent.AtTheirWish)
}

// destroyTranscripts empties what was written down of a session, and what was said of
// it since. That there was something stays.
func destroyTranscripts(tx *db.Tx, sessionID string) error {
	if _, err := tx.Exec(`UPDATE study_transcripts SET turns = '[]', version = version + 1 WHERE session_id = $1`, sessionID); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE study_corrections SET words = '' WHERE transcript_id IN (SELECT id FROM study_transcripts WHERE session_id = $1)`, sessionID)
	return err
}
