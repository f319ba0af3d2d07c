package fieldwork

import (
	"context"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Plan plans a session of the actor's. *db.Invalid with the fields "kind", "site",
// "wave", "participants", "planned", "place", "minutes", "whereabouts" or "words".
func Plan(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Session) (id string, err error) {
	return studies.Act(ctx, d, by, key, e.StudyID, studies.Meet, "session.planned", func(tx *db.Tx, s studies.Seat) (string, error) {
		e := e
		e.State, e.AccountID, e.ByName = Planned, by.AccountID, by.Name
		if !e.PlannedAt.After(tx.Now()) {
			return "", db.Fault("planned", "Enter a time to come. What took place already is noted, not planned")
		}
		all, err := e.mayBe(tx, s)
		if err != nil {
			return "", err
		}
		return e.add(tx, all)
	})
}

// NoteHeld notes a session of the actor's that took place and was not planned.
func NoteHeld(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Session) (id string, err error) {
	return studies.Act(ctx, d, by, key, e.StudyID, studies.Meet, "session.held", func(tx *db.Tx, s studies.Seat) (string, error) {
		e := e
		e.State, e.AccountID, e.ByName = Held, by.AccountID, by.Name
		if e.HeldOn.IsZero() || e.HeldOn.After(dates.Of(tx.Now())) {
			return "", db.Fault("held", "Enter the day on which it took place, today or earlier")
		}
		all, err := e.mayBe(tx, s)
		if err != nil {
			return "", err
		}
		id, err := e.add(tx, all)
		if err != nil {
			return "", err
		}
		return id, e.took(tx, s, all)
	})
}

// mayBe checks that the study collects at the site, and that everybody who takes
// part allows it and may be contacted.
func (e *Session) mayBe(tx *db.Tx, s studies.Seat) (all []participants.Participant, err error) {
	if err := s.AtSite(studies.Meet, e.SiteID); err != nil {
		return nil, err
	}
	if err := e.tidy(); err != nil {
		return nil, err
	}
	if e.SiteID != "" {
		if err := studies.Collects(tx, s.Study, e.SiteID, "site"); err != nil {
			return nil, err
		}
	}
	wave := Wave{}
	if e.WaveID != "" {
		if wave, err = theWave(tx, e.StudyID, e.WaveID); errors.Is(err, db.ErrNotFound) {
			return nil, db.Fault("wave", "Choose one of the study’s waves")
		} else if err != nil {
			return nil, err
		}
	}
	for _, id := range e.Participants {
		p, err := participants.Get(tx, s, studies.Meet, id)
		if err != nil {
			return nil, err
		}
		if err := e.allowedBy(tx, p, wave); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, e.guide(tx, s)
}

func (e Session) allowedBy(tx *db.Tx, p participants.Participant, wave Wave) error {
	switch {
	case p.SiteID != e.SiteID:
		return db.Fault("participants", p.Number+" belongs to another site")
	case e.WaveID != "" && !wave.For(p.Kind):
		return db.Fault("wave", "This wave is not for "+p.Number)
	}
	if err := consent.Need(tx, p.ID, e.Kind.Covers(), "participants"); err != nil {
		return err
	}
	later := wave.Ordinal > 0
	if !later {
		return nil
	}
	if err := consent.Need(tx, p.ID, consent.ContactAgain, "participants"); err != nil {
		return err
	}
	var bad *db.Invalid
	if err := p.MayHear(tx, e.State == Planned); errors.As(err, &bad) {
		return db.Fault("participants", bad.Fields[0].Message)
	} else if err != nil {
		return err
	}
	return nil
}

// guide notes which version of the guide is in force, so that it is known later by
// which one somebody was asked.
func (e *Session) guide(tx *db.Tx, s studies.Seat) error {
	if e.Kind.Guide() == "" {
		return nil
	}
	v, err := approvals.InForce(tx, s.Study.ID, e.Kind.Guide(), e.SiteID, "en", "")
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	e.GuideID = v.ID
	return err
}

func (e Session) add(tx *db.Tx, all []participants.Participant) (id string, err error) {
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO study_sessions (id, study_id, site_id, wave_id, kind, state, planned_at, minutes, held_on, place, whereabouts, account_id, by_name, guide_id, missed, words)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15)`, id, e.StudyID, db.Null(e.SiteID), db.Null(e.WaveID), e.Kind, e.State, db.Ms(e.PlannedAt), e.Minutes, e.HeldOn, e.Place, e.Whereabouts,
		e.AccountID, e.ByName, db.Null(e.GuideID), e.Words); err != nil {
		return "", err
	}
	for _, p := range all {
		if _, err := tx.Exec(`INSERT INTO study_session_participants (session_id, participant_id) VALUES ($1, $2)`, id, p.ID); err != nil {
			return "", err
		}
	}
	return id, nil
}

// took notes on the log how far everybody has come.
func (e Session) took(tx *db.Tx, s studies.Seat, all []participants.Participant) error {
	stage, err := stageIn(tx, e.StudyID, e.WaveID)
	for _, p := range all {
		if err == nil {
			err = participants.Reach(tx, s, p, stage, e.HeldOn)
		}
	}
	return err
}

// Hold notes that a planned session took place on a day. Consent is asked for again:
// somebody can have changed their mind since.
func Hold(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, on dates.Date, words string) error {
	return settle(ctx, d, by, key, studyID, id, version, "session.held", func(tx *db.Tx, s studies.Seat, e Session) error {
		if on.IsZero() || on.After(dates.Of(tx.Now())) {
			return db.Fault("held", "Enter the day on which it took place, today or earlier")
		}
		e.State, e.HeldOn, e.Words = Held, on, words
		all, err := e.mayBe(tx, s)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE study_sessions SET state = $2, held_on = $3, words = $4, guide_id = $5, version = version + 1 WHERE id = $1`, id, Held, on, e.Words, db.Null(e.GuideID)); err != nil {
			return err
		}
		return e.took(tx, s, all)
	})
}

// Miss notes that a planned session did not take place, and why.
func Miss(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, why Reason) error {
	return settle(ctx, d, by, key, studyID, id, version, "session.missed", func(tx *db.Tx, _ studies.Seat, _ Session) error {
		if why.Words() == "" {
			return db.Fault("why", "Choose why it did not take place")
		}
		_, err := tx.Exec(`UPDATE study_sessions SET state = $2, missed = $3, version = version + 1 WHERE id = $1`, id, Missed, why)
		return err
	})
}

// Cancel calls a planned session off.
func Cancel(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return settle(ctx, d, by, key, studyID, id, version, "session.cancelled", func(tx *db.Tx, _ studies.Seat, _ Session) error {
		_, err := tx.Exec(`UPDATE study_sessions SET state = $2, version = version + 1 WHERE id = $1`, id, Cancelled)
		return err
	})
}

func settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, what string, do func(*db.Tx, studies.Seat, Session) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, s, studies.Meet, id)
		if err != nil {
			return "", err
		}
		if e.Version != version || e.State != Planned {
			return "", db.ErrConflict
		}
		return id, do(tx, s, e)
	})
	return err
}
