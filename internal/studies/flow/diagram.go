package flow

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what a box of the diagram says.
type Kind string

// Kinds of boxes.
const (
	Came Kind = "came" // to the stage
	Lost Kind = "lost" // after it
	Here Kind = "here" // at it, and may go on; after the end, came no further
)

// What is said of those who are at a stage: while the study goes on, and after its end.
const (
	mayGoOn   = "May still go on"
	noFurther = "No further by the end"
)

// Box is a number of people in the diagram.
type Box struct {
	Kind  Kind
	Stage Stage
	Label string // "Consented", "Did not go on", "May still go on"
	N     int
	Parts []Part // of Lost, by reason
}

// Part is those of a box who have one reason.
type Part struct {
	Reason Reason
	N      int
}

// Arrow leads from one box to another, by their places.
type Arrow struct{ From, To int }

// Diagram is a flow as boxes from top to bottom: after the box of a stage those
// of who was lost and who is still there, if anybody is. Arrows lead from each
// stage to these and to the next stage.
type Diagram struct {
	Boxes  []Box
	Arrows []Arrow
}

// Diagram describes the flow.
func (f Flow) Diagram() (d Diagram) {
	stage := -1
	for i, step := range f {
		before := stage
		stage = d.add(Box{Kind: Came, Stage: step.Stage, Label: step.Stage.Label(), N: len(step.Came)})
		if before >= 0 {
			d.Arrows = append(d.Arrows, Arrow{before, stage})
		}
		if step.LostInAll() > 0 {
			d.Arrows = append(d.Arrows, Arrow{stage, d.add(lost(step))})
		}
		if len(step.Here) > 0 && i < len(f)-1 {
			d.Arrows = append(d.Arrows, Arrow{stage, d.add(here(step))})
		}
	}
	return d
}

// Count is how many people stand at a stage, and went no further for a reason.
type Count struct {
	Reached Stage
	Reason  string // code; "" for those who may still go on
	N       int
}

// Counted is the diagram of a flow of which only the numbers are known: as Of would draw
// it from the rows that were counted, each person once.
func (s Study) Counted(counts []Count) (d Diagram, err error) {
	rows := make(Flow, len(s.Stages))
	for i, stage := range s.Stages {
		rows[i] = Step{Stage: stage}
	}
	lost := make([]map[string][]string, len(s.Stages))
	for _, c := range counts {
		place := slices.Index(s.Stages, c.Reached)
		if place < 0 {
			return d, fmt.Errorf("this study has no stage “%s”", c.Reached)
		}
		who := make([]string, c.N)
		for i := range place + 1 {
			rows[i].Came = append(rows[i].Came, who...)
		}
		if c.Reason == "" {
			rows[place].Here = append(rows[place].Here, who...)
			continue
		}
		if !s.knows(c.Reason) {
			return d, fmt.Errorf("this study has no reason “%s”", c.Reason)
		}
		if lost[place] == nil {
			lost[place] = make(map[string][]string)
		}
		lost[place][c.Reason] = append(lost[place][c.Reason], who...)
	}
	for i := range rows {
		rows[i].Lost = s.losses(lost[i])
	}
	return rows.Diagram(), nil
}

func (s Study) knows(reason string) bool {
	return reason == NotKnown.Code || slices.ContainsFunc(s.Reasons, func(r Reason) bool { return r.Code == reason })
}

// Ended is the diagram of a study whose data collection is over: nobody may go on any
// more. Why those came no further who were still at a stage is not known.
func (d Diagram) Ended() Diagram {
	d.Boxes = slices.Clone(d.Boxes)
	for i := range d.Boxes {
		if d.Boxes[i].Kind == Here {
			d.Boxes[i].Label = noFurther
		}
	}
	return d
}

// Rest says what is true of those who are neither lost nor further.
func (d Diagram) Rest() string {
	for _, b := range d.Boxes {
		if b.Kind == Here {
			return b.Label
		}
	}
	return mayGoOn
}

func (d *Diagram) add(b Box) int {
	d.Boxes = append(d.Boxes, b)
	return len(d.Boxes) - 1
}

func lost(s Step) Box {
	b := Box{Kind: Lost, Stage: s.Stage, Label: "Did not go on", N: s.LostInAll()}
	for _, l := range s.Lost {
		b.Parts = append(b.Parts, Part{l.Reason, len(l.Who)})
	}
	return b
}

func here(s Step) Box {
	return Box{Kind: Here, Stage: s.Stage, Label: mayGoOn, N: len(s.Here)}
}

// Label is the stage as a heading.
func (s Stage) Label() string { return strings.ToUpper(string(s[:1])) + string(s[1:]) }

// did is what people of a stage did or were, after their number.
func (s Stage) did(n int) string {
	was := "were "
	if n == 1 {
		was = "was "
	}
	switch s {
	case Consented, TookPart, Stayed:
		was = ""
	}
	return fmt.Sprintf("%d %s%s", n, was, s)
}

// Words are the text alternative: one sentence or two for each stage.
func (d Diagram) Words() string {
	var words []string
	for _, box := range d.Boxes {
		switch box.Kind {
		case Came:
			words = append(words, box.Stage.did(box.N)+".")
		case Lost:
			words = append(words, fmt.Sprintf("After that %d did not go on: %s.", box.N, parts(box.Parts)))
		case Here:
			words = append(words, fmt.Sprintf("%d %s.", box.N, map[string]string{mayGoOn: "may still go on", noFurther: "had come no further when data collection ended"}[box.Label]))
		}
	}
	return strings.Join(words, " ")
}

func parts(all []Part) string {
	var words []string
	for _, p := range all {
		words = append(words, fmt.Sprintf("%s %d", p.Reason.Label, p.N))
	}
	return strings.Join(words, ", ")
}
