package questionnaire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// deepest is how far items may stand in one another.
const deepest = 20

// Read reads a Questionnaire. Lost is what is in it and not in the form. The
// error says in plain words why it is no Questionnaire.
func Read(body []byte) (f form.Form, lost []form.Lost, err error) {
	var q resource
	if err := decode(body, &q, "Questionnaire"); err != nil {
		return f, nil, err
	}
	r := &reading{main: q.Language, kinds: make(map[string]formula.Kind), names: make(map[string]string)}
	if r.main == "" {
		r.main = "en"
	}
	f.Languages = []string{r.main}
	for _, e := range q.Extension {
		switch e.URL {
		case ourLanguage:
			r.also(&f, e.Code)
		case ourThanks:
			f.Thanks = r.words(e.String, e.StringIn)
		default:
			r.lose("", "The extension %s", e.URL)
		}
	}
	f.Title, f.Intro = r.words(q.Title, q.TitleIn), r.words(q.Description, q.DescribeIn)
	r.members(body)
	f.Items = r.items(q.Item, 1)
	for _, language := range slices.Sorted(maps.Keys(r.languages)) {
		r.also(&f, language)
	}
	f.Items = r.conditions(f.Items)
	f, unfit := f.Fitted()
	return f, append(r.lost, unfit...), nil
}

// decode reads one resource of a type.
func decode(body []byte, into any, sort string) error {
	if len(body) > form.MostBytes {
		return form.NotRead("The file is larger than a %s can be", sort)
	}
	if nested(body) > deepest*8 {
		return form.NotRead("This %s has groups in groups too deeply to be read", sort)
	}
	var kind struct {
		Type string `json:"resourceType"`
	}
	if err := json.Unmarshal(body, &kind); err != nil || kind.Type != sort {
		return form.NotRead("This is no %s of FHIR in JSON. Choose another file", sort)
	}
	if err := json.Unmarshal(body, into); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return form.NotRead("This %s cannot be read: what stands at “%s” in it is not what FHIR R4 has there. Ask whoever made the file", sort, wrong.Field)
		}
		return form.NotRead("This %s cannot be read. Ask whoever made the file", sort)
	}
	return nil
}

// nested is how deep brackets stand in one another.
func nested(body []byte) (deep int) {
	depth, quoted := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deep = max(deep, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deep
}

type reading struct {
	main      string
	languages map[string]bool
	naming    form.Naming
	names     map[string]string // of items by linkId
	kinds     map[string]formula.Kind
	whens     map[string]item // items with enableWhen, by name
	count     int
	lost      []form.Lost
}

func (r *reading) lose(where, what string, values ...any) {
	r.lost = append(r.lost, form.Lost{Where: where, What: fmt.Sprintf(what, values...)})
}

func (r *reading) also(f *form.Form, language string) {
	if language != "" && !slices.Contains(f.Languages, language) {
		f.Languages = append(f.Languages, language)
	}
}

func (r *reading) words(said string, in *primitive) form.Words {
	w := words(r.main, said, in)
	for language := range w {
		if r.languages == nil {
			r.languages = make(map[string]bool)
		}
		r.languages[language] = true
	}
	return w
}

// known members of a Questionnaire and of its items; others are said.
var (
	knownOfAll  = []string{"resourceType", "id", "meta", "text", "extension", "url", "version", "name", "title", "_title", "status", "language", "description", "_description", "item"}
	knownOfItem = []string{"id", "extension", "linkId", "text", "_text", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly", "maxLength", "answerOption", "item"}
)

// members says which members of a Questionnaire are not read.
func (r *reading) members(body []byte) {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(body, &all) // it was read before
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(knownOfAll, name) {
			r.lose("", "%s of the Questionnaire", name)
		}
	}
}

// UnmarshalJSON reads an item and notes what we do not read of it.
func (i *item) UnmarshalJSON(body []byte) error {
	type plain item
	if err := json.Unmarshal(body, (*plain)(i)); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(knownOfItem, name) && !bytes.Equal(all[name], []byte("null")) {
			i.unknown = append(i.unknown, name)
		}
	}
	return nil
}

func (r *reading) items(items []item, depth int) (all []form.Item) {
	for _, in := range items {
		if r.count++; r.count > form.MostFileRows || depth > deepest {
			r.lose(in.LinkID, "It is left out: the form is too large or too deep")
			return all
		}
		i, ok := r.item(in, depth)
		if ok {
			all = append(all, i)
		}
		if !ok || i.Kind != form.Group && i.Kind != form.Repeat {
			all = append(all, r.beneath(in, ok, depth)...)
		}
	}
	return all
}

