package questionnaire

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Write writes a form as a Questionnaire. Lost is what other programs will not
// know of it; it comes back when the Questionnaire is read here. The error is of
// the writing alone.
func Write(f form.Form, id string, version int) (body []byte, lost []form.Lost, err error) {
	w := &writing{form: f, kinds: f.Kinds()}
	q := w.resource(id, version)
	body, err = json.MarshalIndent(q, "", "  ")
	return body, w.lost, err
}

type writing struct {
	form  form.Form
	kinds map[string]formula.Kind
	lost  []form.Lost
}

func (w *writing) lose(where, what string, values ...any) {
	w.lost = append(w.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

var idForm = regexp.MustCompile(`^[A-Za-z0-9.-]{1,64}$`)

func (w *writing) resource(id string, version int) resource {
	f := w.form
	q := resource{Type: "Questionnaire", URL: Canonical(id), Version: strconv.Itoa(version), Status: "active", Language: f.Main()}
	if idForm.MatchString(id) {
		q.ID = id
	}
	q.Title, q.TitleIn = f.Title[f.Main()], translated(f, f.Title)
	q.Description, q.DescribeIn = f.Intro[f.Main()], translated(f, f.Intro)
	for _, l := range f.Languages {
		if l != f.Main() {
			q.Extension = append(q.Extension, extension{URL: ourLanguage, Code: l})
		}
	}
	if len(f.Thanks) > 0 {
		q.Extension = append(q.Extension, extension{URL: ourThanks, String: f.Thanks[f.Main()], StringIn: translated(f, f.Thanks)})
		w.lose("", "For other programs: the words of thanks")
	}
	q.Item = w.items(f.Items, false)
	return q
}

func (w *writing) items(items []form.Item, repeated bool) (all []item) {
	for _, i := range items {
		all = append(all, w.item(i, repeated))
	}
	return all
}

func (w *writing) item(i form.Item, repeated bool) item {
	out := item{LinkID: i.Name, Text: i.Label[w.form.Main()], TextIn: translated(w.form, i.Label), Required: i.Required}
	if i.Kind != form.Statement { // nothing can stand in a display
		w.aside(&out, i.Name+".help", "help", i.Help)
	} else if len(i.Help) > 0 {
		out.Extension = append(out.Extension, extension{URL: ourHelp, String: i.Help[w.form.Main()], StringIn: translated(w.form, i.Help)})
		w.lose(i.Name, "For other programs: the help beside words to read")
	}
	switch i.Kind {
	case form.Single, form.Several:
		w.choice(&out, i)
	case form.Number:
		w.number(&out, i)
	case form.Scale:
		w.scale(&out, i)
	case form.Date:
		out.Type = "date"
	case form.Text:
		out.Type = map[bool]string{true: "text", false: "string"}[i.Long]
		if i.Min != nil {
			out.Extension = append(out.Extension, integer(minLength, *i.Min))
		}
		if i.Max != nil {
			out.MaxLength = int(*i.Max)
		}
	case form.Photo:
		out.Type = "attachment"
	case form.Statement:
		out.Type = "display"
	case form.Consent:
		out.Type, out.Extension = "boolean", append(out.Extension, flag(ourConsent))
		w.lose(i.Name, "For other programs: that it is a consent clause, and needs a yes where it is required")
	case form.Calculation:
		w.calculation(&out, i, repeated)
	case form.Group, form.Repeat:
		w.group(&out, i, repeated)
	}
	w.when(&out, i, repeated)
	w.rule(&out, i, repeated)
	w.own(&out, i)
	return out
}

// aside are words beside a question, as items that only show something.
func (w *writing) aside(out *item, id, sort string, said form.Words) {
	if len(said) > 0 {
		out.Item = append(out.Item, item{LinkID: id, Type: "display", Text: said[w.form.Main()], TextIn: translated(w.form, said), Extension: []extension{control(sort)}})
	}
}

func (w *writing) choice(out *item, i form.Item) {
	out.Type = "choice"
	for _, c := range i.Choices {
		out.AnswerOption = append(out.AnswerOption, answerOption{Coding: &coding{Code: c.Code, Display: c.Label[w.form.Main()], DisplayIn: translated(w.form, c.Label)}})
	}
	if i.Kind != form.Several {
		return
	}
	out.Repeats = true
	if i.Min != nil {
		out.Extension = append(out.Extension, integer(minOccurs, *i.Min))
	}
	if i.Max != nil {
		out.Extension = append(out.Extension, integer(maxOccurs, *i.Max))
	}
}

func (w *writing) number(out *item, i form.Item) {
	out.Type = "decimal"
	if i.Whole {
		out.Type = "integer"
	}
	if i.Min != nil {
		out.Extension = append(out.Extension, decimal(minValue, *i.Min))
	}
	if i.Max != nil {
		out.Extension = append(out.Extension, decimal(maxValue, *i.Max))
	}
}

func (w *writing) scale(out *item, i form.Item) {
	out.Type = "integer"
	out.Extension = append(out.Extension, control("slider"), integer(sliderStep, 1), integer(minValue, *i.Min), integer(maxValue, *i.Max))
	w.aside(out, i.Name+".low", "lower", i.Low)
	w.aside(out, i.Name+".high", "upper", i.High)
}

// types of what is worked out.
var types = map[formula.Kind]string{formula.Number: "decimal", formula.Truth: "boolean", formula.Date: "date"}

func (w *writing) calculation(out *item, i form.Item, repeated bool) {
	out.Type, out.ReadOnly = "string", true
	if t := types[w.kinds[i.Name]]; t != "" {
		out.Type = t
	}
	out.Extension = append(out.Extension, extension{URL: ourWorth, String: i.Worth.String()}, flag(hidden))
	if said, ok := w.path(i, "How it is worked out", i.Worth, repeated); ok {
		out.Extension = append(out.Extension, path(calculatedPath, said))
	}
}

func (w *writing) group(out *item, i form.Item, repeated bool) {
	out.Type = "group"
	if i.Kind == form.Repeat {
		out.Repeats, repeated = true, true
		if i.Most > 0 {
			out.Extension = append(out.Extension, integer(maxOccurs, float64(i.Most)))
		}
	}
	out.Item = append(out.Item, w.items(i.Items, repeated)...)
}

// path writes a formula in FHIRPath. Within a repeat there is no way to say
// which row is meant that all programs share.
func (w *writing) path(i form.Item, what string, f formula.Formula, repeated bool) (string, bool) {
	said, err := f.FHIRPath(w.kinds, w.of)
	if err == nil && repeated {
		err = fmt.Errorf("it stands in a group that repeats")
	}
	if err != nil {
		w.lose(i.Name, "For other programs: %s, %s. %s", what, f, err)
	}
	return said, err == nil
}

// of is where the answers to a question stand in a QuestionnaireResponse.
func (w *writing) of(name string) string {
	i, ok := w.form.Item(name)
	if !ok {
		return ""
	}
	found := "%resource.repeat(item).where(linkId = '" + name + "')"
	switch i.Kind {
	case form.Group, form.Statement:
		return ""
	case form.Repeat:
		return found
	case form.Single, form.Several:
		return found + ".answer.value.code"
	case form.Consent:
		return found + ".answer.value.select(iif($this, 'yes', 'no'))"
	}
	return found + ".answer.value"
}

// when says when an item is asked: in enableWhen where it can be said there.
func (w *writing) when(out *item, i form.Item, repeated bool) {
	if i.When.Empty() {
		return
	}
	if all, any, ok := w.enableWhen(i.When); ok {
		out.EnableWhen = all
		if len(all) > 1 {
			out.EnableBehavior = map[bool]string{true: "any", false: "all"}[any]
		}
		return
	}
	out.Extension = append(out.Extension, extension{URL: ourWhen, String: i.When.String()})
	if said, ok := w.path(i, "When it is asked", i.When, repeated); ok {
		out.Extension = append(out.Extension, path(enableWhenPath, said))
	}
}

func (w *writing) enableWhen(f formula.Formula) (all []enableWhen, any, ok bool) {
	conditions, any, ok := f.Conditions()
	for _, c := range conditions {
		one, sayable := w.condition(c)
		ok = ok && sayable
		all = append(all, one)
	}
	return all, any, ok
}

func (w *writing) condition(c formula.Condition) (e enableWhen, ok bool) {
	asked, found := w.form.Item(c.Question)
	e = enableWhen{Question: c.Question, Operator: c.Op}
	switch v := c.Value.(type) {
	case bool:
		e.Boolean = &v
		return e, found && asked.Kind.Asks()
	case float64:
		n := numeral(v)
		if asked.Kind == form.Scale || asked.Whole {
			e.Integer = &n
			return e, v == float64(int(v))
		}
		e.Decimal = &n
		return e, asked.Kind == form.Number || asked.Kind == form.Calculation && w.kinds[asked.Name] == formula.Number
	case string:
		return e, w.said(&e, asked, v)
	}
	return e, false
}

// said is a condition that a question has an answer in words.
func (w *writing) said(e *enableWhen, asked form.Item, v string) bool {
	switch asked.Kind {
	case form.Single, form.Several:
		e.Coding = &coding{Code: v}
		_, known := asked.Choice(v)
		return known
	case form.Consent:
		yes := v == form.Yes
		e.Boolean = &yes
		return v == form.Yes || v == form.No
	case form.Date:
		_, err := dates.Parse(v)
		e.Date = v
		return err == nil
	case form.Text:
		e.String = &v
		return v != ""
	}
	return false
}

func (w *writing) rule(out *item, i form.Item, repeated bool) {
	if len(i.RuleWords) > 0 {
		out.Extension = append(out.Extension, extension{URL: ourRuleWords, String: i.RuleWords[w.form.Main()], StringIn: translated(w.form, i.RuleWords)})
	}
	if i.Rule.Empty() {
		return
	}
	out.Extension = append(out.Extension, extension{URL: ourRule, String: i.Rule.String()})
	said, ok := w.path(i, "The rule about its answer", i.Rule, repeated)
	if !ok {
		return
	}
	human := i.RuleWords[w.form.Main()]
	if human == "" {
		human = "Check this answer: it does not fit"
	}
	out.Extension = append(out.Extension, extension{URL: constraint, Extension: []extension{
		{URL: "key", String: strings.ReplaceAll(i.Name, "_", "-")}, {URL: "severity", Code: "error"},
		{URL: "expression", String: said + " or " + said + ".exists().not()"}, {URL: "human", String: human}}})
}

func (w *writing) own(out *item, i form.Item) {
	if i.MayDecline {
		out.Extension = append(out.Extension, flag(ourDecline))
		w.lose(i.Name, "For other programs: that people may say they would rather not answer")
	}
	if i.Identifies {
		out.Extension = append(out.Extension, flag(ourIdentifies))
		w.lose(i.Name, "For other programs: that the answer can tell who somebody is")
	}
}

func numeral(v float64) json.Number { return json.Number(strconv.FormatFloat(v, 'f', -1, 64)) }
