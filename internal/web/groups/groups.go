package groups

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// line is a group in the list.
type line struct {
	groups.Group
	Members int // in it today
	Held    []groups.Meeting
	Next    groups.Meeting // zero for none planned
}

func showGroups(v *visit.Visit) error { return groupsPage(v, nil) }

func groupsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := groups.List(r, s)
		if err != nil {
			return visit.View{}, err
		}
		var lines []line
		for _, g := range all {
			l, err := lineOf(r, s, g)
			if err != nil {
				return visit.View{}, err
			}
			lines = append(lines, l)
		}
		return v.FormView(instudy.Page(s, "Groups", "Groups", nil), groupsBody(v.Fields, s, lines, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Follow)
}

func lineOf(r *db.Snapshot, s studies.Seat, g groups.Group) (l line, err error) {
	l.Group = g
	members, err := groups.Members(r, s, g.ID)
	if err != nil {
		return l, err
	}
	today := dates.Of(r.Now())
	for _, m := range members {
		if m.Now(today) {
			l.Members++
		}
	}
	meetings, err := groups.Meetings(r, s, g.ID)
	for _, m := range meetings {
		switch {
		case m.Held(r.Now()):
			l.Held = append(l.Held, m)
		case m.CancelledOn.IsZero():
			l.Next = m
		}
	}
	return l, err
}

func addGroup(v *visit.Visit) error {
	id, err := groups.Add(v.Context(), v.House.DB, v.Actor, v.Once(), typedGroup(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return groupsPage(v, bad) })
	}
	return instudy.Done(v, "/groups/"+id, "The group is there. Add its members and plan a meeting.")
}

// all is everything that the page of a group shows.
type all struct {
	page
	Members       []groups.Member
	Meetings      []groups.Meeting
	Contributions []groups.Contribution
	Reflections   []groups.Reflection
	Actions       []groups.Action
	Waiting       int // claims
	Today         dates.Date
	Now           time.Time
}

func showGroup(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		x := all{page: p, Today: dates.Of(r.Now()), Now: r.Now()}
		if x.Members, err = groups.Members(r, s, p.Group.ID); err != nil {
			return visit.View{}, err
		}
		if x.Meetings, err = groups.Meetings(r, s, p.Group.ID); err != nil {
			return visit.View{}, err
		}
		if x.Contributions, err = groups.Contributions(r, s, p.Group.ID); err != nil {
			return visit.View{}, err
		}
		if x.Reflections, err = groups.Reflections(r, s, p.Group.ID); err != nil {
			return visit.View{}, err
		}
		if x.Waiting, err = groups.Waiting(r, s, p.Group.ID); err != nil {
			return visit.View{}, err
		}
		x.Actions, err = groups.Actions(r, s, p.Group.ID)
		return visit.View{Page: instudy.Page(s, p.Group.Name, "", instudy.Back(s.Study, "Back to groups", "/groups")), Body: groupBody(x, visit.NewToken())}, err
	}, studies.Follow)
}

func leave(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	if err := groups.Leave(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("member")); err != nil {
		return err
	}
	return instudy.Done(v, "/groups/"+v.Path("group"), "They have left the group, and their page is closed.")
}

func sendPage(v *visit.Visit) error {
	if err := groups.SendPage(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("member"), v.House.BaseURL); err != nil {
		return err
	}
	return instudy.Done(v, "/groups/"+v.Path("group"), "A new link is on its way to them. Those before do not work any more.")
}

func finish(v *visit.Visit) error {
	if err := groups.Finish(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("group"), v.Path("action")); err != nil {
		return err
	}
	return instudy.Done(v, "/groups/"+v.Path("group"), "Done.")
}

func showMeeting(v *visit.Visit) error { return meetingPage(v, nil) }

func meetingPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		made, err := groups.Contributions(r, s, p.Group.ID)
		if err != nil {
			return visit.View{}, err
		}
		taken, err := groups.Actions(r, s, p.Group.ID)
		if err != nil {
			return visit.View{}, err
		}
		x := all{page: p, Today: dates.Of(r.Now()), Now: r.Now()}
		for _, c := range made {
			if c.MeetingID == p.Meeting.ID {
				x.Contributions = append(x.Contributions, c)
			}
		}
		for _, a := range taken {
			if a.MeetingID == p.Meeting.ID {
				x.Actions = append(x.Actions, a)
			}
		}
		frame := instudy.Page(s, p.Group.Name+", "+p.Meeting.Day().Long(), "", &ui.Link{Text: "Back to " + p.Group.Name, Href: p.href("")})
		return v.FormView(frame, meetingBody(x, r.Now().Before(p.Meeting.Starts), visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Follow)
}

func invite(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	n, err := groups.Invite(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sitting"), v.House.BaseURL)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return meetingPage(v, bad) })
	}
	words := "An invitation is on its way to each, with a link to their own page."
	if n > 0 {
		words = dates.Count(n, "invitation is", "invitations are") + " on the way, each with a link to the member’s own page."
	}
	return instudy.Done(v, "/groups/"+v.Path("group")+"/meetings/"+v.Path("sitting"), words)
}

// sendPaper shows a text, or sends a file.
func sendPaper(v *visit.Visit) error {
	var p page
	var paper groups.Paper
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		if p, err = read(r, v, s); err != nil {
			return err
		}
		paper, err = groups.ThePaper(r, s, p.Meeting.ID, v.Path("paper"))
		return err
	})
	if err != nil {
		return err
	}
	if paper.FileID != "" {
		return v.SendFile(func(r *db.Snapshot) (files.File, error) { return paper.File(r) })
	}
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		return visit.View{Page: instudy.Page(s, paper.Title, "", &ui.Link{Text: "Back to the meeting", Href: p.at("")}), Body: paperBody(s, paper)}, nil
	}, studies.Follow)
}

func removePaper(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	if err := groups.RemovePaper(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sitting"), v.Path("paper")); err != nil {
		return err
	}
	return instudy.Done(v, "/groups/"+v.Path("group")+"/meetings/"+v.Path("sitting"), "Taken away.")
}

func showSteering(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		o, err := instudy.ReadOversight(r, s)
		return visit.View{Page: instudy.Page(s, "How the study stands", "", &ui.Link{Text: "Back to " + p.Group.Name, Href: p.href("")}), Body: steeringBody(s, o)}, err
	}, studies.Follow)
}
