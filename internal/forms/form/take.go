package form

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/dates"
)

// Fault says what is wrong with an answer, in words for whoever gave it.
type Fault struct {
	Path  string
	Words string
}

func (f Fault) Error() string { return f.Words }

func refuse(format string, values ...any) error { return Fault{Words: fmt.Sprintf(format, values...)} }

// Given is what came from a page for one step.
type Given struct {
	Values   []string // one; several of Several; day, month and year of a Date; yes or no for another row
	Declined bool     // would rather not say
}

// Take stores what was given at a step, and shows what follows from it. The
// error is a Fault; then nothing was stored. An empty answer to what is not
// required takes an answer away.
func (g *Filling) Take(path string, given Given) (*Filling, error) {
	s, ok := g.Step(path)
	if !ok {
		return g, Fault{path, "This question is not asked any more"}
	}
	next := g.Answers.clone()
	if s.More {
		return g.more(s, given, next)
	}
	if !s.Item.Kind.Asks() {
		return g, nil
	}
	a, err := s.Item.answer(given, g.Form.Main())
	if err != nil {
		return g, Fault{path, err.Error()}
	}
	in := next
	if s.Row >= 0 {
		in = next[s.repeat].Rows[s.Row]
	}
	in[s.Item.Name] = a
	if !a.Given() {
		delete(in, s.Item.Name)
	}
	after := Fill(g.Form, next, g.Today)
	if s, shown := after.Step(path); shown {
		if err := after.rule(s); err != nil {
			return g, err
		}
	}
	return after, nil
}

// more adds a row to a repeat, or says that there is none.
func (g *Filling) more(s Step, given Given, next Answers) (*Filling, error) {
	a := next[s.Item.Name]
	switch {
	case slices.Equal(given.Values, []string{Yes}):
		a.Rows, a.None = append(a.Rows, Answers{}), false
	case slices.Equal(given.Values, []string{No}):
		a.None = true
	default:
		return g, Fault{s.Path, "Select yes or no"}
	}
	next[s.Item.Name] = a
	return Fill(g.Form, next, g.Today), nil
}

// Remove takes a row of a repeat away.
func (g *Filling) Remove(repeat string, row int) *Filling {
	next := g.Answers.clone()
	a := next[repeat]
	if row < 0 || row >= len(a.Rows) {
		return g
	}
	a.Rows = slices.Delete(a.Rows, row, row+1)
	next[repeat] = a
	return Fill(g.Form, next, g.Today)
}

// rule is the fault of an answer that breaks the rule of its question.
func (g *Filling) rule(s Step) error {
	if s.Item.Rule.Empty() || g.Answer(s).Missing != "" || !g.Answer(s).Given() {
		return nil
	}
	if !s.Item.Rule.False(s.values, g.Today) {
		return nil
	}
	words := g.Form.In(s.Item.RuleWords, g.Form.Main())
	if words == "" {
		words = s.Item.ruleWords()
	}
	return Fault{s.Path, words}
}

// ruleWords say what to do where whoever wrote a rule did not.
func (i Item) ruleWords() string {
	switch i.Rule.String() {
	case i.Name + " < today()":
		return "Enter a day before today"
	case i.Name + " <= today()":
		return "Enter today or a day before it"
	case i.Name + " > today()":
		return "Enter a day after today"
	case i.Name + " >= today()":
		return "Enter today or a day after it"
	}
	for _, name := range i.Rule.Names() {
		if name != i.Name {
			return "Check this answer: it does not fit what was answered before"
		}
	}
	return "Check this answer: it cannot be right as it is"
}

// answer reads what was given for an item.
func (i Item) answer(given Given, main string) (a Answer, err error) {
	if given.Declined && i.MayDecline {
		return Answer{Missing: Declined}, nil
	}
	values := trimmed(given.Values)
	if len(values) == 0 {
		switch {
		case i.Required && i.Kind == Several && i.Min != nil && *i.Min == 0:
			return Answer{None: true}, nil
		case i.Required:
			return a, i.missing()
		}
		return a, nil
	}
	switch i.Kind {
	case Several:
		return i.several(values)
	case Date:
		return i.date(given.Values)
	}
	if len(values) > 1 {
		return a, refuse("Give one answer")
	}
	switch i.Kind {
	case Single:
		if _, ok := i.Choice(values[0]); !ok {
			return a, refuse("Select one of the answers")
		}
	case Consent:
		return i.consent(values[0])
	case Number, Scale:
		return i.number(values[0])
	case Text:
		return i.text(values[0])
	}
	return Answer{Text: values[0]}, nil
}

