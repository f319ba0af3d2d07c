package questions

import (
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// ratherNot is "I would rather not say" as a form sends it.
const ratherNot = "rather-not"

// Item asks one question of a form. It is drawn the same for staff, who see all
// on one page, for a person alone, and where a form is built.
type Item struct {
	form.Item
	Form form.Form
	// Language in which it is asked; "" for the main one of the form.
	Language string
	More     bool         // it asks whether a repeat has another row
	Name     string       // of the field
	Fields   visit.Fields // what was typed
	Alone    bool         // it is what the page is about
	Caption  string       // above it, where it is alone: "Question 2 of 4"
}

// Given is what came from a page for a question.
func Given(f visit.Fields, name string, i form.Item) (given form.Given) {
	values := f.All(name)
	if i.Kind == form.Date {
		values = []string{f.Get(name + "-day"), f.Get(name + "-month"), f.Get(name + "-year")}
		if values[0]+values[1]+values[2] == "" {
			values = nil
		}
	}
	for _, v := range append(values, f.Get(name+"-not")) {
		if v == ratherNot {
			return form.Given{Declined: true}
		}
	}
	for _, v := range values {
		if v != "" {
			given.Values = append(given.Values, v)
		}
	}
	return given
}

// Put sets the fields of a question to what was answered before.
func Put(f visit.Fields, name string, i form.Item, a form.Answer) {
	switch {
	case a.Missing == form.Declined && (i.Kind == form.Number || i.Kind == form.Text || i.Kind == form.Date || i.Kind == form.Photo):
		f.Set(name+"-not", ratherNot)
	case a.Missing == form.Declined:
		f.Set(name, ratherNot)
	case i.Kind == form.Several:
		f.Values[name] = a.Codes
	case i.Kind == form.Date:
		day, _ := dates.Parse(a.Text) // "" is no date yet
		f.SetDate(name, day)
	case i.Kind == form.Repeat && a.None:
		f.Set(name, form.No)
	default:
		f.Set(name, a.Text)
	}
}

// Asks is what is asked.
func (i Item) Asks() string {
	if words := i.in(i.Label); !i.More {
		return words
	} else if words != "" {
		return "Is there another: " + words + "?"
	}
	return "Is there another?"
}

func (i Item) in(w form.Words) string { return i.Form.In(w, i.Language) }

func (i Item) help() string { return i.in(i.Help) }

// photoHint says what happens to a photograph, after the help.
func photoHint(i Item) string {
	return strings.TrimSpace(i.help() + " We take away where and when it was taken. Faces, letters and signs in it stay.")
}

// ends says what the ends of a scale mean.
func (i Item) ends() string {
	low, high := i.in(i.Low), i.in(i.High)
	words := i.help()
	if low != "" && high != "" {
		words += " " + number(*i.Min) + " is " + low + ", " + number(*i.Max) + " is " + high + "."
	}
	return words
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (i Item) legend() (size string) {
	if i.Alone {
		return "l"
	}
	return "s"
}

// items are the answers to choose from.
func (i Item) items() (all []ui.Choice) {
	switch i.Kind {
	case form.Repeat:
		return []ui.Choice{{Value: form.Yes, Text: "Yes"}, {Value: form.No, Text: "No"}}
	case form.Scale:
		for v := *i.Min; v <= *i.Max; v++ {
			all = append(all, ui.Choice{Value: number(v), Text: number(v)})
		}
	case form.Consent:
		all = []ui.Choice{{Value: form.Yes, Text: "Yes"}, {Value: form.No, Text: "No"}}
	default:
		for _, c := range i.Choices {
			all = append(all, ui.Choice{Value: c.Code, Text: i.in(c.Label)})
		}
	}
	if !i.MayDecline {
		return all
	}
	if i.Alone || i.Kind == form.Scale { // a scale shows no word there, but begins a line
		all = append(all, ui.Choice{Divider: "or"})
	}
	return append(all, ui.Choice{Value: ratherNot, Text: "I would rather not say", Exclusive: i.Kind == form.Several})
}
