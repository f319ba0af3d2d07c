package main

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/html"
)

// form is one form of a page, filled in as it came: what was chosen stays,
// and where nothing was, the first choice is taken.
type form struct {
	action string
	fields url.Values
	texts  []string // names of the fields into which anything can be typed
	ticked []string // names of choices that came made
}

// forms finds the forms of a page that are posted.
func (a answer) forms(t testing.TB) []form {
	t.Helper()
	var all []form
	for n := range a.tree(t).Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && strings.EqualFold(attr(n, "method"), "post") {
			all = append(all, readForm(n))
		}
	}
	return all
}

func readForm(n *html.Node) form {
	f := form{action: attr(n, "action"), fields: url.Values{}}
	for c := range n.Descendants() {
		if name := attr(c, "name"); name != "" && c.Type == html.ElementNode {
			f.read(c, name)
		}
	}
	return f
}

func (f *form) read(n *html.Node, name string) {
	switch n.Data {
	case "textarea":
		f.text(name, content(n))
	case "select":
		f.fields.Set(name, chosen(n))
	case "button":
		f.first(name, attr(n, "value"))
	case "input":
		switch attr(n, "type") {
		case "hidden":
			f.fields.Add(name, attr(n, "value"))
		case "radio", "checkbox":
			f.choice(n, name)
		default:
			f.text(name, attr(n, "value"))
		}
	}
}

func (f *form) text(name, value string) {
	f.texts = append(f.texts, name)
	f.fields.Set(name, value)
}

func (f *form) first(name, value string) {
	if !f.fields.Has(name) {
		f.fields.Set(name, value)
	}
}

// choice takes what is ticked, all of it, or else the first.
func (f *form) choice(n *html.Node, name string) {
	switch {
	case !has(n, "checked"):
		f.first(name, attr(n, "value"))
	case slices.Contains(f.ticked, name):
		f.fields.Add(name, attr(n, "value"))
	default:
		f.ticked = append(f.ticked, name)
		f.fields.Set(name, attr(n, "value"))
	}
}

func content(n *html.Node) string {
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	return text.String()
}

// chosen is the option that is selected, or else the last, which says most.
func chosen(n *html.Node) (value string) {
	for o := range n.Descendants() {
		if o.Data == "option" {
			value = attr(o, "value")
			if has(o, "selected") && value != "" {
				return value
			}
		}
	}
	return value
}

// another makes a text that must be the only one of its kind so: it stands for
// the # in it.
var another atomic.Int64

// proper are words that a field of a certain name takes.
var proper = map[string]string{
	"-day": "14", "-month": "1", "-year": "2030", "birth_date-year": "1950", "phone": "07700 900 145", "email": "someone#@linkwork.example", "ods_code": "QV#", "postcode": "QY1 2AB",
	"nhs_number": "", "time": "2:30pm", "minutes": "30", "near": "QY1", "year": "1950", "weeks": "3", "every_days": "7", "agreed_open": "30", "aim_days": "5", "outcodes": "QY1", "back": "/services",
}

// fill types words into every text field that is empty or, with all, into
// every one; fields that take only a certain kind of text get that.
func (f form) fill(words string, all bool) url.Values {
	filled := url.Values{}
	for name, values := range f.fields {
		filled[name] = slices.Clone(values)
	}
	for _, name := range f.texts {
		if filled.Get(name) == "" || all {
			filled.Set(name, words)
		}
		if want, ok := properFor(name); ok && (filled.Get(name) == words || filled.Get(name) == "") {
			filled.Set(name, strings.ReplaceAll(want, "#", strconv.FormatInt(another.Add(1), 36)))
		}
	}
	return filled
}

func properFor(name string) (string, bool) {
	best := ""
	for end := range proper {
		if strings.HasSuffix(name, end) && len(end) > len(best) {
			best = end
		}
	}
	return proper[best], best != ""
}
