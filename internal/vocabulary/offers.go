package vocabulary

// OfferBases are the grounds on which a practice passes a list of its people on
// to a team that offers them help.
var OfferBases = List[Term]{
	{"direct-care", "Direct care", "The practice decided that an offer is part of these people's care, and its team makes it."},
	{"practice-agreement", "An agreement between practice and team", "A data sharing agreement covers this search."},
	{"told", "The people were told and could say no first", "By letter or text from the practice."},
}

// OfferOutcome is what somebody on a practice's list said to the offer.
type OfferOutcome struct {
	Term
	Done   bool // nobody asks again from this list
	Spoke  bool // they heard the offer
	Told   bool // the practice learns it, with the words
	Worded bool // it needs words
}

// The outcomes that acts look for.
const (
	OfferYes        = "yes"
	OfferNotNow     = "not-now"
	OfferNever      = "never"
	OfferNoAnswer   = "no-answer"
	OfferNotReached = "not-reached"
)

// OfferOutcomes are the outcomes of an offer, in the order of the buttons.
var OfferOutcomes = List[OfferOutcome]{
	{Term{OfferYes, "Yes please", "Becomes a referral."}, true, true, true, false},
	{Term{OfferNotNow, "Not now", "Ask again on a day."}, false, true, false, false},
	{Term{"no", "No thank you", ""}, true, true, false, false},
	{Term{OfferNever, "Do not ask again", "Nobody from your team asks them again from any list."}, true, true, false, false},
	{Term{OfferNoAnswer, "No answer", ""}, false, false, false, false},
	{Term{OfferNotReached, "Could not be reached", ""}, true, false, false, false},
	{Term{"wrong-details", "Wrong details", "The practice is told."}, true, false, true, false},
	{Term{"not-suitable", "Not suitable", "Say why. The practice is told."}, true, false, true, true},
	{Term{"died", "Has died", "The practice is told. Nobody asks again."}, true, false, true, false},
}
