package lonework

import "slices"

// State is where a visit stands.
type State string

// The states of a visit.
const (
	Planned   State = "planned"
	Out       State = "out"      // the worker has set out
	Alarm     State = "alarm"    // not checked out in time, or asked for help; nobody is on it yet
	Answered  State = "answered" // somebody is on it
	Back      State = "back"     // the worker has checked out
	Closed    State = "closed"   // an alarm ended otherwise
	CalledOff State = "called-off"
)

// next is the only place that says which states follow each.
var next = map[State][]State{
	Planned:  {Planned, Out, Alarm, Back, CalledOff},
	Out:      {Out, Alarm, Back},
	Alarm:    {Alarm, Answered, Out, Back},
	Answered: {Answered, Alarm, Out, Back, Closed},
}

// May reports whether a visit may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Over reports whether nothing more is watched.
func (s State) Over() bool { return s == Back || s == Closed || s == CalledOff }

// Ringing reports whether somebody must look after the worker.
func (s State) Ringing() bool { return s == Alarm || s == Answered }

// Words says where a visit stands.
func (s State) Words() string {
	return map[State]string{Planned: "Planned", Out: "Out", Alarm: "Overdue: nobody is on it yet", Answered: "Overdue: somebody is on it", Back: "Checked out", Closed: "Alarm ended", CalledOff: "Called off"}[s]
}
