package vocabulary

// Closure is a reason why a case ends.
type Closure struct {
	Term
	ForPerson string // for the person's own page and letters
	Detail    bool   // words are needed: which service, or why
	RiskFirst bool   // risks are looked at before the case can close
	NotTold   bool   // nothing is sent to the person
}

// ClosureReasons are the reasons for ending support. Moving from holding to
// an ending is a normal good ending, so it has its own reason.
var ClosureReasons = List[Closure]{
	closure("goals-met", "Goals met", "You did what you set out to do"),
	closure("settled", "Connected and settled", "You found something that works for you"),
	closure("held-long-enough", "Holding came to a good end", "You no longer need us to keep in touch"),
	closure("person-chose", "The person chose to stop", "You chose to stop"),
	{Term{"no-contact", "Could not be reached again", "Look at risks first. The referrer is told."}, "We could not speak again", false, true, false},
	{Term{"missed", "Missed appointments", "Ask why before you close."}, "We missed each other", false, true, false},
	closure("moved", "Moved away", "You moved away"),
	{Term{"transferred", "Transferred to another service", "Say which one."}, "Another service now supports you", true, false, false},
	{Term{"beyond-role", "Needs beyond the role, handed on", "Say to whom, and that they have taken over."}, "Another service can help you better", true, true, false},
	{Term{"safeguarding", "Safeguarding or crisis route took over", "Say who leads now, not what happened."}, "Another team now supports you", true, true, false},
	{Term{"died", "Died", ""}, "", false, false, true},
	closure("not-suitable", "Not the right service now", "This was not the right service now"),
	{Term{"capacity", "No room in our service", "Explain: what was offered instead?"}, "We had no room", true, true, false},
	{Term{"duplicate", "Recorded twice", "The other case stays."}, "", false, false, true},
}

func closure(code, label, forPerson string) Closure {
	return Closure{Term: Term{Code: code, Label: label}, ForPerson: forPerson}
}
