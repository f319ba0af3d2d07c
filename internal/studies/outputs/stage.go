package outputs

import (
	"slices"

	"linkwork/internal/db"
)

// Stage is how far an output has come.
type Stage string

// The stages, in their order.
const (
	Planned   Stage = "planned"
	Drafting  Stage = "drafting"
	Submitted Stage = "submitted"
	InReview  Stage = "in-review"
	Accepted  Stage = "accepted"
	Published Stage = "published"
)

// Stages lists all stages in order.
var Stages = []Stage{Planned, Drafting, Submitted, InReview, Accepted, Published}

// Words says a stage to a reader.
func (s Stage) Words() string {
	return map[Stage]string{Planned: "Planned", Drafting: "Being written", Submitted: "Submitted", InReview: "In review", Accepted: "Accepted", Published: "Published"}[s]
}

// settleStage makes the stage and the day on which it came out agree: what has come out is
// published, and what is not has no such day.
func (o *Output) settleStage(bad *db.Invalid) {
	switch {
	case !o.CameOut.IsZero():
		o.Stage = Published
	case o.Stage == "":
		o.Stage = Planned
	case o.Stage == Published:
		bad.Add("out", "Enter the day on which it was published")
	case !slices.Contains(Stages, o.Stage):
		bad.Add("stage", "Choose how far it is")
	}
}
