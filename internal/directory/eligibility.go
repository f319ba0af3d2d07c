package directory

// Question is something people ask of a service that can be answered with yes
// or no.
type Question string

// The questions. Cost, step-free access, referrals and room have fields of
// their own.
const (
	SelfReferral  Question = "self-referral"
	WomenOnly     Question = "women-only"
	MenOnly       Question = "men-only"
	CarersWelcome Question = "carers-welcome"
	Online        Question = "online"
)

// Questions are asked in this order, in these words.
var Questions = []struct {
	Code  Question
	Words string
}{
	{SelfReferral, "Can people come by themselves, without a referral?"},
	{WomenOnly, "Is it for women only?"},
	{MenOnly, "Is it for men only?"},
	{CarersWelcome, "Can somebody bring the person who cares for them?"},
	{Online, "Can people take part online or by phone?"},
}

// Answers holds what is known of a service. A question without an entry is not
// stated.
type Answers map[Question]Answer

// Known returns the answers that say yes or no, nil when there are none.
func (a Answers) known() Answers {
	var known Answers
	for question, answer := range a {
		if answer == Yes || answer == No {
			if known == nil {
				known = make(Answers)
			}
			known[question] = answer
		}
	}
	return known
}
