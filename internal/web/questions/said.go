package questions

import (
	"fmt"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
)

// Answered is a step with its answer, in words.
type Answered struct {
	Step          form.Step
	Asked, Answer string
	Picture       string // id of the photograph that answers it
}

// Said are the steps of a form with what was answered, in words and in order.
func Said(g *form.Filling, language string) (all []Answered) {
	for _, s := range g.Steps() {
		item := Item{Item: s.Item, More: s.More, Form: g.Form, Language: language}
		if s.More {
			all = append(all, Answered{Step: s, Asked: item.Asks(), Answer: moreWords(g.Answer(s))})
			continue
		}
		asked := item.Asks()
		if s.Row >= 0 {
			asked += fmt.Sprintf(" (%d)", s.Row+1)
		}
		said := Answered{Step: s, Asked: asked, Answer: item.Words(g.Answer(s))}
		if s.Item.Kind == form.Photo {
			said.Picture = g.Answer(s).Text
		}
		all = append(all, said)
	}
	return all
}

func moreWords(a form.Answer) string {
	if a.None {
		return "No"
	}
	return "Not answered"
}

// Words says an answer.
func (i Item) Words(a form.Answer) string {
	switch {
	case a.Missing != "":
		return a.Missing.Words()
	case a.None:
		return "None"
	case !a.Given():
		return "Not answered"
	}
	switch i.Kind {
	case form.Single:
		return i.choice(a.Text)
	case form.Several:
		words := make([]string, len(a.Codes))
		for n, code := range a.Codes {
			words[n] = i.choice(code)
		}
		return strings.Join(words, "\n")
	case form.Consent:
		return map[string]string{form.Yes: "Yes", form.No: "No"}[a.Text]
	case form.Date:
		if day, err := dates.Parse(a.Text); err == nil {
			return day.Long()
		}
	case form.Photo:
		return "A photograph"
	case form.Repeat:
		return dates.Count(len(a.Rows), "entry", "entries")
	}
	return a.Text
}

// choice says a choice; its code, where there is no such choice.
func (i Item) choice(code string) string {
	if c, ok := i.Choice(code); ok {
		return i.in(c.Label)
	}
	return code
}
