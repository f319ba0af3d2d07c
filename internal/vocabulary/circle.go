package vocabulary

// SupporterRoles say what somebody is to a person beyond family and friends:
// with what right they speak for them.
var SupporterRoles = List[Term]{
	{"family", "Family, friend or neighbour", ""},
	{"attorney-health", "Attorney for health and welfare", "A lasting power of attorney that is registered. It works only while the person cannot decide this themselves."},
	{"attorney-money", "Attorney for property and money", "A lasting power of attorney that is registered."},
	{"deputy", "Deputy of the Court of Protection", "See the order: it says for what."},
	{"appointee", "Appointee for benefits", "Appointed by the Department for Work and Pensions."},
	{"imca", "Independent mental capacity advocate", ""},
	{"advocate", "Another advocate", "Under the Care Act, for mental health, or of the person's choice."},
	{"professional", "Another professional", "A social worker, a support worker, a housing officer."},
}

// KnowTopics are what somebody around a person may or may not be told.
var KnowTopics = List[Term]{
	{"support", "That we support them", ""},
	{"appointments", "When and where we meet", ""},
	{"plan", "What is in the plan", ""},
	{"wellbeing", "How they are", ""},
	{"money", "Money and benefits", ""},
}

// DecisionKinds are decisions for which mental capacity is looked at, each on
// its own.
var DecisionKinds = List[Term]{
	{"support", "To be supported by a link worker", ""},
	{"sharing", "To share something with somebody", ""},
	{"money", "About money or benefits", ""},
	{"home", "Where to live, or help at home", ""},
	{"activity", "To take part in something", ""},
	{"other", "Another decision", ""},
}

// CapacityAbilities are the four abilities of section 3 of the Mental Capacity
// Act 2005. Whoever lacks one of them because of an impairment of mind or brain
// cannot make the decision at that time.
var CapacityAbilities = List[Term]{
	{"understand", "Understand what matters for this decision", ""},
	{"retain", "Keep it in mind long enough to decide", ""},
	{"weigh", "Use or weigh it", ""},
	{"say", "Say what they decide, in any way", ""},
}
