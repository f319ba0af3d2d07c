package participants

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Step is one line of the recruitment log.
type Step struct {
	ParticipantID string
	Stage         Stage
	Lost          Reason // "" for a stage that was reached
	Day           dates.Date
	ByName        string
	NotedAt       time.Time
}

// Steps lists the log of a participant, first to last. The caller has reached the
// participant through Get.
func Steps(r db.Reader, participantID string) ([]Step, error) {
	return db.List(r, scanStep, stepColumns+` WHERE t.participant_id = $1 ORDER BY t.noted_at, t.id`, participantID)
}

// AllSteps is the whole log of a study as far as Rows answers the seat, by
// participant, first to last.
func AllSteps(r db.Reader, s studies.Seat) (map[string][]Step, error) {
	if !ReadsRows(s) {
		return nil, db.ErrNotFound
	}
	reach, args := s.Reach(studies.Follow, "p.site_id", s.Study.ID)
	all, err := db.List(r, scanStep, stepColumns+` JOIN participants p ON p.id = t.participant_id WHERE p.study_id = $1 AND `+reach+` ORDER BY t.noted_at, t.id`, args...)
	of := make(map[string][]Step)
	for _, t := range all {
		of[t.ParticipantID] = append(of[t.ParticipantID], t)
	}
	return of, err
}

const stepColumns = `SELECT t.participant_id, t.stage, t.lost, t.day, t.by_name, t.noted_at FROM participant_steps t`

func scanStep(s db.Scanner) (t Step, err error) {
	err = s.Scan(&t.ParticipantID, &t.Stage, &t.Lost, &t.Day, &t.ByName, db.At(&t.NotedAt))
	return
}

func addStep(tx *db.Tx, participantID string, stage Stage, lost Reason, day dates.Date, byName string) error {
	_, err := tx.Exec(`INSERT INTO participant_steps (id, participant_id, stage, lost, day, by_name, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), participantID, stage, lost, day, byName, db.Ms(tx.Now()))
	return err
}

// Advance notes on the log that a participant came as far as a stage, interested or
// eligible. Consent and taking part are noted by the rooms that know of them.
// db.ErrConflict if they are further already or are lost.
func Advance(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, to Stage, day dates.Date) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "participant.advanced", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := Get(tx, s, studies.Meet, id)
		if err != nil {
			return "", err
		}
		if to != Interested && to != Eligible {
			return "", db.Fault("stage", "Choose interested or eligible. Consent is noted on its own page")
		}
		if !p.Going() || !to.After(p.Stage) {
			return "", db.ErrConflict
		}
		return id, Reach(tx, s, p, to, day)
	})
	return err
}

// Reach notes within a write that a participant came as far as a stage. Somebody
// who is further already stays there.
func Reach(tx *db.Tx, s studies.Seat, p Participant, to Stage, day dates.Date) error {
	today := dates.Of(tx.Now())
	if day.IsZero() {
		day = today
	}
	if day.After(today) {
		return db.Fault("day", "The day must be today or earlier")
	}
	if !to.After(p.Stage) {
		return nil
	}
	if _, err := tx.Exec(`UPDATE participants SET stage = $2, lost = '', version = version + 1 WHERE id = $1`, p.ID, to); err != nil {
		return err
	}
	return addStep(tx, p.ID, to, "", day, s.By.Name)
}

// Lose notes that a participant goes no further, and why.
func Lose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, why Reason, day dates.Date) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "participant.lost", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := Get(tx, s, studies.Meet, id)
		if err != nil {
			return "", err
		}
		if p.Version != version || !p.Going() {
			return "", db.ErrConflict
		}
		return id, End(tx, s, p, why, day)
	})
	return err
}

// End is Lose within a write of a room above.
func End(tx *db.Tx, s studies.Seat, p Participant, why Reason, day dates.Date) error {
	var bad db.Invalid
	if why.Words() == "" {
		bad.Add("why", "Choose why they go no further")
	}
	today := dates.Of(tx.Now())
	if day.IsZero() {
		day = today
	}
	if day.After(today) {
		bad.Add("day", "The day must be today or earlier")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE participants SET lost = $2, version = version + 1 WHERE id = $1`, p.ID, why); err != nil {
		return err
	}
	return addStep(tx, p.ID, p.Stage, why, day, s.By.Name)
}

// Return notes that somebody who was lost goes on after all.
func Return(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "participant.returned", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := Get(tx, s, studies.Meet, id)
		if err != nil {
			return "", err
		}
		if p.Version != version || p.Going() || p.Lost == Withdrew || p.Lost == Died {
			return "", db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE participants SET lost = '', version = version + 1 WHERE id = $1`, id); err != nil {
			return "", err
		}
		return id, addStep(tx, id, p.Stage, "", dates.Of(tx.Now()), by.Name)
	})
	return err
}
