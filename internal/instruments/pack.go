package instruments

import (
	"fmt"
	"slices"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
)

// Class says what of an instrument is here.
type Class string

// The classes.
const (
	WithWording Class = "wording"   // may be given on: questions and scoring
	Structure   Class = "structure" // scoring only; an area loads the wording
	TotalsOnly  Class = "totals"    // neither: totals are typed in
)

// Pack is an instrument as data.
type Pack struct {
	ID      string   `json:"id"`
	Version int      `json:"version"`
	Name    string   `json:"name"`
	About   string   `json:"about"`
	Class   Class    `json:"class"`
	Licence Licence  `json:"licence"`
	Minutes int      `json:"minutes"` // to answer
	For     string   `json:"for"`     // people | workers
	Sources []string `json:"sources"`
	// Unverified are facts in this pack that we have not seen in their source.
	Unverified []string `json:"unverified,omitempty"`
	// NeedsReader says that somebody must read answers on the same day.
	NeedsReader bool `json:"needs_reader,omitempty"`

	Lead      string              `json:"lead,omitempty"`    // words before the questions
	Answers   map[string][]Option `json:"answers,omitempty"` // sets of answers that questions share
	Questions []Question          `json:"questions,omitempty"`
	Scales    []Scale             `json:"scales"`
	Worrying  []Worry             `json:"worrying,omitempty"`

	// Profile is the name of the five digits that are typed in, "" for none.
	Profile string `json:"profile,omitempty"`
	// ValueSet is the one that the area chose; nil for none.
	ValueSet *ValueSet `json:"-"`
}

// Licence is who may use an instrument.
type Licence struct {
	Words string `json:"words"` // the line to show under it
	Owner string `json:"owner"`
	Ask   string `json:"ask,omitempty"` // whom to ask, where a permission is needed
}

// Option is an answer to choose and what it counts.
type Option struct {
	Code   string  `json:"code"`
	Words  string  `json:"words,omitempty"`
	Points float64 `json:"points"`
}

// Question is one item.
type Question struct {
	Name     string  `json:"name"`
	Words    string  `json:"words,omitempty"`
	Short    string  `json:"short,omitempty"`   // for charts and tables
	Answers  string  `json:"answers,omitempty"` // name of a set; or a scale:
	From     float64 `json:"from,omitempty"`
	To       float64 `json:"to,omitempty"`
	Low      string  `json:"low,omitempty"` // words at the ends
	High     string  `json:"high,omitempty"`
	Own      bool    `json:"own,omitempty"` // the person's own words come with it, as in MYCaW
	Optional bool    `json:"optional,omitempty"`
}

// How is how a scale is made of its items.
type How string

// The ways.
const (
	Item   How = "item" // the one item itself
	Sum    How = "sum"
	Mean   How = "mean"
	Lookup How = "lookup" // the sum, in a table
	Typed  How = "typed"  // typed in
	Digit  How = "digit"  // the level of a dimension in the profile, by the scale's id
	Valued How = "valued" // the profile's index, by the area's value set
)

// Better is the direction in which a scale is better for the person.
type Better string

// The directions; none is neither.
const (
	Higher Better = "higher"
	Lower  Better = "lower"
)

// Scale is a score.
type Scale struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	How     How      `json:"how"`
	Items   []string `json:"items,omitempty"`
	Reverse []string `json:"reverse,omitempty"` // items that count the other way round
	// Needs is how many items must be answered; 0 for all. With fewer than all,
	// a mean is that of those answered; a sum is of those answered too and is
	// allowed only where the instrument's own rule says so.
	Needs  int                `json:"needs,omitempty"`
	Table  map[string]float64 `json:"table,omitempty"` // of Lookup, by the sum
	Min    float64            `json:"min"`
	Max    float64            `json:"max"`
	Better Better             `json:"better,omitempty"`
	Bands  []Band             `json:"bands,omitempty"` // in order, the first from Min
	Change []Threshold        `json:"change,omitempty"`
	Main   bool               `json:"main,omitempty"` // the one to show first
}

// Band is a range of scores with a name.
type Band struct {
	From  float64 `json:"from"` // up to the next band
	Words string  `json:"words"`
}

