// Package formtest makes up sound forms, and says in what two forms differ, for
// the tests of everything that carries forms.
package formtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Sound draws forms that Check finds nothing wrong with, in English and
// sometimes in Welsh, with everything that a form can have.
func Sound() *rapid.Generator[form.Form] {
	return rapid.Custom(func(t *rapid.T) form.Form {
		d := &drawing{t: t, known: make(map[string]formula.Kind), consents: make(map[string]bool)}
		f := form.Form{Languages: []string{"en"}}
		if d.luck(3) {
			f.Languages = append(f.Languages, "cy")
		}
		d.languages = f.Languages
		f.Title, f.Intro, f.Thanks = d.words(true), d.words(false), d.words(false)
		f.Items = append(d.items(rapid.IntRange(0, 7).Draw(t, "items"), 1, false), d.asked(form.Text))
		if problems := f.Check(); len(problems) > 0 {
			t.Fatalf("a form was made up that is not sound: %v", problems)
		}
		return f
	})
}

type drawing struct {
	t         *rapid.T
	languages []string
	known     map[string]formula.Kind
	consents  map[string]bool // of the questions, those that are clauses to agree to
	count     int
}

func (d *drawing) luck(of int) bool { return rapid.IntRange(1, of).Draw(d.t, "luck") == of }

var texts = []string{"How are you?", "Name, first and last", "She said \"no\"", "Two\nlines", "Café, crème; 5 < 6 & 7 > 2", "It's 10% [here]", "a | b", "=1+1", "${x}", "Ünïcode 漢字", "x"}

// words draws a text that has no space at its ends; needed ones are there.
func (d *drawing) words(needed bool) form.Words {
	if !needed && !d.luck(3) {
		return nil
	}
	w := form.Say(d.languages[0], rapid.SampledFrom(texts).Draw(d.t, "words"))
	if len(d.languages) > 1 && d.luck(2) {
		w[d.languages[1]] = rapid.SampledFrom([]string{"Sut wyt ti?", "Dŵr, môr", "Un | dau"}).Draw(d.t, "welsh")
	}
	return w
}

func (d *drawing) items(n, depth int, repeated bool) (all []form.Item) {
	kinds := []form.Kind{form.Single, form.Several, form.Number, form.Scale, form.Date, form.Text, form.Photo, form.Statement, form.Consent, form.Calculation}
	if depth < 3 {
		kinds = append(kinds, form.Group)
		if !repeated {
			kinds = append(kinds, form.Repeat)
		}
	}
	for range n {
		switch kind := rapid.SampledFrom(kinds).Draw(d.t, "kind"); kind {
		case form.Group, form.Repeat:
			all = append(all, d.group(kind, depth, repeated))
		default:
			all = append(all, d.asked(kind))
		}
	}
	return all
}

func (d *drawing) name() string {
	d.count++
	return fmt.Sprintf("%s%d", rapid.SampledFrom([]string{"q", "about_", "x_y"}).Draw(d.t, "name"), d.count)
}

func (d *drawing) group(kind form.Kind, depth int, repeated bool) form.Item {
	i := form.Item{Name: d.name(), Kind: kind, Label: d.words(false), Help: d.words(false), When: d.when()}
	outside := d.known
	if kind == form.Repeat {
		d.known = make(map[string]formula.Kind)
		for name, k := range outside {
			d.known[name] = k
		}
		if d.luck(2) {
			i.Most = rapid.IntRange(1, 50).Draw(d.t, "most")
		}
	}
	i.Items = d.items(rapid.IntRange(1, 3).Draw(d.t, "inside"), depth+1, repeated || kind == form.Repeat)
	if kind == form.Repeat {
		for name, k := range d.known {
			if _, before := outside[name]; !before && k == formula.Number {
				outside[name] = formula.List
			}
		}
		d.known = outside
		d.known[i.Name] = formula.List
	}
	return i
}

func (d *drawing) asked(kind form.Kind) form.Item {
	i := form.Item{Name: d.name(), Kind: kind, Label: d.words(kind != form.Calculation), Help: d.words(false), When: d.when()}
	if kind.Asks() {
		i.Required, i.MayDecline, i.Identifies = d.luck(3), d.luck(4), d.luck(4)
	}
	d.shape(&i)
	if kind == form.Calculation {
		i.Worth = d.worth()
		d.known[i.Name], _ = i.Worth.KindOf(d.known)
		return i
	}
	if gives := (form.Form{Items: []form.Item{i}}).Kinds()[i.Name]; gives != "" {
		d.known[i.Name], d.consents[i.Name] = gives, kind == form.Consent
		if d.luck(4) {
			i.Rule, i.RuleWords = Formula(d.truthOf(i.Name)), d.words(false)
		}
	}
	return i
}

