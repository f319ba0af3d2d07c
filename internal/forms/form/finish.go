package form

// Finish is the answers as they are kept: without those to questions that are
// not asked any more, with what was worked out. Faults are what is still
// missing or does not fit; then the answers are not finished.
func (g *Filling) Finish() (finished Answers, faults []Fault) {
	finished = make(Answers)
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

// keepIn is where the answers of a step go, rows made as far as needed.
func (g *Filling) keepIn(finished Answers, s Step) Answers {
	if s.Row < 0 {
		return finished
	}
	a := finished[s.repeat]
	for len(a.Rows) <= s.Row {
		a.Rows = append(a.Rows, Answers{})
	}
	finished[s.repeat] = a
	return a.Rows[s.Row]
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
