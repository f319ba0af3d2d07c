package form

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"linkwork/internal/forms/formula"
)

// Problem is something that keeps a form from being published.
type Problem struct {
	Item  string // name of the item; "" for the form itself
	Field Field  // where it is put right; "" for what is put right elsewhere
	Words string
}

// Field is a part of a form or an item, named as its JSON names it.
type Field string

// The fields.
const (
	FieldTitle     Field = "title"
	FieldIntro     Field = "intro"
	FieldThanks    Field = "thanks"
	FieldLanguages Field = "languages"
	FieldName      Field = "name"
	FieldLabel     Field = "label"
	FieldHelp      Field = "help"
	FieldLow       Field = "low"
	FieldHigh      Field = "high"
	FieldChoices   Field = "choices"
	FieldMin       Field = "min"
	FieldMax       Field = "max"
	FieldMost      Field = "most"
	FieldWhen      Field = "when"
	FieldRule      Field = "rule"
	FieldRuleWords Field = "rule-words"
	FieldWorth     Field = "worth"
)

func (p Problem) String() string {
	if p.Item == "" {
		return p.Said()
	}
	return p.Item + ": " + p.Said()
}

// Said is the problem away from its field, where it has to be said which of the
// formulas of an item is meant.
func (p Problem) Said() string {
	if what := formulaWords[p.Field]; what != "" {
		return what + ": " + p.Words
	}
	return p.Words
}

var formulaWords = map[Field]string{FieldWhen: "asked when", FieldRule: "rule", FieldWorth: "worked out"}

// Check returns what keeps a form from being published, in the order of its
// items; none for one that is sound.
func (f Form) Check() []Problem {
	c := &checking{form: f, names: make(map[string]bool), known: make(map[string]formula.Kind)}
	if len(f.Languages) == 0 {
		c.say("", FieldLanguages, "Say which language it is in")
	}
	for i, l := range f.Languages {
		if !languageForm.MatchString(l) || slices.Contains(f.Languages[:i], l) {
			c.say("", FieldLanguages, "%q is no code of a language, like en or cy, or stands twice", l)
		}
	}
	c.words("", FieldTitle, "a title", f.Title, true)
	c.words("", FieldIntro, "the introduction", f.Intro, false)
	c.words("", FieldThanks, "the thanks", f.Thanks, false)
	c.items(f.Items, 1, false)
	if c.count > MostItems {
		c.say("", "", "A form has at most %d questions; this one has %d", MostItems, c.count)
	}
	if c.asks == 0 {
		c.say("", "", "Nothing is asked")
	}
	return c.problems
}

type checking struct {
	form        Form
	names       map[string]bool
	known       map[string]formula.Kind // of what comes before
	count, asks int
	problems    []Problem
}

func (c *checking) say(item string, field Field, format string, values ...any) {
	c.problems = append(c.problems, Problem{item, field, fmt.Sprintf(format, values...)})
}

// words checks a text: there in the main language, and no longer than it may be.
func (c *checking) words(item string, field Field, what string, w Words, needed bool) {
	if needed && w[c.form.Main()] == "" {
		c.say(item, field, "Write %s in the main language", what)
	}
	for _, language := range slices.Sorted(maps.Keys(w)) {
		text := w[language]
		if text != "" && !slices.Contains(c.form.Languages, language) {
			c.say(item, field, "%q is not a language of this form", language)
		}
		if utf8.RuneCountInString(text) > longest {
			c.say(item, field, "Use %d characters or fewer for %s", longest, what)
		}
	}
}

func (c *checking) items(items []Item, depth int, repeated bool) {
	if depth > deepest {
		c.say("", "", "Groups stand in one another more than %d deep", deepest)
		return
	}
	for _, i := range items {
		if c.count++; c.count > MostItems {
			return
		}
		if i.Kind.Asks() {
			c.asks++
		}
		c.item(i, depth, repeated)
	}
}

func (c *checking) item(i Item, depth int, repeated bool) {
	switch {
	case !nameForm.MatchString(i.Name):
		c.say(i.Name, FieldName, "A name has small letters, digits and _ and begins with a letter: %q", i.Name)
	case reserved(i.Name):
		c.say(i.Name, FieldName, "%q means something in formulas; choose another name", i.Name)
	case c.names[i.Name]:
		c.say(i.Name, FieldName, "Two items are called %q", i.Name)
	}
	c.names[i.Name] = true
	if kindWords[i.Kind] == "" {
		c.say(i.Name, "", "There is no kind of question called %q", i.Kind)
		return
	}
	c.words(i.Name, FieldLabel, "what is asked", i.Label, i.Kind != Calculation && !i.Kind.holds())
	c.words(i.Name, FieldHelp, "the help", i.Help, false)
	c.words(i.Name, FieldLow, "the words at an end", i.Low, false)
	c.words(i.Name, FieldHigh, "the words at the other end", i.High, false)
	c.words(i.Name, FieldRuleWords, "what to do", i.RuleWords, false)
	c.formula(i.Name, FieldWhen, i.When, c.known, formula.Truth)
	c.shape(i)
	switch i.Kind {
	case Group:
		c.items(i.Items, depth+1, repeated)
	case Repeat:
		c.repeat(i, depth, repeated)
	default:
		c.leaf(i)
	}
}

