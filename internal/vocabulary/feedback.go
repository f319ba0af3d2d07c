package vocabulary

// FeedbackKind is what people say of the service, or what went wrong in it.
type FeedbackKind struct {
	Term
	Acknowledge bool // within three working days
	Harm        bool // how much harm there was is asked
}

// FeedbackKinds are the kinds of feedback that a team keeps.
var FeedbackKinds = List[FeedbackKind]{
	{Term{"complaint", "Complaint", "Somebody is not satisfied and wants an answer, said or written."}, true, false},
	{Term{"concern", "Concern put right at once", "Settled by the end of the next working day."}, false, false},
	{Term{"compliment", "Compliment", ""}, false, false},
	{Term{"incident", "Incident", "Something went wrong for a person or for staff."}, false, true},
	{Term{"near-miss", "Near miss", "It nearly did."}, false, false},
}

// FeedbackSources say from whom it comes.
var FeedbackSources = List[Term]{
	{"person", "The person themselves", ""},
	{"carer", "A carer, relative or friend", "They may need the person's permission before you answer about them."},
	{"practice", "A practice", ""},
	{"organisation", "A community organisation", ""},
	{"staff", "One of us", ""},
	{"anonymous", "Nobody who gave a name", ""},
}

// Harms grade what an incident did.
var Harms = List[Term]{
	{"none", "No harm", ""},
	{"low", "Low", "A little extra help or watching."},
	{"moderate", "Moderate", "More help or treatment, or a longer time in distress."},
	{"severe", "Severe", "Lasting harm."},
	{"fatal", "Fatal", ""},
}
