package vocabulary

// ContactMeans are the ways in which a contact with a person happens. They are
// also the ways a person can prefer to be reached: see ReachMeans.
var ContactMeans = List[Term]{
	{"practice", "Face to face in the practice", ""},
	{"home", "At home", "A home visit. Plan a check-in time."},
	{"community", "At a place in the community", ""},
	{"walk", "Walk and talk", ""},
	{"phone", "Phone", ""},
	{"video", "Video call", ""},
	{"text", "Text message", ""},
	{"email", "Email", ""},
	{"letter", "Letter", ""},
	{"group", "Group", ""},
}

// ContactPresent says who else took part in a contact.
var ContactPresent = List[Term]{
	{"interpreter", "An interpreter", ""},
	{"supporter", "A carer, relative or friend", ""},
	{"professional", "Another professional", ""},
}

// ReachMeans are the ways a person can choose to be contacted.
var ReachMeans = List[Term]{
	{"phone", "Phone call", ""},
	{"text", "Text message", ""},
	{"email", "Email", ""},
	{"letter", "Letter", ""},
	{"via-carer", "Through somebody I trust", "Give their name and phone number."},
}

// Purpose is what a contact was for.
type Purpose struct {
	Term
	ForPerson  string // how the person reads it
	Holding    string // code in HoldingFunctions, empty when the contact was not holding
	NeverCoded bool   // never coded to the practice's record
}

// ContactPurposes are the purposes a contact can have, one or more.
var ContactPurposes = List[Purpose]{
	{Term: Term{"first-conversation", "First conversation", "What matters to the person, in their words."}, ForPerson: "Getting to know you"},
	{Term: Term{"planning", "Planning", "Goals and actions."}, ForPerson: "Making a plan together"},
	{Term: Term{"connecting", "Connecting", "Finding, introducing or referring to something."}, ForPerson: "Finding something that suits you"},
	{Term: Term{"going-along", "Going along", "Being there the first time."}, ForPerson: "Going along with you"},
	{Term: Term{"advocacy", "Letter, form or call for the person", ""}, ForPerson: "Writing or calling for you"},
	{Term: Term{"holding-waiting", "Holding: waiting", "Support while waiting for something to start."}, ForPerson: "Keeping in touch while you wait", Holding: "waiting"},
	{Term: Term{"holding-readying", "Holding: readying", "Steady support while the person gets ready for a change."}, ForPerson: "Getting ready, in your own time", Holding: "readying"},
	{Term: Term{"holding-sharing", "Holding: sharing the load", "Taking emotional weight off health care colleagues."}, ForPerson: "A steady person to turn to", Holding: "sharing"},
	{Term: Term{"holding-witness", "Holding: bearing witness", "Being with the person's distress."}, ForPerson: "Someone to talk to", Holding: "witness"},
	{Term: Term{"review", "Review", "How things are going."}, ForPerson: "Looking back at how things are going"},
	{Term: Term{"ending", "Ending", "Saying goodbye well."}, ForPerson: "Finishing well"},
	{Term: Term{"safeguarding", "Safeguarding", "Say what to do first. Details go in the restricted record."}, ForPerson: "Keeping safe"},
	{Term: Term{"group-session", "Group session", "Coming to a group is never coded to the practice's record."}, ForPerson: "A group or session", NeverCoded: true},
	{Term: Term{"welfare-call", "Welfare call", "A call from a list is never coded to the practice's record."}, ForPerson: "Calling to see how you are", NeverCoded: true},
	{Term: Term{"administrative", "Administration", "Never coded to the practice's record."}, ForPerson: "Arranging things", NeverCoded: true},
}

// Holding is one of the four functions of holding that the link worker study
// names: supporting without (yet) connecting.
type Holding struct {
	Term             // Label is the word among staff and in research
	ForPerson string // said to the person and in letters; never "held"
}

// HoldingFunctions are the four functions of holding.
var HoldingFunctions = List[Holding]{
	{Term{"waiting", "Waiting", "Support while the person waits for something to start."}, "Keeping in touch while you wait"},
	{Term{"readying", "Readying", "Sustaining the person while they get ready for a change."}, "Getting ready, in your own time"},
	{Term{"sharing", "Sharing the load", "Taking emotional weight off health care colleagues."}, "A steady person to turn to"},
	{Term{"witness", "Bearing witness", "Being with the person's distress."}, "Someone to talk to"},
}

// Attempt is what came of trying to reach a person.
type Attempt struct {
	Term
	Spoke bool // a two-way conversation: the person counts as reached
}

// AttemptOutcomes are the outcomes of an attempt to reach somebody. Whether a
// message may be left follows the person's preferences, never habit.
var AttemptOutcomes = List[Attempt]{
	{Term{"spoke", "Spoke with the person", ""}, true},
	{Term{"voicemail-left", "Voicemail: left name and number only", ""}, false},
	{Term{"voicemail-detail", "Voicemail: left a message the person agreed to", "Only when the person said that a message may say what it is about."}, false},
	{Term{"voicemail-none", "Voicemail: no message left", ""}, false},
	{Term{"no-answer", "No answer", ""}, false},
	{Term{"wrong-number", "Wrong number", "Ask the practice for the right one."}, false},
	{Term{"third-party", "Somebody else answered", "Nothing about the reason was said."}, false},
	{Term{"text-sent", "Text sent", ""}, false},
	{Term{"email-sent", "Email sent", ""}, false},
	{Term{"letter-sent", "Letter sent", ""}, false},
	{Term{"did-not-come", "Did not come to a group", ""}, false},
}
