package form

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/forms/formula"
)

// Filling is a form while it is being filled in.
type Filling struct {
	Form    Form
	Answers Answers
	Today   dates.Date
	shown   []Step
	values  map[string]formula.Value // of everything that is shown, outside of repeats
}

// Step is something that is shown: a question, words to read, or whether a
// group is asked once more.
type Step struct {
	Item   Item
	Path   string // name, or repeat.row.name with rows from 0
	Groups []Item // that it stands in, the outermost first
	Row    int    // of the repeat that it stands in, from 0; -1 for none
	More   bool   // asks whether a repeat has another row
	repeat string
	values formula.Values // that its formulas see
}

// Fill begins or goes on with a form. Answers are not changed; see Take.
func Fill(f Form, answers Answers, today dates.Date) *Filling {
	g := &Filling{Form: f, Answers: answers.clone().withoutWorked(f.Items), Today: today, values: make(map[string]formula.Value)}
	g.walk(f.Items, nil, scope{row: -1, answers: g.Answers, values: func(name string) formula.Value { return g.values[name] }, keep: func(name string, v formula.Value) { g.values[name] = v }})
	return g
}

// scope is where answers are read and values are kept: the form, or one row of
// a repeat.
type scope struct {
	repeat  string
	row     int
	answers Answers
	values  formula.Values
	keep    func(string, formula.Value)
}

func (s scope) path(name string) string {
	if s.row < 0 {
		return name
	}
	return s.repeat + "." + strconv.Itoa(s.row) + "." + name
}

func (g *Filling) walk(items, groups []Item, s scope) {
	for _, i := range items {
		if !i.When.True(s.values, g.Today) {
			continue
		}
		switch i.Kind {
		case Group:
			g.walk(i.Items, append(groups[:len(groups):len(groups)], i), s)
		case Repeat:
			g.walkRows(i, append(groups[:len(groups):len(groups)], i), s)
		case Calculation:
			v := i.Worth.Of(s.values, g.Today)
			s.keep(i.Name, v)
			if a := answerOf(v); a.Given() {
				s.answers[i.Name] = a
			}
		default:
			if a, given := s.answers[i.Name]; given {
				s.keep(i.Name, i.value(a))
			}
			g.shown = append(g.shown, Step{Item: i, Path: s.path(i.Name), Groups: groups, Row: s.row, repeat: s.repeat, values: s.values})
		}
	}
}

// walkRows goes through the rows of a repeat. Afterwards its numbers are lists.
func (g *Filling) walkRows(i Item, groups []Item, s scope) {
	a := s.answers[i.Name]
	lists := make(map[string][]formula.Value)
	for n, row := range a.Rows {
		own := make(map[string]formula.Value)
		g.walk(i.Items, groups, scope{repeat: i.Name, row: n, answers: row,
			values: func(name string) formula.Value {
				if v, here := own[name]; here {
					return v
				}
				return s.values(name)
			},
			keep: func(name string, v formula.Value) { own[name] = v }})
		each(i.Items, func(in Item) bool {
			if v, ok := own[in.Name].(float64); ok {
				lists[in.Name] = append(lists[in.Name], v)
			} else {
				lists[in.Name] = append(lists[in.Name], nil)
			}
			return true
		})
	}
	for name, list := range lists {
		s.keep(name, list)
	}
	s.keep(i.Name, i.value(a))
	if len(a.Rows) < i.MostRows() {
		g.shown = append(g.shown, Step{Item: i, Path: s.path(i.Name), Groups: groups[:len(groups)-1], Row: -1, More: true})
	}
}

// Holds reports whether a formula over the answers is true. An unknown truth is not.
func (g *Filling) Holds(f formula.Formula) bool {
	return f.True(func(name string) formula.Value { return g.values[name] }, g.Today)
}

// Steps are what is shown with the answers so far, in order.
func (g *Filling) Steps() []Step { return g.shown }

// Step is the one at a path; ok is false for one that is not shown.
func (g *Filling) Step(path string) (Step, bool) {
	for _, s := range g.shown {
		if s.Path == path {
			return s, true
		}
	}
	return Step{}, false
}

// Answer is what was said at a step.
func (g *Filling) Answer(s Step) Answer { return g.answersOf(s)[s.Item.Name] }

func (g *Filling) answersOf(s Step) Answers {
	if s.Row < 0 {
		return g.Answers
	}
	return g.Answers[s.repeat].Rows[s.Row]
}

// After is the step after a path, or the first one for "". ok is false at the
// end.
func (g *Filling) After(path string) (Step, bool) {
	found := path == ""
	for _, s := range g.shown {
		if found {
			return s, true
		}
		found = s.Path == path
	}
	return Step{}, false
}

// Before is the step before a path; ok is false at the beginning.
func (g *Filling) Before(path string) (before Step, ok bool) {
	for _, s := range g.shown {
		if s.Path == path {
			return before, ok
		}
		before, ok = s, true
	}
	return Step{}, false
}

// Open is the first step that has no answer and can have one; ok is false where
// all have one.
func (g *Filling) Open() (Step, bool) {
	for _, s := range g.shown {
		if a := g.Answer(s); s.More && !a.None || s.Item.Kind.Asks() && !a.Given() {
			return s, true
		}
	}
	return Step{}, false
}

// Place is the number of a step's question and how many there are, as far as
// can be said by now; words to read do not count.
func (g *Filling) Place(path string) (number, of int) {
	reached := false
	for _, s := range g.shown {
		if s.Item.Kind == Statement {
			if s.Path == path {
				reached = true
			}
			continue
		}
		if of++; !reached {
			number++
		}
		if s.Path == path {
			reached = true
		}
	}
	return number, of
}

// Label is what a step asks, in a language.
func (g *Filling) Label(s Step, language string) string {
	return strings.TrimSpace(g.Form.In(s.Item.Label, language))
}
