package practicalhelp

import "slices"

// State is where an award stands.
type State string

// The states of an award.
const (
	Asked     State = "asked"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn" // not needed any more, or asked for by mistake
	Issued    State = "issued"    // the person has it
	Redeemed  State = "redeemed"
	Expired   State = "expired"
	Returned  State = "returned"
)

// States lists the states in the order of their lives.
var States = []State{Asked, Approved, Refused, Withdrawn, Issued, Redeemed, Expired, Returned}

// next is the only place that says which states follow each.
var next = map[State][]State{
	Asked:    {Approved, Refused, Withdrawn},
	Approved: {Issued, Withdrawn},
	Issued:   {Redeemed, Expired, Returned},
}

// May reports whether an award may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Next lists the states that may follow.
func (s State) Next() []State { return next[s] }

// Counts reports whether the money is gone from its pot.
func (s State) Counts() bool { return s == Approved || s == Issued || s == Redeemed }

// Words says where an award stands.
func (s State) Words() string {
	return map[State]string{Asked: "Asked for", Approved: "Approved", Refused: "Not approved", Withdrawn: "Withdrawn", Issued: "Given",
		Redeemed: "Used", Expired: "Ran out", Returned: "Given back"}[s]
}

// Act says what a button does that leads to a state.
func (s State) Act() string {
	return map[State]string{Approved: "Approve", Refused: "Do not approve", Withdrawn: "Withdraw", Issued: "They have it now", Redeemed: "It was used",
		Expired: "It ran out", Returned: "It was given back"}[s]
}
