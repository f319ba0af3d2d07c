package vocabulary

// AboutMePart is one part of what a person wants others to know about them.
type AboutMePart struct {
	Term          // Label is what the worker asks
	Me     string // heading in the person's own plan
	Record string // name of the part in the record standard, section "About me"
}

// AboutMeParts are the parts of "About me" in the PRSB social prescribing
// standard v1.1, but for what matters most, which has a history of its own.
var AboutMeParts = List[AboutMePart]{
	{Term{"people", "People who are important", "Who are they, and how are they in touch?"}, "People who are important to me", "People who are important to me"},
	{Term{"communicate", "How to communicate", "What helps: slower, written down, in another language, through somebody?"}, "How I communicate, and how to communicate with me", "How I communicate and how to communicate with me"},
	{Term{"wellness", "Well and less well", "What does a good day look like, and what does a bad one?"}, "My wellness", "My wellness"},
	{Term{"do-dont", "Please do, and please do not", ""}, "Please do, and please do not", "Please do and please don't"},
	{Term{"support", "How and when to support", ""}, "How and when to support me", "How and when to support me"},
	{Term{"worth-knowing", "Also worth knowing", ""}, "Also worth knowing about me", "Also worth knowing about me"},
	{Term{"helped-by", "Who helped to write this", "Leave it empty if nobody did."}, "I was helped to write this by", "Supported to write this by"},
}

// Motivations say whether somebody wants to go for a goal now. They are the
// person's own answer and none of them is wrong.
var Motivations = List[Term]{
	{"wants", "Wants to now", ""},
	{"unsure", "In two minds", ""},
	{"not-yet", "Not yet", "A good answer: nothing has to happen now."},
}

// Abilities say whether somebody is able to at the moment, apart from wanting.
var Abilities = List[Term]{
	{"able", "Able to at the moment", ""},
	{"with-help", "Able to with help", ""},
	{"not-yet", "Not yet", "A good answer: keep in touch while they get ready."},
}

// NotMeasured are the reasons why wellbeing was not asked about at the end.
var NotMeasured = List[Term]{
	{"said-no", "They preferred not to", ""},
	{"not-reached", "We could not speak again", ""},
	{"not-right", "It was not the right moment", ""},
	{"too-soon", "They answered a short while ago", ""},
	{"no-baseline", "There was no first answer to compare with", ""},
}

// Endings are the ways in which support was said to be over.
var Endings = List[Term]{
	{"talked", "We talked about ending and said goodbye", ""},
	{"told", "They were told by letter or message", ""},
	{"could-not", "It was not possible", "We could not speak again, or they did not want to."},
}
