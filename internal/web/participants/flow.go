package participants

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/flow"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// stageOf is a stage of the log as the flow names it, and back.
func stageOf(s participants.Stage) flow.Stage {
	return flow.Stage(strings.ReplaceAll(string(s), "-", " "))
}

func ofFlow(s flow.Stage) participants.Stage {
	return participants.Stage(strings.ReplaceAll(string(s), " ", "-"))
}

// counted is how a study's flow is counted: by all reasons of the log and all stages,
// but staying where nobody is to be met again.
func counted(follows bool) (s flow.Study) {
	for _, stage := range participants.Stages {
		if stage != participants.Stayed || follows {
			s.Stages = append(s.Stages, stageOf(stage))
		}
	}
	for _, r := range participants.Reasons {
		s.Reasons = append(s.Reasons, flow.Reason{Code: string(r), Label: r.Words()})
	}
	return s
}

// diagramOf draws who is on a list, by the counts of its rows. In a study with one wave
// nobody can stay to a later one; in one that collects no more, nobody may go on.
func diagramOf(s studies.Study, waves []fieldwork.Wave, tallies []participants.Tally) (flow.Diagram, error) {
	follows := len(waves) > 1
	var all []flow.Count
	for _, t := range tallies {
		follows = follows || t.Stage == participants.Stayed
		all = append(all, flow.Count{Reached: stageOf(t.Stage), Reason: string(t.Lost), N: t.N})
	}
	d, err := counted(follows).Counted(all)
	if s.State.Over() {
		d = d.Ended()
	}
	return d, err
}

// rowsOf is the filter whose list has as many rows as a number of the diagram says.
func rowsOf(f participants.Filter, kind flow.Kind, stage flow.Stage, reason string) participants.Filter {
	switch kind {
	case flow.Came:
		f.Reached = ofFlow(stage)
	case flow.Lost:
		f.At, f.Lost, f.Over = ofFlow(stage), participants.Reason(reason), true
	case flow.Here:
		f.At, f.Going = ofFlow(stage), true
	}
	return f
}

func showFlow(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l := log{Filter: participants.Filter{SiteID: v.Fields.Get("site"), Kind: studies.Kind(v.Fields.Get("kind"))}}
		var err error
		if l.Seat, err = readers(r, v); err != nil {
			return visit.View{}, err
		}
		if l.Tallies, err = participants.Tallies(r, l.Seat, l.Filter); err != nil {
			return visit.View{}, err
		}
		if l.Sites, l.Names, err = sites(r, l.Seat, studies.Follow); err != nil {
			return visit.View{}, err
		}
		waves, err := fieldwork.Waves(r, l.Seat)
		if err != nil {
			return visit.View{}, err
		}
		d, err := diagramOf(l.Seat.Study, waves, l.Tallies)
		page := instudy.Page(l.Seat, "Flow", "People", nil)
		page.Wide = true
		return visit.View{Page: page, Body: flowPage(l, d)}, err
	})
}
