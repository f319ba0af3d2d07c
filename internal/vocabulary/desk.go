package vocabulary

// DeskMatters say what a call to a practice was about, in as little detail as
// a desk where others can hear allows.
var DeskMatters = List[Term]{
	{"call", "Please call them", ""},
	{"appointment", "About an appointment", ""},
	{"news", "They have news", ""},
	{"worse", "They sounded worse", "For emergencies use the practice’s own way: nobody watches this at night."},
	{"other", "Something else", ""},
}
