package measures

// Question is one of the four.
type Question struct {
	Key       string // satisfied | worthwhile | happy | anxious
	Words     string
	Short     string // for charts and tables
	From, To  string // words at 0 and at 10
	LowerGood bool   // a lower number is better
}

// ONS4 are the four personal wellbeing questions (Office for National
// Statistics; Open Government Licence v3.0).
var ONS4 = []Question{
	{"satisfied", "Overall, how satisfied are you with your life nowadays?", "Satisfied", "not at all satisfied", "completely satisfied", false},
	{"worthwhile", "Overall, to what extent do you feel that the things you do in your life are worthwhile?", "Worthwhile", "not at all worthwhile", "completely worthwhile", false},
	{"happy", "Overall, how happy did you feel yesterday?", "Happy", "not at all happy", "completely happy", false},
	{"anxious", "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did you feel yesterday?", "Anxious", "not at all anxious", "completely anxious", true},
}

// RatherNot is the answer "I would rather not say".
const RatherNot = -1

// Answers are the answers to ONS4 by question key: 0 to 10, or RatherNot. A
// key that is absent has not been answered yet.
type Answers map[string]int

// Complete reports whether every question has an answer.
func (a Answers) Complete() bool {
	for _, q := range ONS4 {
		if _, ok := a[q.Key]; !ok {
			return false
		}
	}
	return true
}

// NextQuestion is the position of the first question without an answer, or
// len(ONS4).
func (a Answers) NextQuestion() int {
	for i, q := range ONS4 {
		if _, ok := a[q.Key]; !ok {
			return i
		}
	}
	return len(ONS4)
}

// Worrying reports whether somebody should look at the answers today: a 0 or 1
// for satisfaction, worth or happiness, or one of them at 4 or below, which the
// ONS bands call low, together with anxiety of 8 or more. The rule is this
// project's, to err on the side of looking; it is not an ONS threshold.
func (a Answers) Worrying() bool {
	low, veryLow := false, false
	for _, key := range []string{"satisfied", "worthwhile", "happy"} {
		if n, ok := a[key]; ok && n != RatherNot {
			low = low || n <= 4
			veryLow = veryLow || n <= 1
		}
	}
	return veryLow || low && a["anxious"] >= 8
}
