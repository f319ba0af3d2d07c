package vocabulary

// TravelWays say how a worker gets to a visit.
var TravelWays = List[Term]{
	{"car", "In my car", ""},
	{"public", "By bus or train", ""},
	{"foot", "On foot or by bicycle", ""},
	{"taxi", "By taxi, or somebody drives me", ""},
}

// AlarmOutcomes say what became of an alarm.
var AlarmOutcomes = List[Term]{
	{"safe", "They are safe: I spoke with them", "Only if you heard their voice, and they did not say their code word."},
	{"helped", "They needed help, and somebody is with them", ""},
	{"police", "I called 999, and the police have taken over", ""},
}
