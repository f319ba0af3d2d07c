package vocabulary

// Need is a reason for social prescribing, in Linkwork's own list.
type Need struct {
	Term
	Description string // plain words for a person who refers themselves
	Restricted  bool   // shown only to those who support the person; never shared by default
}

// Needs are the needs a referral, a case, a service and a gap can name. The
// first ones are the commonest reasons people are referred for.
var Needs = List[Need]{
	need("loneliness", "Loneliness or isolation", "Feeling lonely, or not seeing enough people"),
	need("low-mood", "Low mood, worry or stress", "Feeling low, worried or stressed, when it is not a medical emergency"),
	need("bereavement", "Bereavement or loss", "Somebody has died, or you are living with another loss"),
	need("money", "Money, debt or benefits", "Bills, debts, benefits, or making money last"),
	need("housing", "Housing", "Where you live: repairs, rent, moving, or having no home"),
	need("food", "Food", "Having enough to eat, or shopping and cooking"),
	need("energy", "Heating and energy bills", "Keeping warm, and paying for gas and electricity"),
	need("work-learning", "Work, volunteering or learning", "Finding work, helping others, or learning something new"),
	need("caring", "Caring for somebody", "Looking after a relative or friend who could not manage without you"),
	need("relationships", "Relationships or family", "Family, parenting, or getting on with people close to you"),
	{Term: Term{Code: "domestic-abuse", Label: "Domestic abuse", Hint: "Restricted: shown only to those who support the person."},
		Description: "Somebody close to you hurts, frightens or controls you", Restricted: true},
	need("long-term-condition", "Living with a long-term condition", "Managing from day to day with a condition, pain or memory problems"),
	need("physical-activity", "Being more active", "Moving more, walking, or exercise that suits you"),
	need("weight-food-choices", "Weight and food choices", "Eating well, or changing your weight"),
	need("substances", "Alcohol, smoking or drugs", "Cutting down or stopping drinking, smoking or drugs"),
	need("transport", "Transport and getting about", "Getting to places, or leaving the house"),
	need("digital", "Getting online", "Using a phone or computer, or having the internet at home"),
	need("legal", "Immigration or legal matters", "Papers, rights, immigration or other legal questions"),
	need("language", "Language", "Learning English, or needing somebody who speaks your language"),
	need("purpose", "Purpose, creativity or nature", "Something to look forward to: arts, gardening, faith, interests"),
	need("safety", "Feeling safe", "Feeling safe at home or where you live"),
	need("other", "Something else", "Anything that is not in this list"),
}

func need(code, label, description string) Need {
	return Need{Term: Term{Code: code, Label: label}, Description: description}
}

// NeedLabel returns the label of a need, or the code itself when it is not in
// the list.
func NeedLabel(code string) string { return Needs.Label(code) }

// NeedLabels returns the labels of several needs, in the order given.
func NeedLabels(codes []string) []string {
	labels := make([]string, len(codes))
	for i, code := range codes {
		labels[i] = NeedLabel(code)
	}
	return labels
}
