package vocabulary

// Source is where a referral came from.
type Source struct {
	Term
	Medical bool // sent by health care; the others reach different people, so reports show both
	Outside bool // refers by the public form for everybody outside practices
}

// OutsideSources are those who refer by the public form.
func OutsideSources() (terms []Term) {
	for _, s := range ReferralSources {
		if s.Outside {
			terms = append(terms, s.Term)
		}
	}
	return terms
}

// ReferralSources are the sources of a referral.
var ReferralSources = List[Source]{
	{Term{"gp", "GP", ""}, true, false},
	{Term{"practice-nurse", "Practice nurse", ""}, true, false},
	{Term{"reception", "Reception or care navigator", ""}, true, false},
	{Term{"pharmacist", "Pharmacist", ""}, true, true},
	{Term{"practice-other", "Other practice staff", ""}, true, false},
	{Term{"hospital", "Hospital", ""}, true, true},
	{Term{"mental-health", "Mental health team", ""}, true, true},
	{Term{"social-care", "Adult social care", ""}, false, true},
	{Term{"housing", "Housing", ""}, false, true},
	{Term{"emergency-services", "Police or fire service", ""}, false, true},
	{Term{"job-centre", "Job centre", ""}, false, true},
	{Term{"education", "School or college", ""}, false, true},
	{Term{"vcfse", "Voluntary, community, faith or social enterprise organisation", ""}, false, true},
	{Term{"family", "Carer, family or friend", ""}, false, true},
	{Term{"self", "The person themselves", ""}, false, false},
	{Term{"proactive", "Offered from a practice list", "The practice looked for people who might want this."}, true, false},
	{Term{"other", "Somebody else", ""}, false, true},
}

// ReferralMethods are the ways a referral can arrive, as the national record
// standard lists them, and the two Linkwork adds: its own form and a message.
var ReferralMethods = List[Term]{
	{"form", "Linkwork form", ""},
	{"message", "Message from another system", ""},
	{"phone", "Phone", ""},
	{"secure-email", "Secure email", ""},
	{"secure-messaging", "Secure messaging", ""},
	{"letter", "Letter", ""},
	{"fax", "Fax", ""},
	{"e-referral", "NHS e-Referral Service", ""},
	{"self-referral", "Self-referral", ""},
}

// Urgencies say how soon somebody should be contacted. There is no
// "emergency": a link worker is never the right first answer to one.
var Urgencies = List[Term]{
	{"routine", "Usual waiting time", ""},
	{"soon", "Sooner than usual", "Say why. If somebody is in danger now, call 999."},
}

// UrgencyOf maps a FHIR R4 request priority (routine, urgent, asap, stat) to
// an urgency. Everything above routine is "soon"; empty or unknown is routine.
func UrgencyOf(priority string) string {
	switch priority {
	case "urgent", "asap", "stat":
		return "soon"
	}
	return "routine"
}

// NotNow is a reason why this is not the right service for somebody now.
type NotNow struct {
	Term
	ForReferrer string // how the referrer reads it, after "Not the right service now:"
	Detail      bool   // words are needed: which service, or what to do
	Declined    bool   // the person said no: the national declined code follows
}

// NotNowReasons are the reasons for not taking a referral on.
var NotNowReasons = List[NotNow]{
	{Term{"crisis", "Needs urgent help first", "Make sure somebody has the person before you send this."}, "the person needs urgent help first", true, false},
	{Term{"clinical", "Needs clinical care first", ""}, "the person needs clinical care first", true, false},
	{Term{"another-service", "Another service fits better", "Say which one."}, "another service fits better", true, false},
	{Term{"already-supported", "Already supported by a link worker", ""}, "the person already has a link worker", false, false},
	{Term{"outside-area", "Lives or is registered outside our area", ""}, "outside the area we cover", true, false},
	{Term{"age", "Outside our age range", ""}, "outside the age range we cover", false, false},
	{Term{"person-declined", "The person said no", "The practice gets the code for 'declined'."}, "the person would rather not", false, true},
	{Term{"did-not-know", "The person did not know about the referral", ""}, "the person had not heard about it and wants to think", false, false},
	{Term{"not-reached", "Nobody could be reached", "Look at risks first."}, "we could not reach the person", true, false},
	{Term{"too-little-known", "Too little known, after asking", ""}, "we asked for more and did not hear", false, false},
	{Term{"withdrawn", "The referrer took it back", ""}, "taken back by the referrer", false, false},
	{Term{"moved", "The person moved away", ""}, "the person moved away", false, false},
	{Term{"died", "The person died", ""}, "the person has died", false, false},
	{Term{"duplicate", "The same referral came twice", ""}, "the same referral came twice", false, false},
	{Term{"other", "Something else", "Say what."}, "see below", true, false},
}