func reserved(name string) bool {
	return slices.Contains([]string{"and", "or", "not", "mod", "div", "true", "false"}, name)
}

// leaf checks what an item says to formulas, and lets those after it know.
func (c *checking) leaf(i Item) {
	own := map[string]formula.Kind{}
	for name, kind := range c.known {
		own[name] = kind
	}
	if i.Kind == Calculation {
		if i.Worth.Empty() {
			c.say(i.Name, FieldWorth, "Say how it is worked out")
			return
		}
		kind, err := i.Worth.KindOf(c.known)
		if err != nil {
			c.say(i.Name, FieldWorth, "%s", err)
			return
		}
		c.known[i.Name] = kind
		return
	}
	if gives := i.gives(); gives != "" {
		own[i.Name], c.known[i.Name] = gives, gives
	}
	c.formula(i.Name, FieldRule, i.Rule, own, formula.Truth)
}

// repeat checks a group that repeats: within, its questions are known one by
// one; after it, numbers are known as lists.
func (c *checking) repeat(i Item, depth int, repeated bool) {
	if repeated {
		c.say(i.Name, "", "A group that repeats cannot stand in another")
	}
	if i.Most < 0 || i.Most > mostRows {
		c.say(i.Name, FieldMost, "It can repeat up to %d times", mostRows)
	}
	outside := c.known
	c.known = map[string]formula.Kind{}
	for name, kind := range outside {
		c.known[name] = kind
	}
	c.items(i.Items, depth+1, true)
	for name, kind := range c.known {
		if _, before := outside[name]; !before && kind == formula.Number {
			outside[name] = formula.List
		}
	}
	c.known = outside
	c.known[i.Name] = formula.List
}

func (c *checking) formula(item string, field Field, f formula.Formula, questions map[string]formula.Kind, want formula.Kind) {
	if err := f.Check(questions, want); err != nil {
		c.say(item, field, "%s", err)
		return
	}
	c.codes(item, field, f)
}

// codes finds choices that a formula names and its question does not have: such a
// comparison is never true, which nobody would notice.
func (c *checking) codes(item string, field Field, f formula.Formula) {
	for _, name := range f.Names() {
		question, _ := c.form.Item(name)
		for _, code := range f.Codes(name) {
			_, there := question.Choice(code)
			if question.Kind == Consent {
				there = code == Yes || code == No
			}
			if !there && (question.Kind == Single || question.Kind == Several || question.Kind == Consent) {
				c.say(item, field, "%q is no choice of %s", code, name)
			}
		}
	}
}

// shape checks what belongs to a kind, and that nothing of another stands there.
func (c *checking) shape(i Item) {
	if i.Kind.holds() != (len(i.Items) > 0) {
		if i.Kind.holds() {
			c.say(i.Name, "", "A group has questions in it")
		} else {
			c.say(i.Name, "", "Only groups have questions in them")
		}
	}
	if chooses := i.Kind == Single || i.Kind == Several; chooses != (len(i.Choices) > 0) {
		if chooses {
			c.say(i.Name, FieldChoices, "Give choices")
		} else {
			c.say(i.Name, FieldChoices, "Only questions with choices have choices")
		}
	}
	if !i.Kind.Asks() && (i.Required || i.MayDecline) {
		c.say(i.Name, "", "Nobody answers this, so it cannot be required")
	}
	c.choices(i)
	c.bounds(i)
}

func (c *checking) choices(i Item) {
	if len(i.Choices) > mostChoices {
		c.say(i.Name, FieldChoices, "A question has at most %d choices", mostChoices)
		return
	}
	codes, labels := make(map[string]bool), make(map[string]bool)
	for _, choice := range i.Choices {
		words := choice.Label[c.form.Main()]
		switch {
		case !codeForm.MatchString(choice.Code):
			c.say(i.Name, FieldChoices, "A choice has letters, digits, _ and - as its code: %q", choice.Code)
		case codes[choice.Code]:
			c.say(i.Name, FieldChoices, "Two choices have the code %q", choice.Code)
		case words != "" && labels[words]:
			c.say(i.Name, FieldChoices, "Two choices say %q: nobody can tell which to take", words)
		}
		codes[choice.Code], labels[words] = true, true
		c.words(i.Name, FieldChoices, "choice "+choice.Code, choice.Label, true)
	}
}

func (c *checking) bounds(i Item) {
	crossed := i.Min != nil && i.Max != nil && *i.Min > *i.Max
	switch {
	case crossed && i.Kind == Scale:
		c.say(i.Name, FieldMin, "The lowest number is more than the highest")
	case crossed:
		c.say(i.Name, FieldMin, "The least is more than the most")
	case i.Kind != Scale:
	case i.Min == nil:
		c.say(i.Name, FieldMin, "Enter the lowest number of the scale")
	case i.Max == nil:
		c.say(i.Name, FieldMax, "Enter the highest number of the scale")
	case *i.Min == *i.Max:
		c.say(i.Name, FieldMax, "The highest number of a scale is more than the lowest")
	case *i.Min != float64(int(*i.Min)) || *i.Max != float64(int(*i.Max)) || *i.Max-*i.Min >= mostOnScale:
		c.say(i.Name, FieldMin, "A scale goes in whole steps, at most %d of them", mostOnScale)
	}
}
