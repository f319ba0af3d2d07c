package safeguarding

import "slices"

// State is where a concern stands.
type State string

// The states of a concern.
const (
	Raised       State = "raised"       // somebody has it and has not said so yet
	Acknowledged State = "acknowledged" // its owner has read it
	InHand       State = "in-hand"      // something is being done
	Closed       State = "closed"
)

// next is the only place that says which states follow each.
var next = map[State][]State{
	Raised:       {Acknowledged},
	Acknowledged: {Acknowledged, InHand, Closed}, // again by somebody who takes it over
	InHand:       {InHand, Closed},
	Closed:       {InHand}, // opened again
}

// May reports whether a concern may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Words says where a concern stands.
func (s State) Words() string {
	return map[State]string{Raised: "Not acknowledged yet", Acknowledged: "Acknowledged", InHand: "In hand", Closed: "Closed"}[s]
}

// What says what an entry tells of.
type What string

// What can happen to a concern.
const (
	WasRaised    What = "raised"
	WasGiven     What = "given"  // passed to the next in the chain
	NobodyThere  What = "nobody" // there was nobody to give it to
	WasSeen      What = "acknowledged"
	Acted        What = "action"
	Referred     What = "referred" // to the local authority
	Told         What = "told"
	FirstChanged What = "first-do" // what to do before contact was worded anew
	WasClosed    What = "closed"
	Reopened     What = "reopened"
)

// Words says what happened.
func (w What) Words() string {
	return map[What]string{WasRaised: "Raised", WasGiven: "Given on", NobodyThere: "There was nobody to give it to", WasSeen: "Acknowledged", Acted: "Something was done",
		Referred: "Referred to the local authority", Told: "Somebody was told", FirstChanged: "What to do first was changed", WasClosed: "Closed", Reopened: "Opened again"}[w]
}
