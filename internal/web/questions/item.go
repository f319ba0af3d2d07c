package questions

import (
	"strconv"

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
	Form    form.Form
	Name    string       // of the field
	Fields  visit.Fields // what was typed
	Alone   bool         // it is what the page is about
	Caption string       // above it, where it is alone: "Question 2 of 4"
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
	case a.Missing == form.Declined && (i.Kind == form.Number || i.Kind == form.Text || i.Kind == form.Date):
		f.Set(name+"-not", ratherNot)
	case a.Missing == form.Declined:
		f.Set(name, ratherNot)
	case i.Kind == form.Several:
		f.Values[name] = a.Codes
	case i.Kind == form.Date:
		day, _ := dates.Parse(a.Text) // "" is no date yet
		f.SetDate(name, day)
	default:
		f.Set(name, a.Text)
	}
}

func (i Item) label() string { return i.Form.In(i.Label, i.Form.Main()) }

func (i Item) help() string { return i.Form.In(i.Help, i.Form.Main()) }

// ends says what the ends of a scale mean.
func (i Item) ends() string {
	low, high := i.Form.In(i.Low, i.Form.Main()), i.Form.In(i.High, i.Form.Main())
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
	case form.Scale:
		for v := *i.Min; v <= *i.Max; v++ {
			all = append(all, ui.Choice{Value: number(v), Text: number(v)})
		}
	case form.Consent:
		all = []ui.Choice{{Value: form.Yes, Text: "Yes"}, {Value: form.No, Text: "No"}}
	default:
		for _, c := range i.Choices {
			all = append(all, ui.Choice{Value: c.Code, Text: i.Form.In(c.Label, i.Form.Main())})
		}
	}
	if !i.MayDecline {
		return all
	}
	if i.Alone {
		all = append(all, ui.Choice{Divider: "or"})
	}
	return append(all, ui.Choice{Value: ratherNot, Text: "I would rather not say", Exclusive: i.Kind == form.Several})
}
