package outreach

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/outreach"
	"linkwork/internal/people"
	"linkwork/internal/web/visit"
)

func showNewGroup(v *visit.Visit) error { return newGroupForm(v, nil) }

func newGroupForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		page := below("A new group", "Back to groups and calls", "/outreach")
		return v.FormView(page, newGroupPage(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func groupOf(v *visit.Visit) outreach.Programme {
	f := v.Fields
	return outreach.Programme{ID: v.Path("group"), Version: f.Version(), Name: f.Get("name"), Kind: f.Get("kind"), Place: f.Get("place"), About: f.Get("about")}
}

func addGroup(v *visit.Visit) error {
	id, err := outreach.AddProgramme(v.Context(), v.House.DB, v.Actor, v.Once(), groupOf(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newGroupForm(v, bad) })
	}
	return v.Done("/outreach/groups/"+id, "The group is set up. Plan its sessions and let people in.")
}

func showChangeGroup(v *visit.Visit) error { return changeGroupForm(v, nil) }

func changeGroupForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := outreach.TheProgramme(r, v.Actor, v.Path("group"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			for name, text := range map[string]string{"name": p.Name, "kind": p.Kind, "place": p.Place, "about": p.About} {
				v.Fields.Set(name, text)
			}
		}
		page := below("Change the group", "Back to the group", "/outreach/groups/"+p.ID)
		return v.FormView(page, changeGroupPage(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func changeGroup(v *visit.Visit) error {
	if err := outreach.ChangeProgramme(v.Context(), v.House.DB, v.Actor, v.Once(), groupOf(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeGroupForm(v, bad) })
	}
	return v.Done("/outreach/groups/"+v.Path("group"), "Saved.")
}

func endGroup(v *visit.Visit) error {
	if err := outreach.EndProgramme(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("group"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/outreach", "The group has ended. What was stays here.")
}

// oneGroup is what the page of a group shows.
type oneGroup struct {
	outreach.Programme
	Sessions []outreach.Session
	Present  []outreach.Member // who belong now
	Past     []outreach.Member
	Today    dates.Date
	Search   string
	Found    []people.Person
	Form     string // which of the forms came back with a fault
}

func showGroup(v *visit.Visit) error { return groupPage(v, oneGroup{}, nil) }

func groupPage(v *visit.Visit, g oneGroup, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "group", func(r *db.Snapshot) (visit.View, error) {
		var err error
		if g.Programme, err = outreach.TheProgramme(r, v.Actor, v.Path("group")); err != nil {
			return visit.View{}, err
		}
		if g.Sessions, err = outreach.Sessions(r, v.Actor, g.ID); err != nil {
			return visit.View{}, err
		}
		members, err := outreach.Members(r, v.Actor, g.ID)
		if err != nil {
			return visit.View{}, err
		}
		g.Today = dates.Of(r.Now())
		for _, m := range members {
			if m.PersonID != "" {
				seen = append(seen, m.PersonID)
			}
			if m.LeftOn.IsZero() {
				g.Present = append(g.Present, m)
			} else {
				g.Past = append(g.Past, m)
			}
		}
		page := below(g.Name, "Back to groups and calls", "/outreach")
		page.Wide = true
		return v.FormView(page, groupView(v.Fields, g, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func planSessions(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	p := outreach.Plan{ProgrammeID: v.Path("group"), First: f.Date("day", bad), Starts: f.Number("starts"), Minutes: f.Number("minutes"), Weeks: f.Number("weeks")}
	err := bad.Err()
	if err == nil {
		err = outreach.PlanSessions(v.Context(), v.House.DB, v.Actor, v.Once(), p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return groupPage(v, oneGroup{Form: "plan"}, bad) })
	}
	return v.Done("/outreach/groups/"+v.Path("group"), dates.Count(p.Weeks, "session", "sessions")+" planned.")
}

// findMember looks for whom to let in, among those whom the reader supports.
// Whoever is found is on the audit trail.
func findMember(v *visit.Visit) (err error) {
	g := oneGroup{Search: v.Fields.Text("q")}
	if g.Found, err = v.FindPeople(g.Search, 10); err != nil {
		return err
	}
	return groupPage(v, g, nil)
}

func letIn(v *visit.Visit) error {
	f := v.Fields
	l := outreach.LetIn{ProgrammeID: v.Path("group"), PersonID: f.Get("person"), Guest: f.Get("guest"), Agreed: f.Is("agreed", "yes")}
	if err := outreach.Join(v.Context(), v.House.DB, v.Actor, v.Once(), l); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return groupPage(v, oneGroup{Form: "guest"}, bad) })
	}
	return v.Done("/outreach/groups/"+v.Path("group"), "They are on the register.")
}

func leave(v *visit.Visit) error {
	if err := outreach.Leave(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("group"), v.Path("member")); err != nil {
		return err
	}
	return v.Done("/outreach/groups/"+v.Path("group"), "They do not come any more. What was stays.")
}
