package form

import (
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/forms/formula"
)

// Reason says why there is no answer.
type Reason string

// The reasons for missing answers.
const (
	Declined  Reason = "declined"   // would rather not say
	NotAsked  Reason = "not-asked"  // whoever asked left it out
	Unable    Reason = "unable"     // could not answer
	Stopped   Reason = "stopped"    // ended before it
	Unreached Reason = "lost"       // no longer to be reached
	FormError Reason = "form-error" // the form went wrong
)

var reasonWords = map[Reason]string{Declined: "Would rather not say", NotAsked: "Not asked", Unable: "Could not answer", Stopped: "Stopped before this", Unreached: "Could not be reached", FormError: "The form went wrong"}

// Reasons are all of them, in the order of a list.
var Reasons = []Reason{Declined, NotAsked, Unable, Stopped, Unreached, FormError}

// Words says a reason.
func (r Reason) Words() string { return reasonWords[r] }

// The two answers to a consent clause.
const (
	Yes = "yes"
	No  = "no"
)

// Answer is what was said to one question. One without anything in it is none.
type Answer struct {
	Text    string    `json:"text,omitempty"`    // a code, a number as 12.5, a date as 2026-11-23, words, or the id of a photograph
	Codes   []string  `json:"codes,omitempty"`   // of Several, in the order of the choices
	None    bool      `json:"none,omitempty"`    // of Several: answered, with no choice; of Repeat: no more rows
	Rows    []Answers `json:"rows,omitempty"`    // of Repeat
	Missing Reason    `json:"missing,omitempty"` // why there is no answer
}

// Answers are the answers by the names of their questions.
type Answers map[string]Answer

// Given says whether something was answered, a reason not to included.
func (a Answer) Given() bool {
	return a.Text != "" || len(a.Codes) > 0 || a.None || len(a.Rows) > 0 || a.Missing != ""
}

// value is what formulas make of an answer; nil where it is missing.
func (i Item) value(a Answer) formula.Value {
	if a.Missing != "" {
		return nil
	}
	switch i.Kind {
	case Several:
		if len(a.Codes) > 0 || a.None {
			return append([]string{}, a.Codes...)
		}
		return nil
	case Repeat:
		rows := make([]formula.Value, len(a.Rows))
		for n := range rows {
			rows[n] = true
		}
		return rows
	}
	if a.Text == "" {
		return nil
	}
	switch i.Kind {
	case Number, Scale:
		if v, err := strconv.ParseFloat(a.Text, 64); err == nil {
			return v
		}
		return nil
	case Date:
		if day, err := dates.Parse(a.Text); err == nil {
			return day
		}
		return nil
	}
	return a.Text
}

// answerOf keeps what was worked out.
func answerOf(v formula.Value) Answer {
	switch v := v.(type) {
	case float64:
		return Answer{Text: decimal(v)}
	case string:
		return Answer{Text: v}
	case bool:
		if v {
			return Answer{Text: Yes}
		}
		return Answer{Text: No}
	case dates.Date:
		return Answer{Text: v.String()}
	case []string:
		return Answer{Codes: v, None: len(v) == 0}
	}
	return Answer{}
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Number is an answer as a number; ok is false where it is missing.
func (a Answer) Number() (v float64, ok bool) {
	if a.Missing != "" || a.Text == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(a.Text, 64)
	return v, err == nil
}

// withoutWorked takes away what was worked out before; it is worked out again.
func (a Answers) withoutWorked(items []Item) Answers {
	each(items, func(i Item) bool {
		switch i.Kind {
		case Calculation:
			delete(a, i.Name)
		case Repeat:
			for _, row := range a[i.Name].Rows {
				row.withoutWorked(i.Items)
			}
		}
		return true
	})
	return a
}

// clone is a copy that shares nothing.
func (a Answers) clone() Answers {
	all := make(Answers, len(a))
	for name, answer := range a {
		answer.Codes = slices.Clone(answer.Codes)
		rows := answer.Rows
		answer.Rows = nil
		for _, row := range rows {
			answer.Rows = append(answer.Rows, row.clone())
		}
		all[name] = answer
	}
	return all
}
