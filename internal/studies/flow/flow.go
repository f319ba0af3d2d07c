package flow

import (
	"cmp"
	"fmt"
	"slices"
)

// Stage is how far somebody comes in a study.
type Stage string

// Stages of a study, in this order. A study may have fewer: one that asks
// everybody once has nobody who stays.
const (
	Approached Stage = "approached"
	Interested Stage = "interested"
	Eligible   Stage = "eligible"
	Consented  Stage = "consented"
	TookPart   Stage = "took part"
	Stayed     Stage = "stayed"
)

// Stages are all of them.
var Stages = []Stage{Approached, Interested, Eligible, Consented, TookPart, Stayed}

// Reason is why somebody did not go on, as a study names it.
type Reason struct{ Code, Label string }

// NotKnown is the reason of somebody who did not go on and nobody knows why.
var NotKnown = Reason{"not known", "Reason not known"}

// Row is an entry of the recruitment log.
type Row struct {
	Participant string // study number
	Reached     Stage
	Reason      string // code of why they went no further; "" where they may still
}

// Study is what a flow is counted by.
type Study struct {
	Stages  []Stage
	Reasons []Reason // besides NotKnown
}

// Flow is how many people came how far, stage by stage.
type Flow []Step

// Step is a stage with the study numbers of those who came to it. Came is
// everybody; each of them came to the next stage, was lost or is here.
type Step struct {
	Stage Stage
	Came  []string
	Lost  []Loss   // by reason, the most frequent first
	Here  []string // may still go on; at the last stage, came to the end
}

// Loss is those who did not go on for one reason.
type Loss struct {
	Reason Reason
	Who    []string
}

// LostInAll is how many did not go on, whatever the reason.
func (s Step) LostInAll() (n int) {
	for _, l := range s.Lost {
		n += len(l.Who)
	}
	return n
}

// Of counts a log, whose rows stand in the order of time. The furthest stage
// that somebody reached counts, and of several rows of that stage the last: who
// said no and came after all, came.
func (s Study) Of(rows []Row) (Flow, error) {
	people, err := s.furthest(rows)
	if err != nil {
		return nil, err
	}
	flow := make(Flow, len(s.Stages))
	for i, stage := range s.Stages {
		flow[i] = s.step(stage, i, people)
	}
	return flow, nil
}

// step divides those who came to a stage.
func (s Study) step(stage Stage, place int, people []reached) Step {
	step := Step{Stage: stage, Came: make([]string, 0, len(people))}
	lost := make(map[string][]string)
	for _, p := range people {
		if p.stage < place {
			continue
		}
		step.Came = append(step.Came, p.number)
		switch {
		case p.stage > place:
		case p.reason == "":
			step.Here = append(step.Here, p.number)
		default:
			lost[p.reason] = append(lost[p.reason], p.number)
		}
	}
	step.Lost = s.losses(lost)
	return step
}

// reached is where somebody is.
type reached struct {
	number string
	stage  int // place in the study's stages
	reason string
}

// furthest is each person once, in the order in which they first appear.
func (s Study) furthest(rows []Row) (people []reached, err error) {
	places := make(map[Stage]int)
	for i, stage := range s.Stages {
		places[stage] = i
	}
	known := map[string]bool{"": true, NotKnown.Code: true}
	for _, r := range s.Reasons {
		known[r.Code] = true
	}
	at := make(map[string]int, len(rows))
	for _, row := range rows {
		stage, found := places[row.Reached]
		switch {
		case row.Participant == "":
			return nil, fmt.Errorf("a row has no study number")
		case !found:
			return nil, fmt.Errorf("%s: this study has no stage “%s”", row.Participant, row.Reached)
		case !known[row.Reason]:
			return nil, fmt.Errorf("%s: this study has no reason “%s”", row.Participant, row.Reason)
		}
		i, before := at[row.Participant]
		if !before {
			i = len(people)
			at[row.Participant], people = i, append(people, reached{number: row.Participant})
		}
		if stage >= people[i].stage {
			people[i].stage, people[i].reason = stage, row.Reason
		}
	}
	return people, nil
}

// losses are in order of how many, then as the study lists its reasons; those of
// whom it is not known come last.
func (s Study) losses(by map[string][]string) (losses []Loss) {
	for _, reason := range s.Reasons {
		if who := by[reason.Code]; len(who) > 0 {
			losses = append(losses, Loss{reason, who})
		}
	}
	slices.SortStableFunc(losses, func(a, b Loss) int { return cmp.Compare(len(b.Who), len(a.Who)) })
	if who := by[NotKnown.Code]; len(who) > 0 {
		losses = append(losses, Loss{NotKnown, who})
	}
	return losses
}
