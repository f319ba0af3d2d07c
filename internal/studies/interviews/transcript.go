package interviews

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
)

// Transcript is what was said in a session.
type Transcript struct {
	ID, StudyID, SessionID string
	Turns                  []Turn
	Named                  bool // names of people and places may stand in it
	AddedAt                time.Time
	AddedBy                string
	Version                int
}

const transcriptColumns = `SELECT t.id, t.study_id, t.session_id, t.turns, t.named, t.added_at, t.added_by, t.version FROM study_transcripts t`

func scanTranscript(s db.Scanner) (t Transcript, err error) {
	var turns string
	if err = s.Scan(&t.ID, &t.StudyID, &t.SessionID, &turns, &t.Named, db.At(&t.AddedAt), &t.AddedBy, &t.Version); err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(turns), &t.Turns)
}

// Of is the transcript of a session, as a seat may read it: with names for those who
// meet people or wrote it down, without for those who read what was collected. A
// participant whose consent does not cover being interviewed any more has none.
// db.ErrNotFound for none.
func Of(r db.Reader, s studies.Seat, sessionID string) (Transcript, error) {
	t, err := db.One(r, scanTranscript, transcriptColumns+` WHERE t.study_id = $1 AND t.session_id = $2 ORDER BY t.added_at DESC, t.id DESC LIMIT 1`, s.Study.ID, sessionID)
	if err != nil {
		return t, err
	}
	e, err := theSession(r, s, sessionID)
	if err != nil {
		return t, err
	}
	yes, err := mayRead(r, s, e, t.Named)
	if err == nil && !yes {
		err = db.ErrNotFound
	}
	if err != nil {
		return Transcript{}, err
	}
	return t, nil
}

// Written are those of some sessions whose transcript a seat may read by Of. It reads
// nothing of what was said, and asks two questions however many sessions there are.
func Written(r db.Reader, s studies.Seat, sessions []fieldwork.Session) (written []fieldwork.Session, err error) {
	named := make(map[string]bool) // whether names may stand in the latest, by session
	if _, err := db.List(r, func(row db.Scanner) (id string, err error) {
		var names bool
		err = row.Scan(&id, &names)
		named[id] = names
		return
	}, `SELECT t.session_id, t.named FROM study_transcripts t WHERE t.study_id = $1 ORDER BY t.added_at, t.id`, s.Study.ID); err != nil {
		return nil, err
	}
	allow, err := consent.WhoAllows(r, s, consent.BeInterviewed)
	for _, e := range sessions {
		names, there := named[e.ID]
		refuses := func(participant string) bool { return !allow[participant] }
		if there && reads(s, e, names) && !slices.ContainsFunc(e.Participants, refuses) {
			written = append(written, e)
		}
	}
	return written, err
}

// mayRead reports whether a seat may read the transcript of a session: nobody may once
// somebody in it does not allow being interviewed any more.
func mayRead(r db.Reader, s studies.Seat, e fieldwork.Session, named bool) (bool, error) {
	if !reads(s, e, named) {
		return false, nil
	}
	for _, p := range e.Participants {
		if yes, err := consent.Allows(r, p, consent.BeInterviewed); err != nil || !yes {
			return false, err
		}
	}
	return true, nil
}

// reads reports whether a seat reads transcripts of where a session was: with names those
// who meet people there, without those who read what was collected too.
func reads(s studies.Seat, e fieldwork.Session, named bool) bool {
	return s.At(studies.Meet, e.SiteID) || !named && s.At(studies.Read, e.SiteID)
}

// theSession is a session whatever the duty: the caller checks that.
func theSession(r db.Reader, s studies.Seat, id string) (fieldwork.Session, error) {
	return fieldwork.Reached(r, s, id, studies.Meet, studies.Read, studies.Transcribe)
}

// Keep keeps a transcript of a session that took place, in place of one before. It is
// for those who meet people, and for the transcriber of its recording. Each
// participant has to allow being interviewed. *db.Invalid with the field "transcript".
func Keep(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID string, turns []Turn) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			s, err := studies.Enter(tx, by, studyID, studies.Meet, studies.Transcribe)
			if err != nil {
				return "", err
			}
			e, err := theSession(tx, s, sessionID)
			if err != nil {
				return "", err
			}
			if !s.At(studies.Meet, e.SiteID) {
				if err := isTranscriber(tx, by, sessionID); err != nil {
					return "", err
				}
			}
			if e.State != fieldwork.Held {
				return "", db.Fault("transcript", "Note first that the session took place")
			}
			id, err := keep(tx, s, e, turns, true)
			if err != nil {
				return "", err
			}
			return id, studies.Note(tx, by, "transcript.kept", id)
		})
		return err
	})
	return id, err
}

func keep(tx *db.Tx, s studies.Seat, e fieldwork.Session, turns []Turn, named bool) (id string, err error) {
	body, err := json.Marshal(turns)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	for _, p := range e.Participants {
		err := consent.Register(tx, s.Study.ID, consent.Use{ParticipantID: p, Covers: consent.BeInterviewed, Kind: consent.UseTranscript, SubjectID: e.ID, Label: "Transcript, " + e.HeldOn.Long()})
		if errors.Is(err, consent.ErrNotAllowed) {
			return "", db.Fault("transcript", "A participant took back that they are interviewed, so nothing of it is kept")
		}
		if err != nil {
			return "", err
		}
	}
	if _, err := tx.Exec(`DELETE FROM study_corrections WHERE transcript_id IN (SELECT id FROM study_transcripts WHERE session_id = $1) AND answered_at IS NULL`, e.ID); err != nil {
		return "", err
	}
	if _, err := tx.Exec(`UPDATE study_transcripts SET turns = '[]' WHERE session_id = $1`, e.ID); err != nil {
		return "", err // what was there before is thrown away: names may have been missed in it
	}
	_, err = tx.Exec(`INSERT INTO study_transcripts (id, study_id, session_id, turns, named, state, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, s.Study.ID, e.ID, string(body), named, stateOf(named), db.Ms(tx.Now()), s.By.Name)
	return id, err
}

func stateOf(named bool) string {
	if named {
		return "draft"
	}
	return "replaced"
}

// ReplaceNames keeps the transcript with the names of the register replaced, and throws
// the one with names away. What is still named in it is for the reader to see: found
// says how often each name was there. A name that was missed is replaced by doing it
// again, once it is on the register. db.ErrConflict if the transcript was changed since.
func ReplaceNames(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, sessionID string, transcriptID string) (found map[string]int, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Meet, "transcript.names-replaced", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := fieldwork.Get(tx, s, studies.Meet, sessionID)
		if err != nil {
			return "", err
		}
		t, err := Of(tx, s, sessionID)
		if err != nil {
			return "", err
		}
		if t.ID != transcriptID {
			return "", db.ErrConflict
		}
		register, err := Register(tx, s)
		if err != nil {
			return "", err
		}
		var turns []Turn
		turns, found = Replace(t.Turns, register)
		return keep(tx, s, e, turns, false)
	})
	return found, err
}
