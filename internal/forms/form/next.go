package form

import "slices"

// Next is the step to go on with once one was answered: the one after it, or the
// first of the new row where another was wanted. ok is false at the end.
func (g *Filling) Next(path string) (next Step, ok bool) {
	if rows := g.Answers[path].Rows; len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		for _, s := range g.shown {
			if s.repeat == path && s.Row == len(rows)-1 {
				return s, true
			}
		}
	}
	return g.After(path)
}

// Number is the place of a step among all that is shown, from 1; 0 for one that is
// not. It changes with the answers before it.
func (g *Filling) Number(path string) int {
	return 1 + slices.IndexFunc(g.shown, func(s Step) bool { return s.Path == path })
}

// At is the step with a number; ok is false where there is none.
func (g *Filling) At(number int) (Step, bool) {
	if number < 1 || number > len(g.shown) {
		return Step{}, false
	}
	return g.shown[number-1], true
}

// Leave notes why a step has no answer. A step that is not shown, or asks nothing,
// is left as it is.
func (g *Filling) Leave(path string, why Reason) *Filling {
	s, shown := g.Step(path)
	if !shown || s.More || !s.Item.Kind.Asks() {
		return g
	}
	next := g.Answers.clone()
	in := next
	if s.Row >= 0 {
		in = next[s.repeat].Rows[s.Row]
	}
	in[s.Item.Name] = Answer{Missing: why}
	return Fill(g.Form, next, g.Today)
}

// Skipped are the questions that are not asked because of other answers.
func (g *Filling) Skipped() (names []string) {
	shown := make(map[string]bool)
	for _, s := range g.shown {
		shown[s.Item.Name] = true
	}
	each(g.Form.Items, func(i Item) bool {
		if i.Kind.Asks() && !shown[i.Name] {
			names = append(names, i.Name)
		}
		return true
	})
	return names
}
