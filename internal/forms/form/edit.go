package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkwork/internal/forms/formula"
)

// Refusal says why a form was not changed as wanted, in words for whoever makes
// it.
type Refusal struct{ Words string }

func (r Refusal) Error() string { return r.Words }

func refused(format string, values ...any) error { return Refusal{fmt.Sprintf(format, values...)} }

// The edits of a form. Each gives a new form and leaves the old one as it was;
// the error is a Refusal. Names stay unique, and what a formula speaks of stays.

// AddAfter adds an item after another, or at the end of the form for "".
func (f Form) AddAfter(name string, i Item) (Form, error) {
	at := path{len(f.Items) - 1}
	if name != "" {
		var ok bool
		if at, ok = f.find(name); !ok {
			return f, notThere(name)
		}
	}
	return f.add(at.plus(1), i)
}

// AddIn adds an item at the end of a group.
func (f Form) AddIn(group string, i Item) (Form, error) {
	at, ok := f.find(group)
	in, _ := f.Item(group)
	if !ok || !in.Kind.holds() {
		return f, refused("There is no group called “%s”", group)
	}
	return f.add(append(at, len(in.Items)), i)
}

func (f Form) add(at path, i Item) (Form, error) {
	for added := range (Form{Items: []Item{i}}).All() {
		if _, taken := f.Item(added.Name); taken {
			return f, takenName(added.Name)
		}
	}
	f.Items = put(f.Items, at, i)
	return f, nil
}

// Change puts an item in the place of another, whose questions it keeps if it is
// a group. Another name is refused where a formula speaks of the old one.
func (f Form) Change(name string, i Item) (Form, error) {
	at, ok := f.find(name)
	if !ok {
		return f, notThere(name)
	}
	if i.Name != name {
		if _, taken := f.Item(i.Name); taken {
			return f, takenName(i.Name)
		}
		if by := f.speakers(map[string]bool{name: true}, map[string]bool{name: true}); len(by) > 0 {
			return f, refused("Keep the name “%s”: the formula of %s uses it", name, quotedList(by))
		}
	}
	old, _ := f.Item(name)
	if i.Items = nil; i.Kind.holds() {
		i.Items = old.Items
	}
	f.Items = put(cut(f.Items, at), at, i)
	return f, nil
}

// Up moves an item to before the one above it. A question steps into a group that
// stands above, and out of one at whose beginning it stands; a group passes the
// others. At the very beginning nothing moves.
func (f Form) Up(name string) (Form, error) {
	at, ok := f.find(name)
	if !ok {
		return f, notThere(name)
	}
	i, _ := f.Item(name)
	last := len(at) - 1
	switch {
	case at[last] > 0:
		to := at.plus(-1)
		if above := f.at(to); above.Kind.holds() && !i.Kind.holds() {
			to = append(to, len(above.Items))
		}
		return f.move(at, to, i), nil
	case last > 0 && !i.Kind.holds():
		return f.move(at, at[:last], i), nil
	}
	return f, nil
}

// Down is Up the other way: what one did the other takes back.
func (f Form) Down(name string) (Form, error) {
	at, ok := f.find(name)
	if !ok {
		return f, notThere(name)
	}
	i, _ := f.Item(name)
	last := len(at) - 1
	switch below := at.plus(1); {
	case at[last] < len(f.beside(at))-1:
		to := below
		if f.at(below).Kind.holds() && !i.Kind.holds() {
			to = append(at.plus(0), 0) // the group takes its place once it is out
		}
		return f.move(at, to, i), nil
	case last > 0 && !i.Kind.holds():
		return f.move(at, at[:last].plus(1), i), nil
	}
	return f, nil
}

// move takes an item out and puts it where to leads then.
func (f Form) move(at, to path, i Item) Form {
	f.Items = put(cut(f.Items, at), to, i)
	return f
}