// Threshold is the least change that means something, and in what sense.
type Threshold struct {
	Kind   string  `json:"kind"` // reliable | important | case
	Points float64 `json:"points"`
	Source string  `json:"source"`
}

// Kinds of threshold.
const (
	Reliable  = "reliable"  // more than the noise of the instrument
	Important = "important" // the least that people notice
	Case      = "case"      // a score from which NHS talking therapies count somebody in
)

// Worry is what somebody must look at on the same day.
type Worry struct {
	When  formula.Formula `json:"when"`  // of the points of items and the values of scales, by their names
	Words string          `json:"words"` // for staff
}

// question is the one with a name.
func (p Pack) question(name string) (Question, bool) {
	i := slices.IndexFunc(p.Questions, func(q Question) bool { return q.Name == name })
	if i < 0 {
		return Question{}, false
	}
	return p.Questions[i], true
}

// Scale is the one with an id.
func (p Pack) Scale(id string) (Scale, bool) {
	i := slices.IndexFunc(p.Scales, func(s Scale) bool { return s.ID == id })
	if i < 0 {
		return Scale{}, false
	}
	return p.Scales[i], true
}

// Main is the scale to show first.
func (p Pack) Main() Scale {
	for _, s := range p.Scales {
		if s.Main {
			return s
		}
	}
	return p.Scales[0]
}

// HasWording says whether its questions can be asked.
func (p Pack) HasWording() bool {
	if len(p.Questions) == 0 {
		return false
	}
	for _, q := range p.Questions {
		if q.Words == "" {
			return false
		}
		for _, o := range p.Answers[q.Answers] {
			if o.Words == "" {
				return false
			}
		}
	}
	return true
}

// Form is the instrument as a form that is asked, or, of totals, typed in.
// Everything may be left unsaid. The error says that there is no wording.
func (p Pack) Form() (f form.Form, err error) {
	if p.Class == TotalsOnly {
		return p.totals(), nil
	}
	if !p.HasWording() {
		return f, fmt.Errorf("instruments: the wording of %s is not here", p.Name)
	}
	const language = "en"
	f = form.Form{Title: form.Say(language, p.Name), Languages: []string{language}}
	if p.Lead != "" {
		f.Intro = form.Say(language, p.Lead)
	}
	for _, q := range p.Questions {
		if q.Own {
			f.Items = append(f.Items, form.Item{Name: q.Name + "_words", Kind: form.Text, Label: form.Say(language, q.Words), MayDecline: true, Required: !q.Optional})
		}
		f.Items = append(f.Items, p.item(q, language))
	}
	return f, nil
}

// totals asks for what somebody's own licensed copy gave; the scale to show
// first is needed.
func (p Pack) totals() form.Form {
	const language = "en"
	f := form.Form{Title: form.Say(language, p.Name), Languages: []string{language}}
	if p.Profile != "" {
		f.Items = append(f.Items, form.Item{Name: p.Profile, Kind: form.Text, Label: form.Say(language, "Profile: five digits from 1 to 5, such as 21321"), MayDecline: true, Required: true})
	}
	for _, s := range p.Scales {
		if s.How != Typed {
			continue
		}
		f.Items = append(f.Items, form.Item{Name: s.ID, Kind: form.Number, Label: form.Say(language, s.Name), Min: &s.Min, Max: &s.Max, Required: s.Main, MayDecline: s.Main && p.Profile != ""})
	}
	return f
}

func (p Pack) item(q Question, language string) form.Item {
	i := form.Item{Name: q.Name, Label: form.Say(language, q.Words), Required: !q.Optional, MayDecline: true}
	if q.Own {
		i.Label = form.Say(language, "How much does this bother you?")
	}
	if options := p.Answers[q.Answers]; len(options) > 0 {
		i.Kind = form.Single
		for _, o := range options {
			i.Choices = append(i.Choices, form.Choice{Code: o.Code, Label: form.Say(language, o.Words)})
		}
		return i
	}
	i.Kind, i.Min, i.Max = form.Scale, &q.From, &q.To
	i.Low, i.High = form.Say(language, q.Low), form.Say(language, q.High)
	return i
}
