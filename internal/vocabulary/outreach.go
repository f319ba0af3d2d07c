package vocabulary

// GroupKinds are the kinds of group that a team runs or helps to run.
var GroupKinds = List[Term]{
	{"group", "Group", "The same people meet again and again."},
	{"course", "Course", "So many sessions, with an end."},
	{"cafe", "Talking café", "Whoever likes can come."},
	{"walk", "Walk or activity", ""},
	{"drop-in", "Drop-in", "Somebody to talk to, without an appointment."},
}

// InformalSettings are where link workers talk with people whom they do not
// support.
var InformalSettings = List[Term]{
	{"cafe", "Talking café", ""},
	{"walk-in", "Walked in", ""},
	{"waiting-room", "In the waiting room", ""},
	{"event", "At an event or stall", ""},
	{"phone", "Somebody called", ""},
	{"street", "Out and about", ""},
}

// InformalResult says what came of such a talk.
type InformalResult struct {
	Term
	Onward bool // they went away with somewhere to go
}

// InformalResults are what can come of a talk without a case.
var InformalResults = List[InformalResult]{
	{Term{"talked", "We talked", ""}, false},
	{Term{"told", "Told about something", "A group, a service, a number to call."}, true},
	{Term{"gp", "Advised to see their GP practice", ""}, true},
	{Term{"asked-for-help", "Will ask for a link worker", "They use the page to ask for help, or their practice refers them."}, true},
	{Term{"urgent", "Needed help at once", "What you did belongs in the words."}, true},
}

// CallOutcome is what a call from a welfare list found.
type CallOutcome struct {
	Term
	Spoke   bool // somebody answered for themselves
	Done    bool // nobody needs to call again
	Task    bool // the caller has something to do
	Worried bool // today
}

// CallOutcomes are the outcomes of a welfare call, in the order of the buttons.
var CallOutcomes = List[CallOutcome]{
	{Term{"fine", "Is fine", ""}, true, true, false, false},
	{Term{"needs", "Needs something", "Makes a task for you."}, true, true, true, false},
	{Term{"worried", "Worried about them", "Makes an urgent task for you, today."}, true, true, true, true},
	{Term{"no-answer", "No answer", ""}, false, false, false, false},
	{Term{"declined", "Does not want calls", ""}, true, true, false, false},
	{Term{"wrong-number", "Wrong number", ""}, false, true, false, false},
}
