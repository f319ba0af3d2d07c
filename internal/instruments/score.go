package instruments

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Score is one scale of one set of answers.
type Score struct {
	Scale    string  `json:"scale"`
	Value    float64 `json:"value"`
	Known    bool    `json:"known"` // false: there is no score, for the reason Why
	Why      string  `json:"why,omitempty"`
	Answered int     `json:"answered"` // items that were answered
	Of       int     `json:"of"`
	By       Label   `json:"by,omitzero"` // the value set that gave it
}

// Points is what an answer to an item counts; ok is false where it is missing
// or is no answer of this instrument.
func (p Pack) Points(item string, answers form.Answers) (points float64, ok bool) {
	q, known := p.question(item)
	a := answers[item]
	if !known || a.Missing != "" || a.Text == "" {
		return 0, false
	}
	if options := p.Answers[q.Answers]; len(options) > 0 {
		i := slices.IndexFunc(options, func(o Option) bool { return o.Code == a.Text })
		if i < 0 {
			return 0, false
		}
		return options[i].Points, true
	}
	v, err := strconv.ParseFloat(a.Text, 64)
	if err != nil || math.IsNaN(v) || v < q.From || v > q.To || v != math.Trunc(v) {
		return 0, false
	}
	return v, true
}

// Scores are all scales of a set of answers, in the order of the pack.
func (p Pack) Scores(answers form.Answers) []Score {
	all := make([]Score, len(p.Scales))
	for i, s := range p.Scales {
		all[i] = p.score(s, answers)
	}
	return all
}

func (p Pack) score(s Scale, answers form.Answers) Score {
	switch s.How {
	case Typed:
		return s.typed(answers)
	case Digit, Valued:
		return p.profiled(s, answers[p.Profile])
	}
	score, sum := Score{Scale: s.ID, Of: len(s.Items)}, 0.0
	for _, item := range s.Items {
		points, ok := p.Points(item, answers)
		if !ok {
			continue
		}
		if slices.Contains(s.Reverse, item) {
			low, high := p.ends(item)
			points = low + high - points
		}
		score.Answered++
		sum += points
	}
	if needed := s.needed(); score.Answered < needed {
		score.Why = missingWords(score.Answered, score.Of, needed)
		return score
	}
	return s.value(score, sum)
}

func (s Scale) needed() int {
	if s.Needs > 0 {
		return s.Needs
	}
	return len(s.Items)
}

func missingWords(answered, of, needed int) string {
	if of == 1 {
		return "not answered"
	}
	return fmt.Sprintf("%d of %d answered; %d are needed", answered, of, needed)
}

func (s Scale) value(score Score, sum float64) Score {
	switch s.How {
	case Mean:
		score.Value = sum / float64(score.Answered)
	case Lookup:
		value, ok := s.Table[strconv.FormatFloat(sum, 'f', -1, 64)]
		if !ok {
			score.Why = "the table has no such sum"
			return score
		}
		score.Value = value
	default:
		score.Value = sum
	}
	score.Known = true
	return score
}

// typed is a total that somebody typed in.
func (s Scale) typed(answers form.Answers) Score {
	score := Score{Scale: s.ID, Of: 1}
	v, ok := answers[s.ID].Number()
	switch {
	case !ok:
		score.Why = "not answered"
	case v < s.Min || v > s.Max:
		score.Why = fmt.Sprintf("%g lies outside %g to %g", v, s.Min, s.Max)
	default:
		score.Value, score.Known, score.Answered = v, true, 1
	}
	return score
}

// profiled is a score of a profile: the level of a dimension, or the index.
func (p Pack) profiled(s Scale, a form.Answer) Score {
	score := Score{Scale: s.ID, Of: 1}
	switch {
	case a.Missing != "" || a.Text == "":
		score.Why = "not answered"
		return score
	case !IsProfile(a.Text):
		score.Why = "the profile is not five digits from 1 to 5"
		return score
	case s.How == Digit:
		score.Value = float64(a.Text[slices.Index(Dimensions, s.ID)] - '0')
	case p.ValueSet == nil:
		score.Why = "no value set is chosen"
		return score
	default:
		score.Value, _ = p.ValueSet.Index(a.Text)
		score.By = p.ValueSet.Label
	}
	score.Known, score.Answered = true, 1
	return score
}

// TypedFaults are what is wrong with answers that were typed in, by question.
func (p Pack) TypedFaults(answers form.Answers) map[string]string {
	faults := make(map[string]string)
	if a := answers[p.Profile]; p.Profile != "" && a.Text != "" && !IsProfile(a.Text) {
		faults[p.Profile] = "Enter five digits from 1 to 5, one for each question, such as 21321"
	}
	return faults
}

// ends are the least and the most points of an item.
func (p Pack) ends(item string) (low, high float64) {
	q, _ := p.question(item)
	options := p.Answers[q.Answers]
	if len(options) == 0 {
		return q.From, q.To
	}
	low, high = options[0].Points, options[0].Points
	for _, o := range options {
		low, high = min(low, o.Points), max(high, o.Points)
	}
	return low, high
}

// Band is the name of the range that a score lies in; "" where there are none.
func (s Scale) Band(value float64) (words string) {
	for _, b := range s.Bands {
		if value >= b.From {
			words = b.Words
		}
	}
	return words
}

// Threshold is the one of a kind; ok is false where none is known.
func (s Scale) Threshold(kind string) (t Threshold, ok bool) {
	i := slices.IndexFunc(s.Change, func(t Threshold) bool { return t.Kind == kind })
	if i < 0 {
		return t, false
	}
	return s.Change[i], true
}

// Verdict is what a change from one score to a later one means for the person.
type Verdict string

// The verdicts.
const (
	BetterNow Verdict = "better"
	WorseNow  Verdict = "worse"
	Same      Verdict = "no-change" // none, or less than the threshold
	NoSide    Verdict = "changed"   // the scale has no better side
)

// Compare says what a change means, by a threshold of a kind where one is
// known; with "" any change counts.
func (s Scale) Compare(first, later float64, kind string) Verdict {
	change := later - first
	if t, known := s.Threshold(kind); known && math.Abs(change) < t.Points-1e-9 || change == 0 {
		return Same
	}
	switch {
	case s.Better == "":
		return NoSide
	case change > 0 == (s.Better == Higher):
		return BetterNow
	}
	return WorseNow
}

// Worries are what somebody must look at on the same day.
func (p Pack) Worries(answers form.Answers) (all []Worry) {
	scores := p.Scores(answers)
	numbers := func(name string) formula.Value {
		if points, ok := p.Points(name, answers); ok {
			return points
		}
		i := slices.IndexFunc(scores, func(s Score) bool { return s.Scale == name })
		if i >= 0 && scores[i].Known {
			return scores[i].Value
		}
		return nil
	}
	for _, w := range p.Worrying {
		if w.When.True(numbers, dates.Date{}) {
			all = append(all, w)
		}
	}
	return all
}

// Said is the number of a question and what was answered to it, in words; ""
// for a question that has no answer.
func (p Pack) Said(name string, answers form.Answers) (number, words string) {
	i := slices.IndexFunc(p.Questions, func(q Question) bool { return q.Name == name })
	text := answers[name].Text
	if i < 0 || text == "" {
		return "", ""
	}
	words = text
	for _, o := range p.Answers[p.Questions[i].Answers] {
		if o.Code == text && o.Words != "" {
			words = o.Words
		}
	}
	return strconv.Itoa(i + 1), words
}
