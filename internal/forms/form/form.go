package form

import (
	"iter"
	"regexp"
	"slices"

	"linkwork/internal/forms/formula"
)

// Kind is what a question asks for.
type Kind string

// The kinds of question, and what stands between questions.
const (
	Single      Kind = "single"  // one of the choices
	Several     Kind = "several" // any of the choices
	Number      Kind = "number"
	Scale       Kind = "scale" // a whole number between two ends with words
	Date        Kind = "date"
	Text        Kind = "text"
	Photo       Kind = "photo"
	Statement   Kind = "statement" // words to read
	Consent     Kind = "consent"   // a clause to say yes or no to
	Calculation Kind = "calculation"
	Group       Kind = "group"
	Repeat      Kind = "repeat" // a group that is asked again and again
)

var kindWords = map[Kind]string{Single: "One choice", Several: "Several choices", Number: "Number", Scale: "Scale", Date: "Date", Text: "Words", Photo: "Photograph",
	Statement: "Words to read", Consent: "Consent clause", Calculation: "Worked out", Group: "Group", Repeat: "Group that repeats"}

// Kinds are all kinds in the order in which a builder offers them.
var Kinds = []Kind{Single, Several, Scale, Number, Date, Text, Photo, Consent, Statement, Group, Repeat, Calculation}

// Words says a kind.
func (k Kind) Words() string { return kindWords[k] }

// Asks says whether a kind is answered by whoever fills the form in.
func (k Kind) Asks() bool {
	switch k {
	case Statement, Calculation, Group, Repeat:
		return false
	}
	return true
}

// holds says whether a kind has questions in it.
func (k Kind) holds() bool { return k == Group || k == Repeat }

// Words are a text in one or more languages, by code: en, cy, pl.
type Words map[string]string

// Say makes words in one language.
func Say(language, words string) Words { return Words{language: words} }

// In is the text in a language, or in the main one where it is not translated.
func (w Words) In(language, main string) string {
	if words := w[language]; words != "" {
		return words
	}
	return w[main]
}

// Choice is one of the answers to choose from.
type Choice struct {
	Code  string `json:"code"`
	Label Words  `json:"label"`
}

// Item is a question, or what stands between questions.
type Item struct {
	Name  string `json:"name"`
	Kind  Kind   `json:"kind"`
	Label Words  `json:"label,omitempty"`
	Help  Words  `json:"help,omitempty"`
	// Required asks for an answer before the form is finished; a consent clause
	// that is required needs a yes. MayDecline offers "I would rather not say".
	Required   bool `json:"required,omitempty"`
	MayDecline bool `json:"may_decline,omitempty"`
	// Identifies says that an answer can tell who somebody is, so extracts leave
	// it out.
	Identifies bool `json:"identifies,omitempty"`

	Choices []Choice `json:"choices,omitempty"` // of Single and Several
	Min     *float64 `json:"min,omitempty"`     // of Number, Scale; most or least choices of Several; characters of Text
	Max     *float64 `json:"max,omitempty"`
	Whole   bool     `json:"whole,omitempty"` // of Number
	Low     Words    `json:"low,omitempty"`   // at the ends of a Scale
	High    Words    `json:"high,omitempty"`
	Long    bool     `json:"long,omitempty"` // Text on several lines

	When      formula.Formula `json:"when,omitzero"`        // asked only where this is true
	Rule      formula.Formula `json:"rule,omitzero"`        // an answer is refused where this is false
	RuleWords Words           `json:"rule_words,omitempty"` // what to do then
	Worth     formula.Formula `json:"worth,omitzero"`       // of Calculation

	Items []Item `json:"items,omitempty"` // of Group and Repeat
	Most  int    `json:"most,omitempty"`  // rows of a Repeat; 0 for 20
}

// Form is a form as a document.
type Form struct {
	Title     Words    `json:"title"`
	Intro     Words    `json:"intro,omitempty"` // who asks, how long it takes, who sees the answers
	Thanks    Words    `json:"thanks,omitempty"`
	Languages []string `json:"languages"` // the main one first
	Items     []Item   `json:"items"`
}

// Main is the language that everything is said in.
func (f Form) Main() string {
	if len(f.Languages) == 0 {
		return "en"
	}
	return f.Languages[0]
}

// In is words of the form in a language.
func (f Form) In(w Words, language string) string { return w.In(language, f.Main()) }

// All are the items in the order of the form, those in groups after their group.
func (f Form) All() iter.Seq[Item] {
	return func(yield func(Item) bool) { each(f.Items, yield) }
}

func each(items []Item, yield func(Item) bool) bool {
	for _, i := range items {
		if !yield(i) || !each(i.Items, yield) {
			return false
		}
	}
	return true
}

// Item is the one with a name.
func (f Form) Item(name string) (Item, bool) {
	for i := range f.All() {
		if i.Name == name {
			return i, true
		}
	}
	return Item{}, false
}

// Choice is the choice with a code.
func (i Item) Choice(code string) (Choice, bool) {
	at := slices.IndexFunc(i.Choices, func(c Choice) bool { return c.Code == code })
	if at < 0 {
		return Choice{}, false
	}
	return i.Choices[at], true
}

// MostRows is how many rows a repeat can have.
func (i Item) MostRows() int {
	if i.Most > 0 {
		return i.Most
	}
	return usualRows
}

// gives is what formulas make of an item outside of a repeat.
func (i Item) gives() formula.Kind {
	switch i.Kind {
	case Single, Consent:
		return formula.Code
	case Several:
		return formula.Set
	case Number, Scale:
		return formula.Number
	case Date:
		return formula.Date
	case Text:
		return formula.Text
	case Photo:
		return formula.File
	case Repeat:
		return formula.List
	}
	return ""
}

// The limits of a form.
const (
	MostItems   = 500
	mostChoices = 300
	mostRows    = 50
	usualRows   = 20
	deepest     = 4
	longest     = 4000 // characters of any text
	// MostCharacters is the longest answer in words.
	MostCharacters = 10000
	mostOnScale    = 101
)

var (
	nameForm     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)
	codeForm     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$`)
)
