package sampling

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dimension is something that people are to vary by.
type Dimension struct {
	Name   string // in data: "employer"
	Label  string // on pages: "Employer"
	Values []Value
}

// Value is one value of a dimension. They stand in the order of the dimension.
type Value struct {
	Name  string // in data: "council"
	Label string // on pages: "Council"
	Who   string // after "nobody" or "the only one": "from a council"; "" for words made from the labels
}

// Unknown is the value of a dimension that is not known of somebody.
const Unknown = ""

// Trait is one value of one dimension, by their names.
type Trait struct{ Dimension, Value string }

// Wanted is how many people are wanted who have all of some traits: one trait
// for a margin of the grid, two of different dimensions for a cell.
type Wanted struct {
	Of []Trait
	N  int // 1 or more
}

// Each wants n for every value of a dimension, or every cell of several.
func Each(n int, dimensions ...Dimension) []Wanted {
	wanted := []Wanted{{N: n}}
	for _, d := range dimensions {
		var longer []Wanted
		for _, w := range wanted {
			for _, v := range d.Values {
				longer = append(longer, Wanted{append(slices.Clone(w.Of), Trait{d.Name, v.Name}), n})
			}
		}
		wanted = longer
	}
	return wanted
}

// Frame is what a study wants of its interviewees.
type Frame struct {
	Dimensions []Dimension
	Wanted     []Wanted
	About      int // how many in all; no suggestion goes beyond it
}

// mostValues is what a dimension may have; more are no grid for people.
const mostValues = 100

// check says in plain words what keeps a frame from being used.
func (f Frame) check() error {
	if f.About < 1 {
		return fmt.Errorf("say about how many people are wanted in all")
	}
	if len(f.Dimensions) == 0 {
		return fmt.Errorf("choose something that people are to vary by")
	}
	for i, d := range f.Dimensions {
		if f.dimension(d.Name) != i {
			return fmt.Errorf("%s is there twice", d.Label)
		}
		if len(d.Values) == 0 || len(d.Values) > mostValues {
			return fmt.Errorf("%s needs between 1 and %d values", d.Label, mostValues)
		}
		for j, v := range d.Values {
			if v.Name == Unknown || d.value(v.Name) != j {
				return fmt.Errorf("each value of %s needs a name of its own", d.Label)
			}
		}
	}
	return f.checkWanted()
}

func (f Frame) checkWanted() error {
	seen := make(map[string]bool)
	for _, w := range f.Wanted {
		k, err := f.kind(w.Of)
		if err != nil {
			return err
		}
		key := fmt.Sprint(k)
		switch {
		case len(k) == 0:
			return fmt.Errorf("say of whom %d are wanted", w.N)
		case slices.ContainsFunc(k, f.unknown):
			return fmt.Errorf("nobody can be wanted for what is not known of them")
		case w.N < 1:
			return fmt.Errorf("leave out of whom nobody is wanted: %s", f.who(k))
		case seen[key]:
			return fmt.Errorf("how many are wanted %s is said twice", f.who(k))
		}
		seen[key] = true
	}
	return nil
}

func (f Frame) dimension(name string) int {
	return slices.IndexFunc(f.Dimensions, func(d Dimension) bool { return d.Name == name })
}

func (d Dimension) value(name string) int {
	return slices.IndexFunc(d.Values, func(v Value) bool { return v.Name == name })
}

// kind are traits by their places in the frame, in its order.
type kind []place

// place is that of a value; after the last value is what is not known.
type place struct{ dimension, value int }

func (f Frame) unknown(p place) bool { return p.value == len(f.Dimensions[p.dimension].Values) }

// kind finds traits in the frame.
func (f Frame) kind(traits []Trait) (k kind, err error) {
	for _, t := range traits {
		i := f.dimension(t.Dimension)
		if i < 0 {
			return nil, fmt.Errorf("people do not vary by “%s” here", t.Dimension)
		}
		d := f.Dimensions[i]
		value := d.value(t.Value)
		if t.Value == Unknown {
			value = len(d.Values)
		}
		if value < 0 {
			return nil, fmt.Errorf("“%s” is no value of %s", t.Value, d.Label)
		}
		if slices.ContainsFunc(k, func(other place) bool { return other.dimension == i }) {
			return nil, fmt.Errorf("nobody has two values of %s", d.Label)
		}
		k = append(k, place{i, value})
	}
	slices.SortFunc(k, func(a, b place) int { return a.dimension - b.dimension })
	return k, nil
}

// who is a kind in words that go on after "nobody": "from a council in the
// North East".
func (f Frame) who(k kind) string {
	var words []string
	for _, p := range k {
		words = append(words, f.Dimensions[p.dimension].who(p.value))
	}
	return strings.Join(words, " ")
}

func (d Dimension) who(value int) string {
	label := d.Label
	if second := []rune(label); len(second) > 1 && unicode.IsLower(second[1]) { // "GP practice" stays
		label = changed(label, unicode.ToLower)
	}
	if value == len(d.Values) {
		return "whose " + label + " is not known"
	}
	if who := d.Values[value].Who; who != "" {
		return who
	}
	return "with " + label + " “" + d.Values[value].Label + "”"
}

// changed is a text with its first letter changed.
func changed(text string, to func(rune) rune) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(to(first)) + text[size:]
}