// Remove takes an item away, a group with all that is in it. It is refused where
// a formula of what stays speaks of it.
func (f Form) Remove(name string) (Form, error) {
	at, ok := f.find(name)
	if !ok {
		return f, notThere(name)
	}
	gone := make(map[string]bool)
	each([]Item{f.at(at)}, func(i Item) bool { gone[i.Name] = true; return true })
	if by := f.speakers(gone, gone); len(by) > 0 {
		return f, refused("Keep “%s”: the formula of %s uses it. Change that formula first", name, quotedList(by))
	}
	f.Items = cut(f.Items, at)
	return f, nil
}

// Speak sets the languages of a form, the main one first. Words in others go.
func (f Form) Speak(languages ...string) Form {
	keep := func(w Words) Words {
		w = maps.Clone(w)
		maps.DeleteFunc(w, func(language, _ string) bool { return !slices.Contains(languages, language) })
		return w
	}
	f.Languages = languages
	f.Title, f.Intro, f.Thanks = keep(f.Title), keep(f.Intro), keep(f.Thanks)
	f.Items = keptIn(f.Items, keep)
	return f
}

func keptIn(items []Item, keep func(Words) Words) []Item {
	items = slices.Clone(items)
	for n := range items {
		i := &items[n]
		i.Label, i.Help, i.Low, i.High, i.RuleWords = keep(i.Label), keep(i.Help), keep(i.Low), keep(i.High), keep(i.RuleWords)
		i.Choices = slices.Clone(i.Choices)
		for c := range i.Choices {
			i.Choices[c].Label = keep(i.Choices[c].Label)
		}
		i.Items = keptIn(i.Items, keep)
	}
	return items
}

// Before are the items before the one with a name that a formula can speak of.
func (f Form) Before(name string) (before []Item) {
	for i := range f.All() {
		if i.Name == name {
			return before
		}
		if i.Kind.Asks() || i.Kind == Calculation || i.Kind == Repeat {
			before = append(before, i)
		}
	}
	return before
}

// speakers are the items outside of some whose formulas speak of names.
func (f Form) speakers(of, outside map[string]bool) (by []string) {
	for i := range f.All() {
		if outside[i.Name] {
			continue
		}
		for _, one := range []formula.Formula{i.When, i.Rule, i.Worth} {
			if slices.ContainsFunc(one.Names(), func(n string) bool { return of[n] }) {
				by = append(by, i.Name)
				break
			}
		}
	}
	return by
}

func notThere(name string) error {
	return refused("There is no question called “%s” any more", name)
}

func takenName(name string) error {
	return refused("There is a question called “%s” already. Choose another name", name)
}

func quotedList(names []string) string {
	return "“" + strings.Join(names, "”, “") + "”"
}

// path leads to an item: its place among the items of the form, or of the group
// at the place before.
type path []int

// plus is the path to an item so many places further on.
func (p path) plus(n int) path {
	p = slices.Clone(p)
	p[len(p)-1] += n
	return p
}

func (f Form) find(name string) (path, bool) { return find(f.Items, name) }

func find(items []Item, name string) (path, bool) {
	for n, i := range items {
		if i.Name == name {
			return path{n}, true
		}
		if rest, ok := find(i.Items, name); ok {
			return append(path{n}, rest...), true
		}
	}
	return nil, false
}

// at is the item that a path leads to.
func (f Form) at(p path) Item { return f.beside(p)[p[len(p)-1]] }

// beside are the items among which the one of a path stands.
func (f Form) beside(p path) []Item {
	items := f.Items
	for _, n := range p[:len(p)-1] {
		items = items[n].Items
	}
	return items
}

// put is items with one more, which then stands at a path.
func put(items []Item, at path, i Item) []Item {
	if len(at) == 1 {
		return slices.Insert(slices.Clone(items), at[0], i)
	}
	items = slices.Clone(items)
	items[at[0]].Items = put(items[at[0]].Items, at[1:], i)
	return items
}

// cut is items without the one at a path.
func cut(items []Item, at path) []Item {
	if len(at) == 1 {
		return slices.Delete(slices.Clone(items), at[0], at[0]+1)
	}
	items = slices.Clone(items)
	items[at[0]].Items = cut(items[at[0]].Items, at[1:])
	return items
}