func trimmed(values []string) (all []string) {
	for _, v := range values {
		if v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// missing says what to do where a required answer was not given.
func (i Item) missing() error {
	words := "Answer this question"
	switch i.Kind {
	case Single, Scale, Consent:
		words = "Select an answer"
	case Several:
		words = "Select at least one answer"
	case Number:
		words = "Enter a number"
	case Date:
		words = "Enter a date"
	case Photo:
		words = "Choose a photograph"
	}
	if i.MayDecline {
		words += ", or say that you would rather not"
	}
	return refuse("%s", words)
}

func (i Item) consent(value string) (a Answer, err error) {
	switch {
	case value != Yes && value != No:
		return a, refuse("Select yes or no")
	case value == No && i.Required:
		return a, refuse("Without a yes to this we cannot go on. You can stop here; nothing happens to you because of it")
	}
	return Answer{Text: value}, nil
}

func (i Item) several(values []string) (a Answer, err error) {
	for _, v := range values {
		if _, ok := i.Choice(v); !ok {
			return a, refuse("Select from the answers")
		}
	}
	for _, c := range i.Choices {
		if slices.Contains(values, c.Code) {
			a.Codes = append(a.Codes, c.Code)
		}
	}
	n := float64(len(a.Codes))
	switch {
	case i.Min != nil && n < *i.Min:
		return Answer{}, refuse("Select at least %s", decimal(*i.Min))
	case i.Max != nil && n > *i.Max:
		return Answer{}, refuse("Select %s at most", decimal(*i.Max))
	}
	return a, nil
}

func (i Item) date(values []string) (a Answer, err error) {
	var day dates.Date
	switch len(values) {
	case 1:
		day, err = dates.Parse(strings.TrimSpace(values[0]))
	case 3:
		day, err = dates.ParseBoxes(values[0], values[1], values[2])
	default:
		err = refuse("That is no date")
	}
	if err != nil || day.IsZero() {
		return a, refuse("Enter a real date, like 27 3 1990")
	}
	return Answer{Text: day.String()}, nil
}

// number reads a number as people write it: with spaces and commas between
// thousands.
func (i Item) number(value string) (a Answer, err error) {
	v, err := strconv.ParseFloat(strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(value), 64)
	whole := i.Whole || i.Kind == Scale
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return a, refuse("Enter a number, like 12")
	case whole && v != math.Trunc(v):
		return a, refuse("Enter a whole number, like 12")
	case i.Min != nil && v < *i.Min, i.Max != nil && v > *i.Max:
		return a, refuse("Enter a number%s", i.between())
	}
	return Answer{Text: decimal(v)}, nil
}

func (i Item) between() string {
	switch {
	case i.Min != nil && i.Max != nil:
		return " between " + decimal(*i.Min) + " and " + decimal(*i.Max)
	case i.Min != nil:
		return ", " + decimal(*i.Min) + " or more"
	}
	return ", " + decimal(*i.Max) + " or less"
}

func (i Item) text(value string) (a Answer, err error) {
	n, most := utf8.RuneCountInString(value), MostCharacters
	if i.Max != nil && int(*i.Max) < most {
		most = int(*i.Max)
	}
	switch {
	case n > most:
		return a, refuse("Use %d characters or fewer. You have used %d", most, n)
	case i.Min != nil && float64(n) < *i.Min:
		return a, refuse("Use %s characters or more", decimal(*i.Min))
	case strings.Contains(value, "\x00") || !utf8.ValidString(value):
		return a, refuse("Something in this text cannot be read. Type it again")
	}
	return Answer{Text: value}, nil
}
