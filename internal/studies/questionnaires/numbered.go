package questionnaires

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// name says whose the responses to a questionnaire for participants are. Those of
// participants whom the seat does not reach are left out, and of those who do not allow
// it any more the answers.
func name(r db.Reader, s studies.Seat, duty studies.Duty, q Questionnaire, list []Response) (named []Response, err error) {
	whose, err := askedByAsking(r, q.ID)
	if err != nil {
		return nil, err
	}
	numbers, err := numbersOf(r, s, duty)
	if err != nil {
		return nil, err
	}
	waves, err := codesOf(r, s)
	if err != nil {
		return nil, err
	}
	allowed, err := consent.WhoAllows(r, s, consent.AnswerForms)
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		a := whose[x.askingID]
		number, reached := numbers[a.ParticipantID]
		if !reached {
			continue
		}
		x.Number, x.Wave, x.Door = number, waves[a.WaveID], a.How.Words()
		x.Code = x.Number + "-" + x.Wave
		x.AnsweredOn, x.Marks = a.AnsweredOn, nil // marks tell robots from people
		if !allowed[a.ParticipantID] {
			x.Withdrawn, x.Answers = true, nil
		}
		named = append(named, x)
	}
	return named, nil
}

func askedByAsking(r db.Reader, id string) (map[string]Asked, error) {
	all, err := db.List(r, scanAsked, askedColumns+` WHERE x.questionnaire_id = $1 AND x.asking_id IS NOT NULL`, id)
	of := make(map[string]Asked, len(all))
	for _, a := range all {
		of[a.askingID] = a
	}
	return of, err
}

func numbersOf(r db.Reader, s studies.Seat, duty studies.Duty) (map[string]string, error) {
	all, err := participants.List(r, s, duty, participants.Filter{})
	numbers := make(map[string]string, len(all))
	for _, p := range all {
		numbers[p.ID] = p.Number
	}
	return numbers, err
}

func codesOf(r db.Reader, s studies.Seat) (map[string]string, error) {
	all, err := fieldwork.Waves(r, s)
	codes := make(map[string]string, len(all))
	for _, w := range all {
		codes[w.ID] = w.Code
	}
	return codes, err
}
