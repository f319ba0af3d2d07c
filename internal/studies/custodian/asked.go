package custodian

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Enter is a custodian's seat in a study; else db.ErrNotFound.
func Enter(r db.Reader, by access.Actor, studyID string) (studies.Seat, error) {
	s, err := studies.Enter(r, by, studyID, studies.Join)
	if err == nil {
		err = atWork(by)
	}
	return s, err
}

// atWork is db.ErrNotFound unless somebody works with records, and neither manages
// nor administers nor researches.
func atWork(by access.Actor) error {
	if !by.Is(access.LinkWorker, access.Practice) || by.Is(access.Manager, access.Administrator, access.Researcher) {
		return db.ErrNotFound
	}
	return nil
}

// Asked is a patient in a study about whom a custodian has something to do.
type Asked struct {
	participants.Participant
	Question participants.Clearance // that waits for an answer; zero for none
	Allows   bool                   // they agreed that information from their record is used
	Join     Join                   // zero for none
}

// ToPart reports whether what the join rests on was taken back.
func (a Asked) ToPart() bool {
	return a.Join.ID != "" && (!a.SilentAt.IsZero() && a.Join.Purpose == DeathCheck || a.Join.Purpose == Record && !a.Allows)
}

// ToJoin reports whether they agreed to a join that is not made yet.
func (a Asked) ToJoin() bool { return a.Allows && a.Join.Purpose != Record }

func (a Asked) some() bool { return a.Question.ID != "" || a.Allows || a.Join.ID != "" }

// All lists the patients at the sites of a custodian about whom there is something
// to do or was, by study number.
func All(r db.Reader, s studies.Seat) ([]Asked, error) {
	patients, err := participants.List(r, s, studies.Join, participants.Filter{Kind: studies.Patient})
	if err != nil {
		return nil, err
	}
	open, err := openQuestions(r, s)
	if err != nil {
		return nil, err
	}
	allow, err := consent.WhoAllows(r, s, consent.JoinRecord)
	if err != nil {
		return nil, err
	}
	made, err := joins(r, s)
	var all []Asked
	for _, p := range patients {
		if a := (Asked{p, open[p.ID], allow[p.ID], made[p.ID]}); a.some() {
			all = append(all, a)
		}
	}
	return all, err
}

// One is one of All; else db.ErrNotFound.
func One(r db.Reader, s studies.Seat, participantID string) (Asked, error) {
	p, err := participants.Get(r, s, studies.Join, participantID)
	if err != nil {
		return Asked{}, err
	}
	a := Asked{Participant: p}
	open, err := openQuestions(r, s)
	if err != nil {
		return a, err
	}
	a.Question = open[p.ID]
	if a.Allows, err = consent.Allows(r, p.ID, consent.JoinRecord); err != nil {
		return a, err
	}
	if a.Join, err = joinOf(r, p.ID); err != nil {
		return a, err
	}
	if p.Kind != studies.Patient || !a.some() {
		return Asked{}, db.ErrNotFound
	}
	return a, nil
}

// Name is the name of a patient about whom there is something to do, so that their
// record can be found. The look is to be noted before the page leaves.
func Name(r db.Reader, s studies.Seat, participantID string) (string, error) {
	if _, err := One(r, s, participantID); err != nil {
		return "", err
	}
	return participants.NameFor(r, s, participantID)
}

func openQuestions(r db.Reader, s studies.Seat) (map[string]participants.Clearance, error) {
	open, err := participants.OpenClearances(r, s)
	of := make(map[string]participants.Clearance, len(open))
	for _, c := range open {
		of[c.ParticipantID] = c
	}
	return of, err
}
