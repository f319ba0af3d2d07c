package custodian

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// Purpose is what a join is for.
type Purpose string

// The purposes.
const (
	Record     Purpose = "record"
	DeathCheck Purpose = "deaths"
)

// Purposes lists all purposes.
var Purposes = []Purpose{Record, DeathCheck}

// Words says a purpose to a reader.
func (p Purpose) Words() string {
	return map[Purpose]string{Record: "Information from their record, as they agreed", DeathCheck: "Only to answer whether they may be contacted"}[p]
}

// Join is a study number and a care record of one patient.
type Join struct {
	ID, StudyID, ParticipantID, PersonID string
	Purpose                              Purpose
	JoinedAt                             time.Time
	JoinedBy                             string
}

const joinColumns = `SELECT j.id, j.study_id, j.participant_id, j.person_id, j.purpose, j.joined_at, j.joined_by FROM study_joins j`

func scanJoin(s db.Scanner) (j Join, err error) {
	err = s.Scan(&j.ID, &j.StudyID, &j.ParticipantID, &j.PersonID, &j.Purpose, db.At(&j.JoinedAt), &j.JoinedBy)
	return
}

// joinOf is the join of a participant, the zero Join for none.
func joinOf(r db.Reader, participantID string) (Join, error) {
	j, err := db.One(r, scanJoin, joinColumns+` WHERE j.participant_id = $1`, participantID)
	if errors.Is(err, db.ErrNotFound) {
		return Join{}, nil
	}
	return j, err
}

func joins(r db.Reader, s studies.Seat) (map[string]Join, error) {
	all, err := db.List(r, scanJoin, joinColumns+` WHERE j.study_id = $1`, s.Study.ID)
	of := make(map[string]Join, len(all))
	for _, j := range all {
		of[j.ParticipantID] = j
	}
	return of, err
}

// trail is what the person's own trail says of a custodian's look. It does not say
// that they take part in a study: their team reads that trail.
const trail = "identity check"

// JoinWith joins a patient with the record of a person within the custodian's own
// reach. A join that is there already is made anew, with another person or for
// another purpose. *db.Invalid with the fields "purpose" or "person"; db.ErrNotFound
// for a record or a participant that is not theirs.
func JoinWith(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID, personID string, p Purpose) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Join, "join.made", func(tx *db.Tx, s studies.Seat) (string, error) {
		if err := atWork(by); err != nil {
			return "", err
		}
		a, err := One(tx, s, participantID)
		if err != nil {
			return "", err
		}
		if personID == "" {
			return "", db.Fault("person", "Choose their record")
		}
		person, err := people.Get(tx, by, personID)
		if err != nil {
			return "", err
		}
		if err := a.mayJoin(tx, s, person, p); err != nil {
			return "", err
		}
		if err := audit.View(tx, by.Audit(), person.ID, trail); err != nil {
			return "", err
		}
		return participantID, a.keep(tx, s, person, p)
	})
	return err
}

func (a Asked) mayJoin(tx *db.Tx, s studies.Seat, person people.Person, p Purpose) error {
	switch {
	case p.Words() == "":
		return db.Fault("purpose", "Choose what the record is joined for")
	case p == Record && !a.Allows:
		return db.Fault("purpose", "They have not agreed that information from their record is used")
	case p == DeathCheck && !a.SilentAt.IsZero():
		return db.Fault("purpose", "They want no more contact, so there is nothing to answer")
	}
	others, err := db.List(tx, scanJoin, joinColumns+` WHERE j.study_id = $1 AND j.person_id = $2 AND j.participant_id <> $3`, s.Study.ID, person.ID, a.ID)
	if err == nil && len(others) > 0 {
		return db.Fault("person", "This record is joined with another number of this study already. Check the names, and tell the study’s coordinator")
	}
	return err
}

func (a Asked) keep(tx *db.Tx, s studies.Seat, person people.Person, p Purpose) error {
	_, err := tx.Exec(`INSERT INTO study_joins (id, study_id, participant_id, person_id, purpose, joined_at, joined_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (participant_id) DO UPDATE SET person_id = $4, purpose = $5, joined_at = $6, joined_by = $7`,
		tx.NewID(), s.Study.ID, a.ID, person.ID, p, db.Ms(tx.Now()), s.By.Name)
	return err
}

// Part takes a join away: nothing says any more whose record it was.
func Part(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Join, "join.parted", func(tx *db.Tx, s studies.Seat) (string, error) {
		if err := atWork(by); err != nil {
			return "", err
		}
		a, err := One(tx, s, participantID)
		if err != nil {
			return "", err
		}
		if a.Join.ID == "" {
			return "", db.ErrConflict
		}
		if err := audit.View(tx, by.Audit(), a.Join.PersonID, trail); err != nil {
			return "", err
		}
		_, err = tx.Exec(`DELETE FROM study_joins WHERE id = $1`, a.Join.ID)
		return participantID, err
	})
	return err
}

// Joined is the record of a join, if it is within the custodian's own reach; else
// db.ErrNotFound. The look is to be noted on the person's trail with Looked.
func Joined(r db.Reader, by access.Actor, a Asked) (people.Person, error) {
	return people.Get(r, by, a.Join.PersonID)
}

// Looked notes on a person's trail that a custodian looked whether they live and are
// still registered.
func Looked(ctx context.Context, d *db.DB, by access.Actor, personID string) error {
	return d.Write(ctx, func(tx *db.Tx) error { return audit.View(tx, by.Audit(), personID, trail) })
}

// Answer answers the study's question whether a patient may be contacted. Nothing of
// the record leaves but the answer. *db.Invalid with the field "answer"; db.ErrConflict if it was answered.
func Answer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, answer participants.Answer) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Join, "clearance.answered", func(tx *db.Tx, s studies.Seat) (string, error) {
		if err := atWork(by); err != nil {
			return "", err
		}
		a, err := One(tx, s, participantID)
		if err != nil {
			return "", err
		}
		if a.Question.ID == "" {
			return "", db.ErrConflict
		}
		return participantID, participants.Clear(tx, s, a.Question.ID, answer)
	})
	return err
}

// Of is what a person's joins say, for a request by that person to see what is kept.
type Of struct {
	Study  studies.Study
	Number string
	Join
}

// OfPerson lists the joins of a person, the first to come first.
func OfPerson(r db.Reader, personID string) (all []Of, err error) {
	made, err := db.List(r, scanJoin, joinColumns+` WHERE j.person_id = $1 ORDER BY j.joined_at, j.id`, personID)
	if err != nil {
		return nil, err
	}
	for _, j := range made {
		p, err := participants.Unscoped(r, j.ParticipantID)
		if err != nil {
			return nil, err
		}
		s, err := studies.Unscoped(r, p.StudyID)
		if err != nil {
			return nil, err
		}
		all = append(all, Of{s, p.Number, j})
	}
	return all, nil
}
