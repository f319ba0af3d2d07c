package questionnaires

import (
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/stats"
)

// Predictor is a question with a number, and the difference whose odds ratio is reported:
// 30 units of a scale from 0 to 100; -10 is 10 fewer.
type Predictor struct {
	Question string
	Units    float64
}

// Odds is a logistic regression of one choice of a question on numbers.
type Odds struct {
	Outcome, Choice string
	N, Events       int // complete responses that count, and those with the choice
	LeftOut         int // that count and have something missing
	Ratios          []Ratio
}

// Ratio is the odds ratio for a difference of some units in one number, the others held.
type Ratio struct {
	Predictor
	Odds     float64
	Interval stats.Interval // 95%, Wald
	P        float64
}

// fewestEvents is how many with and without the choice are needed for each number: with
// fewer a regression says more than it knows (Peduzzi 1996).
const fewestEvents = 10

// OddsOf fits the log-odds of a choice on numbers, over the responses that count and have
// everything. *db.Invalid with the fields "outcome" or "predictor" says what does not fit;
// stats.ErrNotComputable where nothing can be fitted.
func OddsOf(f form.Form, list []Response, outcome, choice string, predictors []Predictor) (o Odds, err error) {
	if err := checkOdds(f, outcome, choice, predictors); err != nil {
		return o, err
	}
	o = Odds{Outcome: outcome, Choice: choice}
	var rows [][]float64
	var has []bool
	for _, x := range list {
		if !x.Counts() {
			continue
		}
		row, complete := numbers(x, predictors)
		if said := x.Answers[outcome].Text; !complete || said == "" {
			o.LeftOut++
		} else {
			rows, has = append(rows, row), append(has, said == choice)
		}
	}
	o.N = len(rows)
	for _, yes := range has {
		if yes {
			o.Events++
		}
	}
	if min(o.Events, o.N-o.Events) < fewestEvents*len(predictors) {
		return o, stats.ErrNotComputable
	}
	m, err := stats.Logistic(rows, has)
	if err != nil {
		return o, err
	}
	for i, p := range predictors {
		r := Ratio{Predictor: p, P: m.Coefficients[i+1].P}
		if r.Odds, r.Interval, err = m.Ratio(i+1, p.Units, 0.95); err != nil {
			return o, err
		}
		o.Ratios = append(o.Ratios, r)
	}
	return o, nil
}

func checkOdds(f form.Form, outcome, choice string, predictors []Predictor) error {
	var bad db.Invalid
	item, there := f.Item(outcome)
	if !there || item.Kind != form.Single {
		bad.Add("outcome", "Choose a question with one choice")
	} else if _, there := item.Choice(choice); !there {
		bad.Add("outcome", "Choose one of its choices")
	}
	if len(predictors) == 0 {
		bad.Add("predictor", "Choose at least one question with a number")
	}
	for i, p := range predictors {
		item, there := f.Item(p.Question)
		switch {
		case !there || item.Kind != form.Number && item.Kind != form.Scale:
			bad.Add("predictor", "Choose questions with numbers")
		case p.Units == 0:
			bad.Add("predictor", "Say for a difference of how many units")
		case slices.ContainsFunc(predictors[:i], func(o Predictor) bool { return o.Question == p.Question }):
			bad.Add("predictor", "Choose each question once")
		}
	}
	return bad.Err()
}

func numbers(x Response, predictors []Predictor) (row []float64, complete bool) {
	for _, p := range predictors {
		n, err := strconv.ParseFloat(x.Answers[p.Question].Text, 64)
		if err != nil {
			return nil, false
		}
		row = append(row, n)
	}
	return row, true
}
