package referrals

import (
	"slices"
	"time"

	"linkwork/internal/dates"
)

// State is where a referral stands.
type State string

// The states of a referral.
const (
	Received   State = "received"
	MoreAsked  State = "more-asked"  // the referrer was asked for more
	Waiting    State = "waiting"     // on the team's waiting list
	TakenOn    State = "taken-on"    // a case is open; nobody has spoken yet
	Supporting State = "supporting"  // the first conversation has happened
	Finished   State = "finished"    // the case was closed after support
	NotNow     State = "not-now"     // not the right service now
	Declined   State = "declined"    // the person said no
	NotReached State = "not-reached" // nobody could reach the person
	Withdrawn  State = "withdrawn"   // taken back by the referrer
)

// States lists all states.
var States = []State{Received, MoreAsked, Waiting, TakenOn, Supporting, Finished, NotNow, Declined, NotReached, Withdrawn}

// next says which states may follow each. It is the only place that does.
var next = map[State][]State{
	Received:   {MoreAsked, Waiting, TakenOn, NotNow, Declined, Withdrawn},
	MoreAsked:  {Received, Waiting, TakenOn, NotNow, Declined, Withdrawn},
	Waiting:    {Received, MoreAsked, TakenOn, NotNow, Declined, Withdrawn},
	TakenOn:    {Received, Supporting, Declined, NotReached, Finished, Withdrawn},
	Supporting: {Finished, Withdrawn},
	Finished:   {Supporting},
	NotNow:     {Received},
	Declined:   {Received},
	NotReached: {},
	Withdrawn:  {},
}

// May reports whether a referral may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Undecided reports whether somebody still has to decide.
func (s State) Undecided() bool { return s == Received || s == MoreAsked || s == Waiting }

// IsUndecided is the condition that nobody has decided a referral: State's
// Undecided, for the SQL of other rooms.
func IsUndecided(referral string) string {
	return `EXISTS (SELECT 1 FROM referrals r WHERE r.id = ` + referral + ` AND r.state IN ('received', 'more-asked', 'waiting'))`
}

// Ended reports whether nothing more will come of the referral.
func (s State) Ended() bool {
	return s == Finished || s == NotNow || s == Declined || s == NotReached || s == Withdrawn
}

// Words says the state to staff and to the referrer.
func (s State) Words() string {
	switch s {
	case Received:
		return "New"
	case MoreAsked:
		return "More information asked"
	case Waiting:
		return "On the waiting list"
	case TakenOn:
		return "Taken on"
	case Supporting:
		return "Being supported"
	case Finished:
		return "Support finished"
	case NotNow:
		return "Not the right service now"
	case Declined:
		return "The person said no"
	case NotReached:
		return "We could not speak"
	case Withdrawn:
		return "Taken back"
	}
	return string(s)
}

// UndoFor is how long a decision can be undone.
const UndoFor = 10 * time.Minute

// Waited counts the working days since the referral came.
func (r Referral) Waited(now time.Time) int {
	return dates.WorkingDays(dates.Of(r.ReceivedAt), dates.Of(now))
}
