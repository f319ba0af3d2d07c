package builder

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/visit"
)

// sheet is a form as it is read or filled in on paper.
type sheet struct {
	Form     form.Form
	Language string
	Caption  string
	Here     string // its address
	Codes    bool   // names and codes stand there too, for whoever reads answers
}

// language is that of the page, or the main one.
func language(v *visit.Visit, f form.Form) string {
	if l := v.Fields.Get("language"); slices.Contains(f.Languages, l) {
		return l
	}
	return f.Main()
}

func (s sheet) in(w form.Words) string { return s.Form.In(w, s.Language) }

// line is an item with its number; "" for what is not asked.
type line struct {
	form.Item
	Number string
	Within int // groups that it stands in
}

// lines numbers the questions of a form in order.
func (s sheet) lines() []line {
	n := 0
	return numbered(s.Form.Items, 0, &n)
}

func numbered(items []form.Item, within int, n *int) (all []line) {
	for _, i := range items {
		l := line{Item: i, Within: within}
		if i.Kind.Asks() {
			*n++
			l.Number = strconv.Itoa(*n)
		}
		all = append(append(all, l), numbered(i.Items, within+1, n)...)
	}
	return all
}

// onlyIf says in words when an item is asked: by the numbers of the questions.
func (s sheet) onlyIf(i form.Item) string {
	if i.When.Empty() {
		return ""
	}
	numbers := make(map[string]string)
	for _, l := range s.lines() {
		numbers[l.Name] = l.Number
	}
	return s.condition(i, func(name string) string {
		if n := numbers[name]; n != "" {
			return "question " + n
		}
		return s.called(name)
	})
}

// onlyIf says it by what the questions ask.
func (d draft) onlyIf(i form.Item) string {
	s := sheet{Form: d.Draft, Language: d.Draft.Main()}
	return s.condition(i, s.called)
}

// called is a question by what it asks.
func (s sheet) called(name string) string {
	if i, ok := s.Form.Item(name); ok && s.in(i.Label) != "" {
		return "“" + s.in(i.Label) + "”"
	}
	return name
}

func (s sheet) condition(i form.Item, question func(name string) string) string {
	answer := func(name, code string) string {
		i, _ := s.Form.Item(name)
		if c, ok := i.Choice(code); ok {
			return "“" + s.in(c.Label) + "”"
		}
		if i.Kind == form.Consent {
			return map[string]string{form.Yes: "“Yes”", form.No: "“No”"}[code]
		}
		if day, err := dates.Parse(code); err == nil && i.Kind == form.Date {
			return day.Long()
		}
		return "“" + code + "”"
	}
	return "Only if " + i.When.Words(question, answer) + "."
}

// boxes are the answers to tick. "I would rather not say" is none of them: it
// stands last, below the room to write.
func (s sheet) boxes(i form.Item) (all []string) {
	switch i.Kind {
	case form.Single, form.Several:
		for _, c := range i.Choices {
			words := s.in(c.Label)
			if s.Codes {
				words += " (" + c.Code + ")"
			}
			all = append(all, words)
		}
	case form.Consent:
		all = []string{"Yes", "No"}
	case form.Scale:
		if i.Min != nil && i.Max != nil && *i.Max-*i.Min <= 100 {
			for v := *i.Min; v <= *i.Max; v++ {
				all = append(all, strconv.FormatFloat(v, 'f', -1, 64))
			}
		}
	}
	return all
}

// toWriteOn is how many lines there are to write on.
func toWriteOn(i form.Item) int {
	switch {
	case i.Kind != form.Text:
		return 0
	case i.Long:
		return 3
	}
	return 1
}

// howMany says what to tick; "" where there is nothing to tick, or only yes or no.
func howMany(i form.Item) string {
	switch i.Kind {
	case form.Several:
		return "Tick all that fit."
	case form.Single, form.Scale:
		return "Tick one."
	}
	return ""
}

// ends says what the ends of a scale mean.
func (s sheet) ends(i form.Item) string {
	var all []string
	for _, end := range []struct {
		v     *float64
		means string
	}{{i.Min, s.in(i.Low)}, {i.Max, s.in(i.High)}} {
		if i.Kind == form.Scale && end.v != nil && end.means != "" {
			all = append(all, strconv.FormatFloat(*end.v, 'f', -1, 64)+" is "+end.means+".")
		}
	}
	return strings.Join(all, " ")
}
