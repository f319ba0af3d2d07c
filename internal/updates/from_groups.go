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
	for _, g := range list {
		if g.Kind == groups.Stakeholder || w.some(meetingsOf(g.Name)) {
			w.thanks = append(w.thanks, w.thankYou(g))
		}
		if g.Kind == groups.PPI || g.Kind == groups.Public {
			if err := w.group(g); err != nil {
				return err
			}
		}
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
	text := "We last met with this group on " + last.Day().Long() + ". By then it had met {{" + meetingsOf(g.Name) + "}} times"
	if w.some(membersOf(g.Name)) {
		text += ", and {{" + membersOf(g.Name) + "}} people had been part of it"
	}
	text += "."
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
		text += "\n\nWhat changed because of what members said:\n" + changes
	}
	w.add(Block{Kind: Group, About: g.ID, Heading: g.Name, Text: text})
	return nil
}

// thankYou thanks a group, by what it is to the study.
func (w *writer) thankYou(g groups.Group) string {
	if !w.some(membersOf(g.Name), meetingsOf(g.Name)) {
		return "Thank you to our " + g.Name + ", who advised us."
	}
	people, times := "{{"+membersOf(g.Name)+"}}", "{{"+meetingsOf(g.Name)+"}}"
	switch g.Kind {
	case groups.PPI:
		return "Thank you to the " + people + " public contributors of our " + g.Name + ", who met with us " + times + " times and gave us other ways to look at what we found."
	case groups.Public:
		return "We also met another group of " + people + " public contributors with an interest in health research, " + times + " times."
	case groups.Advisory:
		return "Our " + g.Name + ", of people who deliver or fund social prescribing and of voluntary organisations, met with us " + times + " times to listen and advise."
	case groups.Steering:
		return "Our " + g.Name + " has had oversight of the study. It met " + times + " times to see that data collection was on track, to hear what we want to do with the findings, and to talk about what was difficult."
	}
	return "Thank you to our " + g.Name + ", who advised us."
}
