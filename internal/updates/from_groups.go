package updates

import (
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
)

// the names of a group's figures.
func meetingsOf(group string) string { return `meetings of "` + group + `"` }
func membersOf(group string) string  { return `members at meetings of "` + group + `"` }

func ofGroups(r db.Reader, s studies.Seat) (all []Figure, err error) {
	list, err := groups.List(r, s)
	for _, g := range list {
		met := Figure{Name: meetingsOf(g.Name), Counts: "Meetings of “" + g.Name + "” that took place", Beside: "Meetings of groups that took place"}
		held, err := groups.Held(r, s, g.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range held {
			met.Rows = append(met.Rows, Row{"Meeting", m.Day()})
		}
		of := Figure{Name: membersOf(g.Name), Counts: "Members of “" + g.Name + "” who were at a meeting at least once", Beside: "Members of groups"}
		members, err := groups.Contributors(r, s, g.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			label := "Member"
			if m.Organisation != "" {
				label += " from " + m.Organisation
			}
			of.Rows = append(of.Rows, Row{label, m.From})
		}
		all = append(all, met, of)
	}
	return all, err
}

func groupChoices(r db.Reader, s studies.Seat) (all []Choice, err error) {
	list, err := groups.List(r, s)
	for _, g := range list {
		all = append(all, Choice{ID: g.ID, Words: g.Name})
	}
	return all, err
}

func namesInGroups(r db.Reader, s studies.Seat) (names []string, err error) {
	list, err := groups.List(r, s)
	for _, g := range list {
		members, err := groups.Members(r, s, g.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			names = append(names, m.Name)
		}
	}
	return names, err
}

// groups tells of the groups that met, and what changed because of them. Advisory and
// steering groups are thanked only, stakeholders also where they advise without meeting.
func (w *writer) groups() error {
	list, err := groups.List(w.tx, w.seat)
	if err != nil {
		return err
	}
	var advised []string
	for _, g := range list {
		switch {
		case w.some(membersOf(g.Name), meetingsOf(g.Name)):
			w.thanks = append(w.thanks, w.thankYou(g))
		case g.Kind == groups.Stakeholder || w.some(meetingsOf(g.Name)):
			advised = append(advised, "our "+inSentence(g.Name))
		}
		if g.Kind == groups.PPI || g.Kind == groups.Public {
			if err := w.group(g); err != nil {
				return err
			}
		}
	}
	if len(advised) > 0 {
		w.thanks = append(w.thanks, "Thank you to "+listed(advised)+", who advised us.")
	}
	return nil
}

func (w *writer) group(g groups.Group) error {
	held, err := groups.Held(w.tx, w.seat, g.ID)
	if err != nil {
		return err
	}
	var last groups.Meeting
	for _, m := range held {
		if w.within(m.Day()) {
			last = m
		}
	}
	if last.ID == "" {
		return nil
	}
	text := "We last met with our " + inSentence(g.Name) + " on " + last.Day().Long() + ". That made {{" + meetingsOf(g.Name) + "}} " + one(w.count(meetingsOf(g.Name)), "meeting", "meetings") + " in all."
	contributions, err := groups.Contributions(w.tx, w.seat, g.ID)
	if err != nil {
		return err
	}
	changes := ""
	for _, c := range contributions {
		if c.Changed != "" && w.within(c.ChangedOn) {
			changes += "\n- " + c.Changed
		}
	}
	if changes != "" {
		text += "\n\nThis changed because of what members said:\n" + changes
	}
	w.add(Block{Kind: Group, About: g.ID, Heading: g.Name, Text: text})
	return nil
}

// thankYou thanks a group that met, by what it is to the study.
func (w *writer) thankYou(g groups.Group) string {
	n, met := w.count(membersOf(g.Name)), w.count(meetingsOf(g.Name))
	name, people, times := inSentence(g.Name), "{{"+membersOf(g.Name)+"}}", "{{"+meetingsOf(g.Name)+"}} "+one(met, "time", "times")
	switch g.Kind {
	case groups.PPI:
		return "Thank you to the " + people + " public " + one(n, "contributor", "contributors") + " of our " + name + ", who met with us " + times + ". They helped us to see what we found from other sides."
	case groups.Public:
		return "Thank you to our " + name + ": " + people + " " + one(n, "person", "people") + " with an interest in health research, who met with us " + times + "."
	case groups.Advisory:
		return "Thank you to our " + name + ", of people who deliver or fund social prescribing and of voluntary organisations. They met with us " + times + " to listen and advise."
	case groups.Steering:
		return "Thank you to our " + name + ", which has overseen the study. We met " + times + " to see that data collection was on track, to talk about how to share what we find, and about what was difficult."
	}
	return "Thank you to our " + name + ", who met with us " + times + " and advised us."
}