// beneath are the questions that stand in a question; here they stand after it.
func (r *reading) beneath(in item, kept bool, depth int) []form.Item {
	rest := slices.DeleteFunc(slices.Clone(in.Item), func(i item) bool { return kept && aside(i) })
	if len(rest) == 0 {
		return nil
	}
	r.lose(in.LinkID, "That questions stand in it: they stand after it")
	return r.items(rest, depth+1)
}

// aside says whether an item is words beside another.
func aside(i item) bool {
	return i.Type == "display" && slices.Contains([]string{"help", "lower", "upper"}, controlOf(i.Extension))
}

func (r *reading) item(in item, depth int) (i form.Item, ok bool) {
	name, changed := r.naming.Name(in.LinkID)
	if r.names[in.LinkID] == "" {
		r.names[in.LinkID] = name
	}
	if changed {
		r.lose(name, "Its linkId, %q", in.LinkID)
	}
	i = form.Item{Name: name, Label: r.words(in.Text, in.TextIn), Required: in.Required}
	for _, beside := range in.Item {
		said := r.words(beside.Text, beside.TextIn)
		switch {
		case !aside(beside):
		case controlOf(beside.Extension) == "help":
			i.Help = said
		case controlOf(beside.Extension) == "lower":
			i.Low = said
		default:
			i.High = said
		}
	}
	if !r.kind(&i, in, depth) {
		r.lose(name, "It is left out: we have no question of the type %q", in.Type)
		return i, false
	}
	if !i.Kind.Asks() {
		i.Required = false
	}
	r.extensions(&i, in)
	for _, member := range in.unknown {
		r.lose(name, "%s", member)
	}
	if len(in.EnableWhen) > 0 {
		if r.whens == nil {
			r.whens = make(map[string]item)
		}
		r.whens[name] = in
	}
	if gives := (form.Form{Items: []form.Item{i}}).Kinds()[name]; gives != "" {
		r.kinds[name] = gives
	}
	return i, true
}

func (r *reading) kind(i *form.Item, in item, depth int) bool {
	_, worked := find(in.Extension, ourWorth)
	_, alsoWorked := find(in.Extension, calculatedPath)
	if (worked || alsoWorked) && in.Type != "group" && in.Type != "display" {
		i.Kind = form.Calculation
		i.Worth = r.formula(i.Name, in, ourWorth)
		return true
	}
	switch in.Type {
	case "choice", "open-choice":
		r.choice(i, in)
	case "integer", "decimal":
		r.number(i, in)
	case "date":
		i.Kind = form.Date
	case "string", "text", "url":
		i.Kind, i.Long = form.Text, in.Type == "text"
		i.Min = r.bound(in, minLength)
		if in.MaxLength > 0 {
			most := float64(in.MaxLength)
			i.Max = &most
		}
	case "attachment":
		i.Kind = form.Photo
	case "display":
		i.Kind = form.Statement
	case "boolean":
		if i.Kind = form.Consent; !has(in.Extension, ourConsent) {
			i.Kind, i.Choices = form.Single, []form.Choice{{Code: form.Yes, Label: r.words("Yes", nil)}, {Code: form.No, Label: r.words("No", nil)}}
		}
	case "group":
		r.group(i, in, depth)
	default:
		return false
	}
	if in.Type == "open-choice" || in.Type == "url" {
		r.lose(i.Name, "That its type is %s", in.Type)
	}
	if in.Repeats && i.Kind != form.Several && i.Kind != form.Repeat {
		r.lose(i.Name, "That it can have more answers than one")
	}
	if in.ReadOnly {
		r.lose(i.Name, "That nobody can change it")
	}
	return true
}

func (r *reading) bound(in item, url string) *float64 {
	e, ok := find(in.Extension, url)
	if v, number := e.number(); ok && number {
		return &v
	}
	return nil
}

func (r *reading) choice(i *form.Item, in item) {
	if i.Kind = form.Single; in.Repeats {
		i.Kind, i.Min, i.Max = form.Several, r.bound(in, minOccurs), r.bound(in, maxOccurs)
	}
	for _, o := range in.AnswerOption {
		c := form.Choice{Code: o.String}
		switch {
		case o.Coding != nil:
			c.Code, c.Label = o.Coding.Code, r.words(o.Coding.Display, o.Coding.DisplayIn)
			if o.Coding.System != "" {
				r.lose(i.Name, "The code system of %s: %s", o.Coding.Code, o.Coding.System)
			}
		case o.Integer != nil:
			c.Code = o.Integer.String()
		case o.Date != "":
			c.Code = o.Date
		}
		if len(o.Extension) > 0 {
			r.lose(i.Name, "What the choice %s counts, and other extensions of it", c.Code)
		}
		if c.Label == nil {
			c.Label = r.words(c.Code, nil)
		}
		i.Choices = append(i.Choices, c)
	}
}

