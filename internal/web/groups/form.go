package groups

import (
	"github.com/a-h/templ"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// form is a page on which one thing is added to a group or a meeting, or changed.
type form struct {
	title, button string
	said          string // once it is done
	upload        bool   // it takes a file
	fill          func(f visit.Fields, p page)
	version       func(p page) int
	fields        func(f visit.Fields, p page) templ.Component
	save          func(v *visit.Visit) error
	// again, where it is there, fills in what has become of the record since, once a form
	// comes back.
	again func(f visit.Fields, p page)
	// run is in the place of save where what is said, and where it leads below the group,
	// depends on what was done.
	run func(v *visit.Visit) (below, said string, err error)
}

// forms are all of them, by where they are below a group.
var forms map[string]form

// The pages of the forms read them too, so they are filled in here.
func init() {
	const meeting, member, contribution = "/meetings/{sitting}", "/members/{member}", "/contributions/{contribution}"
	forms = map[string]form{
		"/change":                  {title: "Change the group", button: "Save", said: "Saved.", fill: fillGroup, version: page.groupVersion, fields: groupFields, save: changeGroup},
		"/members":                 {title: "Add a member", button: "Add", said: "They are in the group.", fields: memberFields, save: join},
		member:                     {title: "Change a member", button: "Save", said: "Saved.", fill: fillMember, version: page.memberVersion, fields: memberFields, save: changeMember},
		"/meetings":                {title: "Plan a meeting", button: "Save the meeting", fields: meetingFields, run: arrange},
		meeting + "/change":        {title: "Change the meeting", button: "Save", said: "Saved. Where the day, the times, the place or the way changed, those who were invited are told.", fill: fillMeeting, version: page.meetingVersion, fields: meetingFields, save: changeMeeting},
		meeting + "/cancel":        {title: "Cancel the meeting", button: "Cancel the meeting", said: "The meeting is cancelled, and those who were invited are told.", fields: cancelFields, save: cancel},
		meeting + "/attendance":    {title: "Who was there?", button: "Save", said: "Attendance is noted.", fill: fillAttendance, again: refillAttendance, fields: attendanceFields, save: noteAttendance},
		meeting + "/minutes":       {title: "Minutes", button: "Save the minutes", said: "The minutes are saved. Members read them on their page.", fill: fillMinutes, version: page.meetingVersion, fields: minutesFields, save: writeMinutes},
		meeting + "/activities":    {title: "Add an activity", button: "Add", said: "The activity is added.", fields: activityFields, save: addActivity},
		meeting + "/papers/upload": {title: "Add a paper", button: "Add", said: "The paper is added. Members read it on their page.", upload: true, fields: paperFields, save: addPaper},
		meeting + "/actions":       {title: "Note an action", button: "Add", said: "The action is noted.", fields: actionFields, save: takeOn},
		meeting + "/contributions": {title: "What did the group make of the research?", button: "Save", said: "The contribution is noted.", fields: contributionFields, save: contribute},
		contribution:               {title: "What changed because of this?", button: "Save", said: "Saved.", fill: fillContribution, version: page.contributionVersion, fields: contributionFields, save: changeContribution},
		meeting + "/offer":         {title: "Offer a payment", button: "Offer it", said: "They are offered it, and told by email. They can decline and need not say why.", fill: fillOffer, fields: offerFields, save: offer},
	}
}

// page is what the pages of a group show. What hangs on a meeting, a member or a
// contribution is there where the address names one.
type page struct {
	studies.Seat
	Group        groups.Group
	Meeting      groups.Meeting
	Attendance   []groups.Attends
	Activities   []groups.Activity
	Papers       []groups.Paper
	Payments     []groups.Payment
	Member       groups.Member
	Left         bool // the member has
	held         bool // the meeting has begun at least
	Contribution groups.Contribution
	Rates        []groups.Rate
}

func (p page) groupVersion() int        { return p.Group.Version }
func (p page) memberVersion() int       { return p.Member.Version }
func (p page) meetingVersion() int      { return p.Meeting.Version }
func (p page) contributionVersion() int { return p.Contribution.Version }

// href is an address below the group's.
func (p page) href(below string) string {
	return instudy.Href(p.Study, "/groups/"+p.Group.ID+below)
}

// at is an address below the meeting's.
func (p page) at(below string) string { return p.href("/meetings/" + p.Meeting.ID + below) }

// read reads the group in the address, and what else the address names. db.ErrNotFound
// for what belongs to another group.
func read(r *db.Snapshot, v *visit.Visit, s studies.Seat) (p page, err error) {
	p.Seat = s
	if p.Group, err = groups.Get(r, s, v.Path("group")); err != nil {
		return p, err
	}
	if id := v.Path("sitting"); id != "" {
		if err := p.readMeeting(r, id); err != nil {
			return p, err
		}
	}
	if id := v.Path("member"); id != "" {
		if p.Member, err = groups.TheMember(r, s, p.Group.ID, id); err != nil {
			return p, err
		}
		p.Left = p.Member.Left(dates.Of(r.Now()))
	}
	if id := v.Path("contribution"); id != "" {
		p.Contribution, err = groups.TheContribution(r, s, id)
		if err == nil && p.Contribution.GroupID != p.Group.ID {
			err = db.ErrNotFound
		}
	}
	return p, err
}

func (p *page) readMeeting(r *db.Snapshot, id string) (err error) {
	if p.Meeting, err = groups.TheMeeting(r, p.Seat, id); err != nil {
		return err
	}
	if p.Meeting.GroupID != p.Group.ID {
		return db.ErrNotFound
	}
	p.held = p.Meeting.Begun(r.Now())
	if p.Attendance, err = groups.Attendance(r, p.Seat, id); err != nil {
		return err
	}
	if p.Activities, err = groups.Activities(r, p.Seat, id); err != nil {
		return err
	}
	if p.Papers, err = groups.Papers(r, p.Seat, id); err != nil {
		return err
	}
	if p.Payments, err = groups.PaymentsOf(r, p.Seat, id); err != nil {
		return err
	}
	p.Rates, err = groups.Rates(r, p.Seat)
	return err
}

func (f form) show(v *visit.Visit) error { return f.page(v, nil) }

func (f form) page(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, v, s)
		if err != nil {
			return visit.View{}, err
		}
		switch {
		case bad == nil && f.fill != nil:
			f.fill(v.Fields, p)
		case bad != nil && f.again != nil:
			f.again(v.Fields, p)
		}
		look := ui.Form{Action: v.R.URL.Path, Once: visit.NewToken(), Errors: visit.Faults(bad), Multipart: f.upload}
		switch {
		case f.version == nil:
		case bad == nil:
			look.Version = int64(f.version(p))
		default:
			look.Version = int64(v.Fields.Version()) // what they saw, not what somebody saved since
		}
		frame := instudy.Page(s, f.title, "", &ui.Link{Text: "Back", Href: f.back(p)})
		return v.FormView(frame, formBody(s, f, look, f.fields(v.Fields, p), p), bad), nil
	}, studies.Involve)
}

// back is where the page came from: the meeting, or the group.
func (f form) back(p page) string {
	if p.Meeting.ID != "" {
		return p.at("")
	}
	return p.href("")
}

// send saves the form, and leads back to where it came from.
func (f form) send(v *visit.Visit) error {
	run := f.run
	if run == nil {
		run = f.saved
	}
	below, said, err := run(v)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return f.page(v, bad) })
	}
	return instudy.Done(v, "/groups/"+v.Path("group")+below, said)
}

// saved saves, and leads back to the meeting or the group.
func (f form) saved(v *visit.Visit) (below, said string, err error) {
	if id := v.Path("sitting"); id != "" {
		below = "/meetings/" + id
	}
	return below, f.said, f.save(v)
}

// inGroup is db.ErrNotFound unless what the address names belongs to its group, for the
// acts that take no group.
func inGroup(v *visit.Visit) error {
	return v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err == nil {
			_, err = read(r, v, s)
		}
		return err
	})
}
