package groups

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/files"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/studies"
	"linkwork/internal/web/visit"
)

func typedGroup(v *visit.Visit) groups.Group {
	f := v.Fields
	return groups.Group{ID: v.Path("group"), StudyID: v.Path("study"), Kind: groups.Kind(f.Get("kind")), Name: f.Get("name"), Terms: f.Get("terms"), Version: f.Version()}
}

func fillGroup(f visit.Fields, p page) {
	f.Set("kind", string(p.Group.Kind))
	f.Set("name", p.Group.Name)
	f.Set("terms", p.Group.Terms)
}

func changeGroup(v *visit.Visit) error {
	return groups.Change(v.Context(), v.House.DB, v.Actor, v.Once(), typedGroup(v))
}

func typedMember(v *visit.Visit, bad *db.Invalid) groups.Member {
	f := v.Fields
	return groups.Member{ID: v.Path("member"), GroupID: v.Path("group"), Name: f.Get("name"), Email: f.Text("email"), Part: f.Get("part"), Organisation: f.Get("organisation"), Stake: groups.Stake(f.Get("stake")),
		Needs: f.Get("needs"), From: f.Date("from", bad), To: f.Date("to", bad), Version: f.Version()}
}

func fillMember(f visit.Fields, p page) {
	m := p.Member
	for name, value := range map[string]string{"name": m.Name, "email": m.Email, "part": m.Part, "organisation": m.Organisation, "stake": string(m.Stake), "needs": m.Needs} {
		f.Set(name, value)
	}
	f.SetDate("from", m.From)
	if !m.To.IsZero() {
		f.SetDate("to", m.To)
	}
}

func join(v *visit.Visit) error {
	bad := new(db.Invalid)
	m := typedMember(v, bad)
	_, err := groups.Join(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), m)
	return err
}

func changeMember(v *visit.Visit) error {
	bad := new(db.Invalid)
	m := typedMember(v, bad)
	return groups.ChangeMember(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), m)
}

// typedMeeting reads a meeting. A fault of its day or a time is added to bad.
func typedMeeting(v *visit.Visit, bad *db.Invalid) groups.Meeting {
	f := v.Fields
	m := groups.Meeting{ID: v.Path("sitting"), GroupID: v.Path("group"), Way: groups.Way(f.Get("way")), Place: f.Get("place"), Access: f.Get("access"), Joining: f.Get("joining"), Agenda: f.Get("agenda"), Version: f.Version()}
	if day := f.Date("day", bad); !day.IsZero() {
		m.Starts, m.Ends = typedTime(f, "from", day, bad), typedTime(f, "to", day, bad)
	}
	return m
}

func typedTime(f visit.Fields, name string, day dates.Date, bad *db.Invalid) time.Time {
	hour, minute, ok := f.Clock(name, bad)
	if !ok {
		return day.Midnight() // one fault is enough
	}
	return day.At(hour, minute)
}

func fillMeeting(f visit.Fields, p page) {
	m := p.Meeting
	for name, value := range map[string]string{"from": dates.Clock(m.Starts), "to": dates.Clock(m.Ends), "way": string(m.Way), "place": m.Place, "access": m.Access, "joining": m.Joining, "agenda": m.Agenda} {
		f.Set(name, value)
	}
	f.SetDate("day", m.Day())
}

// arrange plans a meeting, or notes one that was, and leads to it.
func arrange(v *visit.Visit) (below, said string, err error) {
	bad := new(db.Invalid)
	m := typedMeeting(v, bad)
	id, err := groups.Arrange(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), m)
	said = "The meeting is planned. Add papers and invite the members."
	if m.Begun(v.House.DB.Now()) {
		said = "The meeting is noted. Note who was there, and write the minutes."
	}
	return "/meetings/" + id, said, err
}

func changeMeeting(v *visit.Visit) error {
	bad := new(db.Invalid)
	m := typedMeeting(v, bad)
	if err := inGroup(v); err != nil {
		return err
	}
	return groups.ChangeMeeting(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), m, v.House.BaseURL)
}

