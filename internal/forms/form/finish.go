package form

// Finish is the answers as they are kept: without those to questions that are
// not asked any more, with what was worked out. Faults are what is still
// missing or does not fit; then the answers are not finished.
//
// Every row of a repeat that was begun is kept, also one in which nothing was
// answered: it was counted, and what was worked out from the rows saw it.
// Remove takes one away. That there are no more rows is kept as it was said.
func (g *Filling) Finish() (finished Answers, faults []Fault) {
	finished = g.rows()
	for _, s := range g.shown {
		a := g.Answer(s)
		if s.More {
			continue
		}
		if !s.Item.Kind.Asks() {
			continue
		}
		if fault, ok := g.stillWrong(s, a); ok {
			faults = append(faults, fault)
		}
		if a.Given() {
			g.keepIn(finished, s)[s.Item.Name] = a
		}
	}
	g.keepWorked(g.Form.Items, finished)
	return finished, faults
}

func (g *Filling) stillWrong(s Step, a Answer) (Fault, bool) {
	if !a.Given() {
		if s.Item.Required {
			return Fault{s.Path, s.Item.missing().Error()}, true
		}
		return Fault{}, false
	}
	if s.Item.Kind == Consent && s.Item.Required && a.Text != Yes {
		_, err := s.Item.consent(No)
		return Fault{s.Path, err.Error()}, true
	}
	if err, broken := g.rule(s).(Fault); broken {
		return err, true
	}
	return Fault{}, false
}

// rows are the rows of every repeat that is asked, with nothing in them yet.
func (g *Filling) rows() Answers {
	all := make(Answers)
	for i := range g.Form.All() {
		if _, shown := g.values[i.Name]; !shown || i.Kind != Repeat {
			continue
		}
		a := Answer{None: g.Answers[i.Name].None}
		for range g.Answers[i.Name].Rows {
			a.Rows = append(a.Rows, Answers{})
		}
		if a.Given() {
			all[i.Name] = a
		}
	}
	return all
}

// keepIn is where the answers of a step go.
func (g *Filling) keepIn(finished Answers, s Step) Answers {
	if s.Row < 0 {
		return finished
	}
	return finished[s.repeat].Rows[s.Row]
}

// keepWorked adds what was worked out. Walking has left it among the answers
// where it is shown.
func (g *Filling) keepWorked(items []Item, finished Answers) {
	for name, v := range g.values {
		if i, ok := g.Form.Item(name); ok && i.Kind == Calculation {
			if a := answerOf(v); a.Given() {
				finished[name] = a
			}
		}
	}
	each(items, func(i Item) bool {
		if i.Kind != Repeat {
			return true
		}
		for n, row := range finished[i.Name].Rows {
			each(i.Items, func(in Item) bool {
				if a, worked := g.Answers[i.Name].Rows[n][in.Name]; in.Kind == Calculation && worked {
					row[in.Name] = a
				}
				return true
			})
		}
		return true
	})
}
