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
	LocalOnly     Question = "local-only"
	CarersOnly    Question = "carers-only"
	DisabledOnly  Question = "disabled-only"
	ConditionOnly Question = "condition-only"
	FamiliesOnly  Question = "families-only"
	MigrantsOnly  Question = "migrants-only"
	VeteransOnly  Question = "veterans-only"
)

// Questions are asked in this order, in these words. With ages, cost and the
// words of the service they say who may come; what is not stated stays open.
var Questions = []struct {
	Code  Question
	Words string
}{
	{SelfReferral, "Can people come by themselves, without a referral?"},
	{WomenOnly, "Is it for women only?"},
	{MenOnly, "Is it for men only?"},
	{CarersWelcome, "Can somebody bring the person who cares for them?"},
	{Online, "Can people take part online or by phone?"},
	{LocalOnly, "Is it only for people who live nearby?"},
	{CarersOnly, "Is it only for people who care for somebody?"},
	{DisabledOnly, "Is it only for disabled people?"},
	{ConditionOnly, "Is it only for people with one health condition?"},
	{FamiliesOnly, "Is it only for families with children?"},
	{MigrantsOnly, "Is it only for refugees, people seeking asylum or migrants?"},
	{VeteransOnly, "Is it only for people who served in the armed forces?"},
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

// WhoMayCome says the answers that are known, in the order of Questions.
func (a Answers) WhoMayCome() (said []string) {
	for _, question := range Questions {
		if answer := a[question.Code]; answer != NotStated {
			said = append(said, question.Words+" "+answer.Words())
		}
	}
	return said
}
