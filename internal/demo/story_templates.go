package demo

import "linkwork/internal/casework"

// templatesOfTeams are words that contacts start from.
var templatesOfTeams = []struct{ name, words string }{
	{"First conversation", "What a good week looks like:\nWhat gets in the way:\nWhat has helped before:\nWhat happens next, and who does it:"},
	{"Keeping in touch", "How things are now:\nWhat is still waited for:\nAnything new to think about:"},
}

// writeTemplates lets the teams and their workers keep words to start from.
func (b *builder) writeTemplates() error {
	for _, t := range b.teams {
		b.clock.Set(b.now.AddDate(0, -5, 0))
		for _, words := range templatesOfTeams {
			if _, err := casework.KeepTemplate(b.ctx, b.db, t.Manager, none, words.name, words.words, true); err != nil {
				return err
			}
		}
		for _, worker := range t.Workers {
			if _, err := casework.KeepTemplate(b.ctx, b.db, worker, none, "After a visit together", "Where we went:\nHow it was to be there:\nGoing alone next time? Yes / not yet", false); err != nil {
				return err
			}
		}
	}
	return nil
}
