package mdt

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/mdt"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Supporters
	return []visit.Route{
		{Pattern: "GET /practice-meetings", Who: who, Handle: showMeetings},
		{Pattern: "POST /practice-meetings", Who: who, Handle: planMeeting},
		{Pattern: "GET /practice-meetings/{meeting}", Who: who, Handle: showMeeting},
		{Pattern: "POST /practice-meetings/{meeting}/cancel", Who: who, Handle: cancelMeeting},
		{Pattern: "POST /practice-meetings/{meeting}/{item}/decide", Who: who, Handle: decide},
		{Pattern: "POST /practice-meetings/{meeting}/{item}/next", Who: who, Handle: takeToNext},
		{Pattern: "POST /practice-meetings/{meeting}/{item}/withdraw", Who: who, Handle: withdraw},
		{Pattern: "GET /people/{person}/raise", Who: who, Handle: showRaise},
		{Pattern: "POST /people/{person}/raise", Who: who, Handle: raise},
	}
}

// book is the meetings there are.
type book struct {
	Coming, Before []mdt.Meeting
	Practices      []teams.Practice // of the reader's teams
}

func showMeetings(v *visit.Visit) error { return meetingsForm(v, nil) }

func meetingsForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var b book
		var err error
		today := dates.Of(r.Now())
		if b.Coming, err = mdt.Meetings(r, v.Actor, today); err != nil {
			return visit.View{}, err
		}
		if b.Before, err = mdt.Before(r, v.Actor, today); err != nil {
			return visit.View{}, err
		}
		all, err := teams.Practices(r)
		b.Practices = slices.DeleteFunc(all, func(p teams.Practice) bool { return !v.Actor.InTeam(p.TeamID) })
		page := shell.Page{Title: "Practice meetings", Section: "Calendar", Back: &ui.Link{Text: "Back to the calendar", Href: "/calendar"}}
		return v.FormView(page, meetingsPage(v.Fields, b, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func planMeeting(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	m := mdt.Meeting{PracticeID: f.Get("practice"), Day: f.Date("day", bad), Starts: f.Number("starts"), Place: f.Get("place")}
	err := bad.Err()
	if err == nil {
		_, err = mdt.Plan(v.Context(), v.House.DB, v.Actor, v.Once(), m)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return meetingsForm(v, bad) })
	}
	return v.Done("/practice-meetings", "Planned. Raise people from their records.")
}

// meeting is one meeting with whom the reader raises there.
type meeting struct {
	mdt.Meeting
	Items  []mdt.Item
	Today  dates.Date
	Takers map[string][]ui.Choice // whom of the team a decision can be given to, by item
	Form   string                 // the item whose form came back with a fault
}

func showMeeting(v *visit.Visit) error { return meetingForm(v, "", nil) }

func meetingForm(v *visit.Visit, failed string, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "practice meeting", func(r *db.Snapshot) (visit.View, error) {
		m := meeting{Today: dates.Of(r.Now()), Form: failed, Takers: make(map[string][]ui.Choice)}
		var err error
		if m.Meeting, err = mdt.TheMeeting(r, v.Actor, v.Path("meeting")); err != nil {
			return visit.View{}, err
		}
		if m.Items, err = mdt.Items(r, v.Actor, m.ID); err != nil {
			return visit.View{}, err
		}
		for _, i := range m.Items {
			seen = append(seen, i.PersonID)
			if i.State != mdt.Raised {
				continue
			}
			if m.Takers[i.ID], err = takers(r, v, i.PersonID); err != nil {
				return visit.View{}, err
			}
		}
		page := shell.Page{Title: "Meeting at " + m.Practice, Section: "Calendar", Back: &ui.Link{Text: "Back to practice meetings", Href: "/practice-meetings"}}
		return v.FormView(page, meetingPage(v.Fields, m, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func takers(r *db.Snapshot, v *visit.Visit, personID string) ([]ui.Choice, error) {
	ids, err := diary.Takers(r, v.Actor, personID)
	if err != nil {
		return nil, err
	}
	names, err := identity.Names(r, ids)
	items := []ui.Choice{{Text: "Nobody of the team"}}
	for _, id := range ids {
		items = append(items, ui.Choice{Value: id, Text: names[id]})
	}
	return items, err
}

func cancelMeeting(v *visit.Visit) error {
	if err := mdt.Cancel(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("meeting"), v.Fields.Version(), v.Fields.Get("cancelled")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return meetingForm(v, "", bad) })
	}
	return v.Done("/practice-meetings/"+v.Path("meeting"), "Cancelled. Take who was raised to the next meeting.")
}

func decide(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := mdt.Decision{ItemID: v.Path("item"), Version: f.Version(), Words: f.Get("decision"), OwnerID: f.Get("owner_id"), Owner: f.Get("owner"), Due: f.Date("due", bad)}
	err := bad.Err()
	if err == nil {
		err = mdt.Decide(v.Context(), v.House.DB, v.Actor, v.Once(), x)
	}
	return settled(v, err, "Kept.")
}

func takeToNext(v *visit.Visit) error {
	return settled(v, mdt.TakeToNext(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("item"), v.Fields.Version()), "They are on the list of the next meeting.")
}

func withdraw(v *visit.Visit) error {
	return settled(v, mdt.Withdraw(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("item"), v.Fields.Version()), "They are not raised.")
}

func settled(v *visit.Visit, err error, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return meetingForm(v, v.Path("item"), bad) })
	}
	return v.Done("/practice-meetings/"+v.Path("meeting"), words)
}

// raising is what the form to raise somebody needs.
type raising struct {
	about.Subject
	Meetings   []mdt.Meeting // of the practice with which they are registered
	Yes, Asked bool          // what they said about the practice
	Before     []mdt.Item
}

func showRaise(v *visit.Visit) error { return raiseForm(v, nil) }

func raiseForm(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "raise at a meeting", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		x := raising{Subject: s}
		all, err := mdt.Meetings(r, v.Actor, dates.Of(r.Now()))
		if err != nil {
			return visit.View{}, err
		}
		x.Meetings = slices.DeleteFunc(all, func(m mdt.Meeting) bool { return m.Cancelled != "" || m.PracticeID != s.PracticeID })
		if x.Yes, x.Asked, err = mdt.Allowed(r, s.Person); err != nil {
			return visit.View{}, err
		}
		x.Before, err = mdt.OfPerson(r, v.Actor, s.ID)
		page := shell.Page{Title: "Raise at a practice meeting", Back: &ui.Link{Text: "Back to " + s.FullName(), Href: s.Href("")}}
		s.Furnish(&page, "")
		return v.FormView(page, raisePage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func raise(v *visit.Visit) error {
	f := v.Fields
	w := mdt.Raise{MeetingID: f.Get("meeting"), PersonID: v.Path("person"), Why: f.Get("why"), Permission: mdt.Permission(f.Get("permission")), How: f.Get("how")}
	if err := mdt.Put(v.Context(), v.House.DB, v.Actor, v.Once(), w); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return raiseForm(v, bad) })
	}
	return v.Done("/practice-meetings/"+w.MeetingID, "On the list.")
}