func (d *drawing) shape(i *form.Item) {
	switch i.Kind {
	case form.Single, form.Several:
		for n, code := range []string{"a", "b-2", "3", "C_4"}[:rapid.IntRange(1, 4).Draw(d.t, "choices")] {
			label := d.words(true)
			label["en"] += fmt.Sprint(" ", n)
			i.Choices = append(i.Choices, form.Choice{Code: code, Label: label})
		}
		if i.Kind == form.Several && d.luck(3) {
			i.Max = number(2)
		}
		if i.Kind == form.Several && d.luck(3) {
			i.Min = number(1)
		}
	case form.Number:
		if i.Whole = d.luck(2); d.luck(2) {
			i.Min = number(-2)
		}
		if d.luck(2) {
			i.Max = number(1000.5)
		}
	case form.Scale:
		i.Min, i.Max, i.Low, i.High = number(0), number(float64(rapid.SampledFrom([]int{5, 10, 100}).Draw(d.t, "end"))), d.words(false), d.words(false)
	case form.Text:
		if i.Long = d.luck(2); d.luck(3) {
			i.Max = number(200)
		}
		if d.luck(4) {
			i.Min = number(2)
		}
	}
}

func number(v float64) *float64 { return &v }

// Formula reads a formula; a faulty one ends the test.
func Formula(words string) formula.Formula {
	f, err := formula.Read(words)
	if err != nil {
		panic(err)
	}
	return f
}

