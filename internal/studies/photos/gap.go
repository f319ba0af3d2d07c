package photos

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// unanswered are the prompts for which there is nothing, not even a reason.
func unanswered(prompts []Prompt, sent []Photo) (open []Prompt) {
	for _, t := range prompts {
		if !slices.ContainsFunc(sent, func(p Photo) bool { return p.Prompt.ID == t.ID }) {
			open = append(open, t)
		}
	}
	return open
}

// Gap is a prompt for which a participant sent no photograph.
type Gap struct {
	Set         Set
	Participant participants.Participant
	Prompt      Prompt
	Photo       Photo // with the reason, and what stands in its place; zero while nobody said why
}

// Gaps lists where there is no photograph, by participant and prompt. From whoever allows
// photographs no more none is awaited, so none of theirs is missing.
func Gaps(r db.Reader, s studies.Seat) ([]Gap, error) {
	reached, err := reachedBy(r, s)
	if err != nil {
		return nil, err
	}
	plan, err := ThePlan(r, s.Study.ID)
	if err != nil {
		return nil, err
	}
	sets, err := Sets(r, s)
	if err != nil {
		return nil, err
	}
	willing, err := willingIn(r, s.Study.ID)
	if err != nil {
		return nil, err
	}
	sets = slices.DeleteFunc(sets, func(x Set) bool { return !slices.Contains(willing, x.ParticipantID) })
	all, err := List(r, s)
	if err != nil {
		return nil, err
	}
	sent := make(map[string][]Photo)
	for _, p := range all {
		sent[p.SetID] = append(sent[p.SetID], p)
	}
	var gaps []Gap
	for _, set := range sets {
		who := reached[set.ParticipantID]
		for _, p := range sent[set.ID] {
			if p.Missing != "" {
				gaps = append(gaps, Gap{set, who, p.Prompt, p})
			}
		}
		for _, t := range unanswered(of(plan.Prompts, who.Kind), sent[set.ID]) {
			gaps = append(gaps, Gap{set, who, t, Photo{}})
		}
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		switch {
		case a.Participant.Number < b.Participant.Number:
			return -1
		case a.Participant.Number > b.Participant.Number:
			return 1
		}
		return a.Prompt.Ordinal - b.Prompt.Ordinal
	})
	return gaps, nil
}

// willingIn are the ids of those who were asked in a study and allow photographs, now.
func willingIn(r db.Reader, studyID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT DISTINCT s.participant_id FROM study_photo_sets s WHERE s.study_id = $1 AND `+consent.AllowedBy("s.participant_id", consent.TakePhotos)+` ORDER BY s.participant_id`, studyID)
}
