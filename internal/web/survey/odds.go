package survey

import (
	"errors"
	"strconv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/stats"
	"linkwork/internal/studies"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// mostPredictors is how many numbers the page has room for.
const mostPredictors = 4

// odds is a regression as the page shows it.
type odds struct {
	page
	Fitted     questionnaires.Odds
	Asked      bool   // something was chosen
	Impossible string // why nothing is computed
}

// showOdds shows odds ratios per so many units. What is chosen stands in the address: it
// names questions and nobody.
func showOdds(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		o := odds{page: p, Asked: v.Fields.Text("outcome") != ""}
		bad := new(db.Invalid)
		if o.Asked {
			outcome, choice := cut(v.Fields.Get("outcome"))
			o.Fitted, err = questionnaires.OddsOf(p.Form, p.Responses, outcome, choice, predictors(v.Fields))
			switch {
			case errors.As(err, &bad):
			case errors.Is(err, stats.ErrNotComputable):
				o.Impossible = "Not computable: too few with or without this answer, or one number says what another does."
			case err != nil:
				return visit.View{}, err
			}
		}
		frame := instudy.Page(s, "Odds ratios", "", &backTo(p)[0])
		return v.FormView(frame, oddsBody(v.Fields, o, visit.Faults(bad)), onlyIf(bad)), nil
	}, studies.Read)
}

// onlyIf is nil for no faults.
func onlyIf(bad *db.Invalid) *db.Invalid {
	if bad.Err() == nil {
		return nil
	}
	return bad
}

func predictors(f visit.Fields) (all []questionnaires.Predictor) {
	for i := range mostPredictors {
		n := strconv.Itoa(i)
		if question := f.Text("predictor-" + n); question != "" {
			units, err := strconv.ParseFloat(strings.ReplaceAll(f.Text("units-"+n), "−", "-"), 64)
			if err != nil {
				units = 0
			}
			all = append(all, questionnaires.Predictor{Question: question, Units: units})
		}
	}
	return all
}

// numberItems are the questions with numbers.
func (p page) numberItems() []ui.Choice {
	items := []ui.Choice{{Text: "None"}}
	for i := range p.Form.All() {
		if i.Kind == form.Number || i.Kind == form.Scale {
			items = append(items, ui.Choice{Value: i.Name, Text: p.Form.In(i.Label, p.Form.Main())})
		}
	}
	return items
}

// label is the words of a question.
func (p page) label(question string) string {
	i, _ := p.Form.Item(question)
	return p.Form.In(i.Label, p.Form.Main())
}

func (o odds) outcomeWords() string {
	i, _ := o.Form.Item(o.Fitted.Outcome)
	c, _ := i.Choice(o.Fitted.Choice)
	return o.Form.In(i.Label, o.Form.Main()) + " " + o.Form.In(c.Label, o.Form.Main())
}

// ratio writes an odds ratio with three figures that count.
func ratio(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

func probability(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return strconv.FormatFloat(p, 'f', 3, 64)
}

func unitsWords(units float64) string {
	if units < 0 {
		return strconv.FormatFloat(-units, 'g', -1, 64) + " fewer"
	}
	return strconv.FormatFloat(units, 'g', -1, 64) + " more"
}