func (d *drawing) names() (all []string) {
	for name := range d.known {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func (d *drawing) when() formula.Formula {
	if len(d.known) == 0 || !d.luck(3) {
		return formula.Formula{}
	}
	words := d.truthOf(rapid.SampledFrom(d.names()).Draw(d.t, "of"))
	if d.luck(3) {
		words = fmt.Sprintf("%s %s (%s)", words, rapid.SampledFrom([]string{"and", "or"}).Draw(d.t, "op"), d.truthOf(rapid.SampledFrom(d.names()).Draw(d.t, "and of")))
	}
	return Formula(words)
}

// truthOf draws something that is true or false about a question.
func (d *drawing) truthOf(name string) string {
	of := map[formula.Kind][]string{
		formula.Number: {"%s > 3", "not (%s <= 2.5)", "%s == -1", "answered(%s)", "round(%s / 2) < 7 and %[1]s != 4"},
		formula.Code:   {"%s == 'a'", "%s != 'a'", "has(%s, 'a')", "not has(%s, 'a')", "number(%s) > 2", "not answered(%s)"},
		formula.Set:    {"has(%s, 'a')", "not has(%s, 'a')", "count(%s) > 1", "answered(%s)"},
		formula.Date:   {"%s < '2020-02-29'", "%s <= today()", "today() - %s > 30", "years(%s) >= 18", "answered(%s)"},
		formula.Text:   {"%s == 'soup'", "length(%s) > 2", "not answered(%s)"},
		formula.Truth:  {"%s", "not %s", "%s == true"},
		formula.List:   {"count(%s) > 1", "answered(%s)"},
		formula.File:   {"answered(%s)", "not answered(%s)"},
	}[d.known[name]]
	words := fmt.Sprintf(rapid.SampledFrom(of).Draw(d.t, "truth"), name)
	if d.consents[name] {
		words = strings.ReplaceAll(words, "'a'", "'yes'")
	}
	return words
}

func (d *drawing) worth() formula.Formula {
	var numbers []string
	for _, name := range d.names() {
		if d.known[name] == formula.Number {
			numbers = append(numbers, name)
		}
	}
	if len(numbers) == 0 {
		return Formula(rapid.SampledFrom([]string{"1 + 2", "today()", "if(1 > 2, 'a', 'b')"}).Draw(d.t, "worth"))
	}
	name := rapid.SampledFrom(numbers).Draw(d.t, "number")
	return Formula(fmt.Sprintf(rapid.SampledFrom([]string{"%s * 2 + 1", "sum(%s, 3)", "mean(%s, 4)", "%s > 2", "if(%s > 2, 1, 0)", "first(%s, 0)", "first(%s, 1, 2)", "-%s / 3", "%s mod 2"}).Draw(d.t, "worth"), name))
}

// Differs says in what a form that was carried differs from what was sent
// beyond what Lost names; "" for nothing.
func Differs(sent, came form.Form, lost []form.Lost) string {
	if len(lost) == 0 {
		if a, b := said(bare(sent)), said(bare(came)); a != b {
			return fmt.Sprintf("nothing was said to be lost\n%s\n%s", a, b)
		}
	}
	named := make(map[string]bool)
	for _, l := range lost {
		named[l.Where] = true
	}
	head := func(f form.Form) form.Form { f.Items = nil; return f }
	if a, b := said(head(sent)), said(head(came)); a != b && !named[""] {
		return fmt.Sprintf("of the form itself nothing was said to be lost\n%s\n%s", a, b)
	}
	var order []string
	for i := range came.All() {
		order = append(order, i.Name)
	}
	last := -1
	for i := range sent.All() {
		if named[i.Name] {
			continue
		}
		at := slices.Index(order, i.Name)
		if at < 0 || at < last {
			return fmt.Sprintf("%s is gone or stands elsewhere", i.Name)
		}
		last = at
		other, _ := came.Item(i.Name)
		i.Items, other.Items = nil, nil
		kinds := sent.Kinds()
		if alike(i.When, other.When, kinds) && alike(i.Rule, other.Rule, kinds) && alike(i.Worth, other.Worth, kinds) {
			other.When, other.Rule, other.Worth = i.When, i.Rule, i.Worth
		}
		if a, b := said(i), said(other); a != b {
			return fmt.Sprintf("%s differs\n%s\n%s", i.Name, a, b)
		}
	}
	return ""
}

// bare is a form without its formulas, which are compared by what they mean.
func bare(f form.Form) form.Form {
	f.Items = slices.Clone(f.Items)
	for n := range f.Items {
		i := &f.Items[n]
		i.When, i.Rule, i.Worth = formula.Formula{}, formula.Formula{}, formula.Formula{}
		i.Items = bare(form.Form{Items: i.Items}).Items
	}
	return f
}

// alike says whether two formulas give the same whatever was answered, as far
// as some hundred answers can tell.
func alike(a, b formula.Formula, kinds map[string]formula.Kind) bool {
	if a.String() == b.String() {
		return true
	}
	if a.Empty() != b.Empty() {
		return false
	}
	day := dates.Date{Year: 2026, Month: time.November, Day: 23}
	chance := rand.New(rand.NewPCG(1, 2))
	of := map[formula.Kind][]any{
		formula.Number: {nil, -1.0, 0.0, 2.5, 3.0, 4.0, 14.0, 15.0}, formula.Code: {nil, "a", "b-2", "3", "yes", "no", "1"},
		formula.Set: {nil, []string{}, []string{"a"}, []string{"a", "3"}, []string{"3"}}, formula.Date: {nil, dates.Date{Year: 2020, Month: time.February, Day: 29}, day, day.AddDays(-20)},
		formula.Text: {nil, "soup", "x", "long words"}, formula.Truth: {nil, true, false}, formula.List: {nil, []any{true}, []any{1.0, 2.0}, []any{nil, 1.0}}, formula.File: {nil, "id"},
	}
	for range 150 {
		answers := make(map[string]any)
		for _, name := range append(a.Names(), b.Names()...) {
			if values := of[kinds[name]]; len(values) > 0 {
				answers[name] = values[chance.IntN(len(values))]
			}
		}
		get := func(name string) any { return answers[name] }
		if !reflect.DeepEqual(a.Of(get, day), b.Of(get, day)) {
			return false
		}
	}
	return true
}

func said(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(body)
}

// Answered draws answers to a form as somebody would give them, as they are
// kept.
func Answered(t *rapid.T, f form.Form) form.Answers {
	g := form.Fill(f, nil, dates.Date{Year: 2026, Month: time.November, Day: 23})
	for range rapid.IntRange(0, 20).Draw(t, "acts") {
		if len(g.Steps()) == 0 {
			break
		}
		s := rapid.SampledFrom(g.Steps()).Draw(t, "step")
		given := form.Given{Values: []string{rapid.SampledFrom([]string{"yes", "no", "3", "2.5", "5", "a", "b-2", "2020-02-29", "soup", "Two\nlines", "é \"x\""}).Draw(t, "said")}}
		if s.Item.Kind == form.Photo {
			given.Values = []string{"01H-photo"}
		}
		switch rapid.IntRange(0, 5).Draw(t, "how") {
		case 0:
			given.Declined = true
		case 1:
			given.Values = append(given.Values, "3")
		}
		if next, err := g.Take(s.Path, given); err == nil {
			g = next
		}
	}
	answers, _ := g.Finish()
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		i, _ := f.Item(name)
		if rapid.IntRange(0, 9).Draw(t, "gap") == 9 && i.Kind.Asks() {
			answers[name] = form.Answer{Missing: rapid.SampledFrom(form.Reasons).Draw(t, "reason")}
		}
	}
	return answers
}
