package participants

import "slices"

// Stage is how far somebody has come in a study.
type Stage string

// The stages, in order.
const (
	Approached Stage = "approached"
	Interested Stage = "interested"
	Eligible   Stage = "eligible"
	Consented  Stage = "consented"
	TookPart   Stage = "took-part"
	Stayed     Stage = "stayed"
)

// Stages lists all stages in order.
var Stages = []Stage{Approached, Interested, Eligible, Consented, TookPart, Stayed}

// Words says a stage to a reader.
func (s Stage) Words() string {
	return map[Stage]string{Approached: "Approached", Interested: "Interested", Eligible: "Eligible", Consented: "Consented", TookPart: "Took part", Stayed: "Stayed to follow-up"}[s]
}

// rank is the place of a stage in their order, -1 for none of them.
func (s Stage) rank() int { return slices.Index(Stages, s) }

// After reports whether a stage comes after another.
func (s Stage) After(t Stage) bool { return s.rank() > t.rank() }

// Reason is why somebody went no further.
type Reason string

// The reasons.
const (
	NoReply      Reason = "no-reply"
	NotWanted    Reason = "not-wanted"
	NoTime       Reason = "no-time"
	Unwell       Reason = "unwell"
	NotFitting   Reason = "not-eligible"
	NoCapacity   Reason = "no-capacity"
	Withdrew     Reason = "withdrew"
	MovedAway    Reason = "moved"
	Died         Reason = "died"
	NotReached   Reason = "not-reached"
	NotCleared   Reason = "not-cleared"
	StudyFull    Reason = "full"
	AnotherCause Reason = "other"
)

// Reasons lists all reasons in the order in which they are offered.
var Reasons = []Reason{NoReply, NotWanted, NoTime, Unwell, NotFitting, NoCapacity, Withdrew, MovedAway, Died, NotReached, NotCleared, StudyFull, AnotherCause}

// Words says a reason to a reader.
func (r Reason) Words() string {
	return map[Reason]string{NoReply: "No reply", NotWanted: "Did not want to", NoTime: "No time", Unwell: "Not well enough", NotFitting: "Not eligible",
		NoCapacity: "Could not decide for themselves, and no consultee", Withdrew: "Withdrew", MovedAway: "Moved away or left the job", Died: "Died", NotReached: "Could not be reached",
		NotCleared: "The practice asked not to", StudyFull: "The study had enough people", AnotherCause: "Another reason"}[r]
}
