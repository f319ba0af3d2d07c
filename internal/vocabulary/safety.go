package vocabulary

// HarmKinds are the kinds of abuse and neglect of the Care Act 2014 statutory
// guidance (chapter 14), with what link workers meet besides.
var HarmKinds = List[Term]{
	{"neglect", "Neglect by somebody else", ""},
	{"self-neglect", "Self-neglect", "Not eating, hoarding, refusing help in a way that puts them in danger."},
	{"domestic", "Domestic abuse", "Control, violence or threats by a partner or family."},
	{"physical", "Physical abuse", ""},
	{"psychological", "Psychological or emotional abuse", ""},
	{"financial", "Financial or material abuse", "Money or things taken, scams, pressure about a will."},
	{"sexual", "Sexual abuse", ""},
	{"discriminatory", "Discriminatory abuse", ""},
	{"organisational", "Organisational abuse", "In a care home, a hospital or a service."},
	{"modern-slavery", "Modern slavery", ""},
	{"exploitation", "Exploitation of the home or the person", "Somebody has moved in or uses the home, often called cuckooing."},
	{"self-harm", "Suicide or self-harm", ""},
	{"child", "A child may be at risk", ""},
	{"not-sure", "Something else, or not sure", ""},
}

// WhoseWords say where what was seen or heard came from.
var WhoseWords = List[Term]{
	{"mine", "I saw or heard it myself", ""},
	{"person", "The person told me", ""},
	{"other", "Somebody else told me", "Say who, in what you write."},
}

// PersonKnows say whether the person knows that a concern is raised.
var PersonKnows = List[Term]{
	{"agrees", "They know and agree", ""},
	{"disagrees", "They know and do not agree", "You can still raise it. Say why you do."},
	{"unsafe", "They do not know: telling them could put somebody in danger", ""},
	{"not-yet", "They do not know yet", ""},
}

// ConcernOutcomes say how a concern ended.
var ConcernOutcomes = List[Term]{
	{"safer", "The person is safer now", ""},
	{"authority", "The local authority has taken it over", ""},
	{"other-plan", "Another plan or service looks after it", ""},
	{"declined", "The person decided against it and can decide", ""},
	{"unfounded", "Looked into: no harm found", ""},
	{"mistake", "Raised by mistake", ""},
}

// RestrictionReasons say why only a few may see a record.
var RestrictionReasons = List[Term]{
	{"staff", "Works here, or is close to somebody who does", ""},
	{"public-figure", "Known in public", ""},
	{"domestic-abuse", "Somebody dangerous may look for them", ""},
	{"asked", "They asked for it", ""},
}

// ShowReasons say why somebody opens the reason of a safety flag.
var ShowReasons = List[Term]{
	{"meeting", "I am meeting or calling them", ""},
	{"supervising", "I am supervising their link worker", ""},
	{"covering", "I am covering for their link worker", ""},
	{"other", "Another reason", "Say which."},
}