func cancel(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	return groups.Cancel(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sitting"), v.Fields.Get("why"), v.House.BaseURL)
}

// wasField is the field of the form that says whether a member was there.
func wasField(a groups.Attends) string { return "was-" + a.Member.ID }

// sawField and shownField say what was noted of a member when the form was drawn, and what
// the form showed: what they told us, while nothing was noted.
func sawField(a groups.Attends) string   { return "saw-" + a.Member.ID }
func shownField(a groups.Attends) string { return "shown-" + a.Member.ID }

func fillAttendance(f visit.Fields, p page) {
	for _, a := range p.Attendance {
		was := a.Was
		switch {
		case was != "":
		case a.Says == groups.CannotCome:
			was = groups.Apologies
		case a.Says == groups.ByScreen:
			was = groups.Joined
		case a.Says == groups.Coming:
			was = groups.There
		}
		f.Set(wasField(a), string(was))
		f.Set(shownField(a), string(was))
		f.Set(sawField(a), string(a.Was))
	}
}

// refillAttendance shows what others noted meanwhile, except where this person chose
// something themselves.
func refillAttendance(f visit.Fields, p page) {
	for _, a := range p.Attendance {
		if f.Get(sawField(a)) == string(a.Was) {
			continue
		}
		if f.Get(wasField(a)) == f.Get(shownField(a)) {
			f.Set(wasField(a), string(a.Was))
		}
		f.Set(sawField(a), string(a.Was))
		f.Set(shownField(a), string(a.Was))
	}
}

// noteAttendance notes what this person changed, and what was filled in from what members
// told us.
func noteAttendance(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	noted := make(map[string]groups.Noting)
	for name := range v.Fields.Values {
		if id, ok := strings.CutPrefix(name, "was-"); ok {
			was := v.Fields.Get(name)
			noted[id] = groups.Noting{Was: groups.Was(was), Saw: groups.Was(v.Fields.Get("saw-" + id)), Untouched: was == v.Fields.Get("shown-"+id)}
		}
	}
	return groups.NoteAttendance(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sitting"), noted)
}

func fillMinutes(f visit.Fields, p page) { f.Set("minutes", p.Meeting.Minutes) }

func writeMinutes(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	return groups.WriteMinutes(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("sitting"), v.Fields.Version(), v.Fields.Get("minutes"))
}

func addActivity(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	_, err := groups.AddActivity(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), groups.Activity{MeetingID: v.Path("sitting"), Title: v.Fields.Get("title"), Words: v.Fields.Get("words")})
	return err
}

// addPaper adds a text, or a PDF that was sent.
func addPaper(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	sent, err := v.File("body", groups.MostBytes, "")
	if err != nil {
		return err
	}
	f := v.Fields
	p := groups.Paper{MeetingID: v.Path("sitting"), ActivityID: f.Get("activity"), Sort: groups.Sort(f.Get("sort")), Title: f.Get("title"), Words: f.Get("text")}
	if len(sent.Body) > 0 {
		if !bytes.HasPrefix(sent.Body, []byte("%PDF-")) {
			return db.Fault("body", "The file that you chose is not a PDF, whatever its name says. Choose it again, saved as a PDF")
		}
		file, err := v.House.Files.Take(v.Context(), files.Incoming{By: v.Actor.AccountID, Name: sent.Name, MediaType: groups.PDF, Most: groups.MostBytes}, bytes.NewReader(sent.Body))
		var unfit files.Unfit
		if errors.As(err, &unfit) {
			return db.Fault("body", unfit.Words)
		}
		if err != nil {
			return err
		}
		p.FileID = file.ID
	}
	_, err = groups.AddPaper(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), p)
	return err
}

func takeOn(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	bad := new(db.Invalid)
	a := groups.Action{MeetingID: v.Path("sitting"), Words: v.Fields.Get("action"), Who: v.Fields.Get("who"), Due: v.Fields.Date("due", bad)}
	_, err := groups.TakeOn(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), a)
	return err
}

func typedContribution(v *visit.Visit) groups.Contribution {
	f := v.Fields
	return groups.Contribution{ID: v.Path("contribution"), MeetingID: v.Path("sitting"), About: f.Get("about"), Words: f.Get("words"), Changed: f.Get("changed"), Version: f.Version()}
}

func fillContribution(f visit.Fields, p page) {
	f.Set("about", p.Contribution.About)
	f.Set("words", p.Contribution.Words)
	f.Set("changed", p.Contribution.Changed)
}

func contribute(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	_, err := groups.Contribute(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), typedContribution(v))
	return err
}

func changeContribution(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	return groups.ChangeContribution(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), typedContribution(v))
}

// fillOffer begins with everybody who was there and was offered nothing yet.
func fillOffer(f visit.Fields, p page) {
	for _, a := range p.Attendance {
		if a.Was.Came() && p.offeredTo(a.Member.ID) == "" {
			f.Add("members", a.Member.ID)
		}
	}
}

// offer offers a payment. Without an amount it is that of the rate.
func offer(v *visit.Visit) error {
	if err := inGroup(v); err != nil {
		return err
	}
	f := v.Fields
	o := groups.Offer{MeetingID: v.Path("sitting"), RateID: f.Get("rate"), MemberIDs: f.All("members"), Absent: f.Is("absent", "yes"), BaseURL: v.House.BaseURL}
	var err error
	if o.Pence, err = amount(v, f.Text("amount"), o.RateID); err != nil {
		return err
	}
	_, err = groups.MakeOffer(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), o)
	return err
}

// amount is what was typed, in pence; what the rate says where nothing was.
func amount(v *visit.Visit, text, rateID string) (pence int, err error) {
	if text != "" {
		return typedPence(text), nil
	}
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err != nil {
			return err
		}
		all, err := groups.Rates(r, s)
		for _, x := range all {
			if x.ID == rateID {
				pence = x.Pence
			}
		}
		return err
	})
	return pence, err
}

// typedPence reads pounds as people type them; -1, which no act accepts, for what is none.
func typedPence(text string) int {
	n, err := practicalhelp.ParsePounds(text)
	if err != nil {
		return -1
	}
	return int(n)
}
