package interviews

import (
	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
	"linkwork/internal/studies/consent"
)

// Handlers are the jobs of the room: recordings, transcripts and chosen words of a
// participant who wants that are destroyed. Those of a group stay for a person to take
// their part out; nobody reads them until then.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{consent.DestroyInterviews: consent.DestroyingEach(d, destroyUse, consent.UseRecording, consent.UseTranscript, consent.UseExcerpt)}
}

func destroyUse(tx *db.Tx, u consent.Use) error {
	switch u.Kind {
	case consent.UseRecording:
		return destroyRecording(tx, u.SubjectID)
	case consent.UseTranscript:
		return destroyTranscripts(tx, u.SubjectID)
	}
	return destroyPassage(tx, u.SubjectID)
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
