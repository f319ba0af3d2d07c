package form

import (
	"fmt"
	"maps"
	"regexp"
	"strings"

	"linkwork/internal/forms/formula"
)

// The limits of a file with a form in it.
const (
	MostBytes    = 8 << 20
	MostFileRows = 20 * MostItems // of a sheet
)

// Kinds are what formulas make of the items of a form, by name; those of a
// repeat as they are within a row.
func (f Form) Kinds() map[string]formula.Kind {
	known := make(map[string]formula.Kind)
	for i := range f.All() {
		if i.Kind == Calculation {
			if kind, err := i.Worth.KindOf(known); err == nil {
				known[i.Name] = kind
			}
		} else if gives := i.gives(); gives != "" {
			known[i.Name] = gives
		}
	}
	return known
}

// Fitted is a form that was read from another program, with its formulas as
// they are said here. A formula that makes no sense here is taken away, and a
// calculation with it; Lost says so.
func (f Form) Fitted() (Form, []Lost) {
	c := &fitting{known: make(map[string]formula.Kind)}
	f.Items = c.items(f.Items)
	return f, c.lost
}

type fitting struct {
	known map[string]formula.Kind
	lost  []Lost
}

func (c *fitting) items(items []Item) (kept []Item) {
	for _, i := range items {
		i.When = c.formula(i, "When it is asked", i.When)
		switch i.Kind {
		case Group:
			i.Items = c.items(i.Items)
		case Repeat:
			c.repeat(&i)
		case Calculation:
			if !c.calculation(&i) {
				continue
			}
		default:
			if gives := i.gives(); gives != "" {
				c.known[i.Name] = gives
			}
			i.Rule = c.formula(i, "The rule about its answer", i.Rule)
		}
		kept = append(kept, i)
	}
	return kept
}

func (c *fitting) repeat(i *Item) {
	outside := maps.Clone(c.known)
	i.Items = c.items(i.Items)
	for name, kind := range c.known {
		if _, before := outside[name]; !before && kind == formula.Number {
			outside[name] = formula.List
		}
	}
	c.known = outside
	c.known[i.Name] = formula.List
}

func (c *fitting) calculation(i *Item) bool {
	i.Worth = i.Worth.Fitted(c.known)
	kind, err := i.Worth.KindOf(c.known)
	if i.Worth.Empty() || err != nil {
		c.lost = append(c.lost, Lost{i.Name, fmt.Sprintf("It cannot be worked out here and is left out. %v", err)})
		return false
	}
	c.known[i.Name] = kind
	return true
}

func (c *fitting) formula(i Item, what string, f formula.Formula) formula.Formula {
	fitted := f.Fitted(c.known)
	if err := fitted.Check(c.known, formula.Truth); err != nil {
		c.lost = append(c.lost, Lost{i.Name, fmt.Sprintf("%s, %s, makes no sense here: %s", what, f, err)})
		return formula.Formula{}
	}
	return fitted
}

// Naming gives items from other programs names that they can have here.
type Naming struct {
	taken map[string]bool
	again map[string]int    // how often a name was wanted
	names map[string]string // ours by theirs
}

var unnameable = regexp.MustCompile(`[^a-z0-9_]+`)

// Name is a name for what another program calls so; changed says that it is
// another.
func (n *Naming) Name(theirs string) (ours string, changed bool) {
	if n.taken == nil {
		n.taken, n.again, n.names = make(map[string]bool), make(map[string]int), make(map[string]string)
	}
	base := theirs
	if !nameForm.MatchString(base) || reserved(base) {
		base = strings.Trim(unnameable.ReplaceAllString(strings.ToLower(theirs), "_"), "_")
		base = base[:min(len(base), 50)]
	}
	if !nameForm.MatchString(base) || reserved(base) {
		base = "q_" + base
	}
	for ours = base; n.taken[ours]; ours = fmt.Sprintf("%.50s_%d", base, n.again[base]+1) {
		n.again[base]++
	}
	n.taken[ours] = true
	if _, before := n.names[theirs]; !before {
		n.names[theirs] = ours // of two with one name formulas mean the first
	}
	return ours, ours != theirs
}

// Renamed is a form whose formulas speak of the names as they are now.
func (n *Naming) Renamed(items []Item) []Item {
	all := make([]Item, len(items))
	for at, i := range items {
		i.When, i.Rule, i.Worth = i.When.Renamed(n.names), i.Rule.Renamed(n.names), i.Worth.Renamed(n.names)
		if i.Items != nil {
			i.Items = n.Renamed(i.Items)
		}
		all[at] = i
	}
	return all
}

// Take reads an answer that came from another program, as Filling.Take does
// from a page. The error is a Fault.
func (i Item) Take(given Given) (Answer, error) { return i.answer(given, "") }