func (r *reading) number(i *form.Item, in item) {
	i.Kind, i.Whole, i.Min, i.Max = form.Number, in.Type == "integer", r.bound(in, minValue), r.bound(in, maxValue)
	if controlOf(in.Extension) == "slider" && i.Whole && i.Min != nil && i.Max != nil {
		i.Kind, i.Whole = form.Scale, false
	}
}

func (r *reading) group(i *form.Item, in item, depth int) {
	if i.Kind = form.Group; in.Repeats {
		i.Kind = form.Repeat
		if most := r.bound(in, maxOccurs); most != nil {
			i.Most = int(*most)
		}
	}
	i.Items = r.items(slices.DeleteFunc(slices.Clone(in.Item), aside), depth+1)
}

// extensions reads ours, and says which are not read.
func (r *reading) extensions(i *form.Item, in item) {
	i.MayDecline, i.Identifies = has(in.Extension, ourDecline) && i.Kind.Asks(), has(in.Extension, ourIdentifies)
	i.When, i.Rule = r.formula(i.Name, in, ourWhen), r.formula(i.Name, in, ourRule)
	if e, ok := find(in.Extension, ourRuleWords); ok {
		i.RuleWords = r.words(e.String, e.StringIn)
	}
	if e, ok := find(in.Extension, ourHelp); ok && i.Kind == form.Statement {
		i.Help = r.words(e.String, e.StringIn)
	}
	known := []string{ourHelp, ourDecline, ourIdentifies, ourConsent, ourWhen, ourRule, ourRuleWords, ourWorth}
	known = append(known, map[form.Kind][]string{form.Scale: {minValue, maxValue, itemControl, sliderStep}, form.Number: {minValue, maxValue}, form.Text: {minLength},
		form.Several: {minOccurs, maxOccurs}, form.Repeat: {maxOccurs}, form.Calculation: {hidden}}[i.Kind]...)
	for ours, theirs := range map[string]string{ourWhen: enableWhenPath, ourRule: constraint, ourWorth: calculatedPath} {
		if _, ok := find(in.Extension, ours); ok {
			known = append(known, theirs) // it says the same
		}
	}
	for _, e := range in.Extension {
		if !slices.Contains(known, e.URL) {
			said := e.URL
			if e.Expression != nil {
				said += ": " + e.Expression.Expression
			}
			r.lose(i.Name, "The extension %s", said)
		}
	}
}

func (r *reading) formula(name string, in item, url string) formula.Formula {
	e, _ := find(in.Extension, url)
	f, err := formula.Read(e.String)
	if err != nil {
		r.lose(name, "The formula %q: %s", e.String, err)
	}
	return f
}

// conditions reads enableWhen, once all questions have their names.
func (r *reading) conditions(items []form.Item) []form.Item {
	for n := range items {
		i := &items[n]
		if in, ok := r.whens[i.Name]; ok {
			i.When = formula.All(r.enableWhen(i.Name, in), i.When)
		}
		i.Items = r.conditions(i.Items)
	}
	return items
}

func (r *reading) enableWhen(name string, in item) formula.Formula {
	var all []formula.Condition
	for _, e := range in.EnableWhen {
		c := formula.Condition{Question: r.names[e.Question], Op: e.Operator}
		if c.Question == "" {
			r.lose(name, "That it depends on %q, which is no question here", e.Question)
			continue
		}
		if c.Value = e.value(); c.Value == nil || strings.Contains(fmt.Sprint(c.Value), "'") && strings.Contains(fmt.Sprint(c.Value), `"`) {
			r.lose(name, "That it depends on %s in a way that we do not read", c.Question)
			continue
		}
		if c.Op != "exists" {
			if yes, ok := c.Value.(bool); ok {
				c.Value = map[bool]string{true: form.Yes, false: form.No}[yes]
			}
		}
		all = append(all, c)
	}
	return formula.When(all, in.EnableBehavior == "any", r.kinds)
}

func (e enableWhen) value() any {
	number := func(n *json.Number) any {
		v, err := strconv.ParseFloat(n.String(), 64)
		if err != nil {
			return nil
		}
		return v
	}
	switch {
	case e.Operator == "exists" && e.Boolean == nil, !slices.Contains([]string{"exists", "=", "!=", "<", "<=", ">", ">="}, e.Operator):
		return nil
	case e.Boolean != nil:
		return *e.Boolean
	case e.Integer != nil:
		return number(e.Integer)
	case e.Decimal != nil:
		return number(e.Decimal)
	case e.Date != "":
		return e.Date
	case e.String != nil:
		return *e.String
	case e.Coding != nil:
		return e.Coding.Code
	}
	return nil
}
