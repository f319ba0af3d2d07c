package groups_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

const base = "https://linkwork.example"

// scene is a study with one group of two members who meet in a week.
type scene struct {
	*studytest.Study
	group, meeting string
	rosa, tom      string
}

func set(t *testing.T, d *db.DB) *scene {
	s := &scene{Study: studytest.New(castest.New(t, d))}
	s.group = s.make(groups.Add(s.Context(), d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: groups.PPI, Name: "PPI group", Terms: "# What for\nTo say what the study\ncannot see."}))
	s.rosa = s.make(groups.Join(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Rosa Quince", Email: "rosa@linkwork.example", Needs: "A hearing loop"}))
	s.tom = s.make(groups.Join(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Tom Larch", Email: "tom@linkwork.example", Organisation: "Harbour Advice", Stake: groups.Voluntary}))
	s.meeting = s.make(groups.Arrange(s.Context(), d, s.Lead, keyless, s.ID, s.planned(7)))
	return s
}

func (s *scene) planned(in int) groups.Meeting {
	day := s.Today().AddDays(in)
	return groups.Meeting{GroupID: s.group, Starts: day.At(10, 0), Ends: day.At(12, 0), Way: groups.Hybrid, Place: "Library", Access: "Step-free, lift", Joining: "https://meet.example/x", Agenda: "1. Findings"}
}

func (s *scene) make(id string, err error) string {
	s.Helper()
	s.OK(err)
	return id
}

// as reads for somebody who follows the study.
func as[T any](s *scene, by access.Actor, read func(db.Reader, studies.Seat) (T, error)) (x T) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, by, s.ID, studies.Follow)
		s.OK(err)
		x, err = read(r, seat)
		return err
	})
	return x
}

// link makes a link to a member's page.
func (s *scene) link(memberID string) (l links.Link) {
	s.Write(func(tx *db.Tx) (err error) {
		l, err = links.Create(tx, links.Spec{Purpose: groups.LinkPurpose, SubjectID: memberID, Expires: tx.Now().AddDate(1, 0, 0)})
		return err
	})
	return l
}

func (s *scene) open(linkID string) (o groups.Own) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { o, err = groups.Open(r, linkID); return })
	return o
}

func (s *scene) mails() (all []messages.Entry) {
	s.Read(func(r *db.Snapshot) (err error) { all, err = messages.In(r, messages.Queued, 50); return })
	return all
}

func TestAGroupAndWhoMayReadIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		_, err := groups.Add(s.Context(), d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: "choir"})
		castest.Refused(t, err, "kind")
		castest.Refused(t, err, "name")
		_, err = groups.Add(s.Context(), d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: groups.PPI, Name: "PPI group"})
		castest.Refused(t, err, "name")
		_, err = groups.Join(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Ann Birch", Email: "ann@linkwork.example\r\nBcc: x@linkwork.example"})
		castest.Refused(t, err, "email")
		_, err = groups.Join(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Ann Birch", Email: "ROSA@linkwork.example"})
		castest.Refused(t, err, "email")
		_, err = groups.Join(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Ann Birch", Organisation: "A charity"})
		castest.Refused(t, err, "stake")
		_, err = groups.Join(s.Context(), d, s.Field, keyless, s.ID, groups.Member{GroupID: s.group, Name: "Ann Birch"})
		castest.Is(t, err, db.ErrNotFound)

		other := s.make(groups.Add(s.Context(), d, s.Lead, keyless, groups.Group{StudyID: s.ID, Kind: groups.Advisory, Name: "Advisory group"}))
		castest.Is(t, groups.ChangeMember(s.Context(), d, s.Lead, keyless, s.ID, groups.Member{ID: s.rosa, GroupID: other, Name: "Somebody", Version: 1}), db.ErrNotFound)

		members := func(r db.Reader, x studies.Seat) ([]groups.Member, error) { return groups.Members(r, x, s.group) }
		if all := as(s, s.Lead, members); len(all) != 2 || all[0].Name != "Rosa Quince" || all[0].Needs != "A hearing loop" {
			t.Errorf("the lead reads %+v", all)
		}
		for _, m := range as(s, s.Field, members) {
			if m.Name != "" || m.Email != "" || m.Needs != "" {
				t.Errorf("who only follows reads %+v", m)
			}
		}
		organisations := as(s, s.Field, groups.Organisations)
		if len(organisations) != 1 || organisations[0].Name != "Harbour Advice" || organisations[0].Stake != groups.Voluntary {
			t.Errorf("%+v", organisations)
		}
		meeting := as(s, s.Field, func(r db.Reader, x studies.Seat) (groups.Meeting, error) { return groups.TheMeeting(r, x, s.meeting) })
		if meeting.Joining != "" || meeting.Agenda == "" {
			t.Errorf("who only follows reads %+v", meeting)
		}
		s.OK(groups.Leave(s.Context(), d, s.Lead, keyless, s.ID, s.rosa))
		for _, m := range as(s, s.Lead, members) {
			if m.ID == s.rosa && (m.Name == "" || m.Email != "" || m.Needs != "") {
				t.Errorf("after leaving: %+v", m)
			}
		}
		castest.Is(t, groups.SendPage(s.Context(), d, s.Lead, keyless, s.ID, s.group, s.rosa, base), db.ErrConflict)
		s.OK(groups.Leave(s.Context(), d, s.Lead, keyless, s.ID, s.tom))
		castest.Is(t, groups.Leave(s.Context(), d, s.Lead, keyless, s.ID, s.tom), db.ErrConflict)
	})
}

func TestAMeetingFromInvitationToWhatChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		bad := s.planned(8)
		bad.Access, bad.Ends = "", bad.Starts
		_, err := groups.Arrange(s.Context(), d, s.Lead, keyless, s.ID, bad)
		castest.Refused(t, err, "access")
		castest.Refused(t, err, "to")
		for _, years := range []int{-230, 6} {
			far := s.planned(8)
			far.Starts, far.Ends = far.Starts.AddDate(years, 0, 0), far.Ends.AddDate(years, 0, 0)
			_, err := groups.Arrange(s.Context(), d, s.Lead, keyless, s.ID, far)
			castest.Refused(t, err, "day")
		}

		together(20, func() { groups.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, base) })
		mails := s.mails()
		if len(mails) != 2 || strings.Contains(mails[0].Subject, "Link") || !strings.Contains(mails[0].Secret, base+groups.Path+"/") {
			t.Errorf("20 pressed at once: %+v", mails)
		}
		_, err = groups.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, base)
		castest.Refused(t, err, "invite")

		castest.Refused(t, groups.NoteAttendance(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, map[string]groups.Noting{s.rosa: {Was: groups.There}}), "was")
		_, err = groups.Contribute(s.Context(), d, s.Lead, keyless, s.ID, groups.Contribution{MeetingID: s.meeting, About: "Holding", Words: "Say it plainer"})
		castest.Refused(t, err, "about")
		meeting := as(s, s.Lead, func(r db.Reader, x studies.Seat) (groups.Meeting, error) { return groups.TheMeeting(r, x, s.meeting) })
		s.Clock.Set(meeting.Starts)
		twoNoteAttendance(t, s)
		rate := s.make(groups.SetRate(s.Context(), d, s.Lead, keyless, groups.Rate{StudyID: s.ID, Pay: groups.Time, Words: "A meeting", Unit: groups.PerMeeting, Pence: 50_00}))
		absent := groups.Offer{MeetingID: s.meeting, RateID: rate, MemberIDs: []string{s.rosa, s.tom}, Pence: 50_00, BaseURL: base}
		_, err = groups.MakeOffer(s.Context(), d, s.Lead, keyless, s.ID, absent)
		if words := castest.Message(err, "absent"); !strings.Contains(words, "Tom Larch (sent apologies)") || strings.Contains(words, "Rosa") {
			t.Errorf("%q", words)
		}
		absent.Absent = true
		_, err = groups.MakeOffer(s.Context(), d, s.Lead, keyless, s.ID, absent)
		s.OK(err)
		castest.Is(t, groups.NoteAttendance(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, map[string]groups.Noting{"nobody": {Was: groups.There}}), db.ErrNotFound)
		contributors := as(s, s.Field, func(r db.Reader, x studies.Seat) ([]groups.Member, error) { return groups.Contributors(r, x, s.group) })
		if len(contributors) != 1 || contributors[0].ID != s.rosa {
			t.Errorf("contributors: %+v", contributors)
		}
		held := func(r db.Reader, x studies.Seat) ([]groups.Meeting, error) { return groups.Held(r, x, s.group) }
		if all := as(s, s.Field, held); len(all) != 0 {
			t.Errorf("it goes on, and counts as held: %+v", all)
		}
		s.Clock.Set(meeting.Ends)
		if all := as(s, s.Field, held); len(all) != 1 {
			t.Errorf("held: %+v", all)
		}

		made := s.make(groups.Contribute(s.Context(), d, s.Lead, keyless, s.ID, groups.Contribution{MeetingID: s.meeting, About: "Holding", Words: "Say it plainer"}))
		s.OK(groups.ChangeContribution(s.Context(), d, s.Lead, keyless, s.ID, groups.Contribution{ID: made, Version: 1, About: "Holding", Words: "Say it plainer", Changed: "The summary was rewritten"}))
		castest.Is(t, groups.ChangeContribution(s.Context(), d, s.Lead, keyless, s.ID, groups.Contribution{ID: made, Version: 1, About: "Holding", Words: "x"}), db.ErrConflict)
		s.OK(groups.WriteMinutes(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, 1, "Rosa asked."))
		task := s.make(groups.TakeOn(s.Context(), d, s.Lead, keyless, s.ID, groups.Action{MeetingID: s.meeting, Words: "Send the summary", Who: "Lena"}))
		s.OK(groups.Finish(s.Context(), d, s.Lead, keyless, s.ID, s.group, task))
		castest.Is(t, groups.Finish(s.Context(), d, s.Lead, keyless, s.ID, s.group, task), db.ErrConflict)
		s.make(groups.AddActivity(s.Context(), d, s.Lead, keyless, s.ID, groups.Activity{MeetingID: s.meeting, Title: "Sorting quotes"}))
		s.make(groups.AddPaper(s.Context(), d, s.Lead, keyless, s.ID, groups.Paper{MeetingID: s.meeting, Sort: groups.AsNoted, Title: "Minutes", Words: "Rosa asked."}))
		papers := func(r db.Reader, x studies.Seat) ([]groups.Paper, error) { return groups.Papers(r, x, s.meeting) }
		if len(as(s, s.Lead, papers)) != 1 || len(as(s, s.Field, papers)) != 0 {
			t.Error("minutes are for those who run the group")
		}

		s.make(groups.Assess(s.Context(), d, s.Lead, keyless, groups.Assessment{StudyID: s.ID, Standard: "communications", Stands: groups.Partly, Words: "Summaries come late", Day: s.Today()}))
		report := as(s, s.Field, groups.Report)
		for i, want := range []string{"PPI group: To say what the study cannot see.", "PPI group met once, in November 2026. 1 member took part.",
			"Holding: Say it plainer. What changed: The summary was rewritten", "1 contribution was noted. Something changed because of it.", "Communications (we do some of this, 30 November 2026): Summaries come late"} {
			if len(report) != 5 || len(report[i].Items) == 0 || report[i].Items[0].Text() != want {
				t.Errorf("GRIPP2: %+v, want %q", report, want)
			}
		}
		editTheReport(t, s, made)
	})
}

func TestACancelledMeetingIsToldAndNotHeld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		_, err := groups.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, base)
		s.OK(err)
		moved := s.planned(7)
		moved.ID, moved.Version, moved.Agenda = s.meeting, 1, "1. What changed"
		s.OK(groups.ChangeMeeting(s.Context(), d, s.Lead, keyless, s.ID, moved, base))
		if n := len(s.mails()); n != 2 {
			t.Errorf("%d mails: the agenda alone changed, and they read it on their page", n)
		}
		link := s.link(s.rosa)
		s.OK(groups.Tell(s.Context(), d, keyless, link.ID, s.meeting, groups.Coming, ""))
		moved = s.planned(9)
		moved.ID, moved.Version = s.meeting, 2
		s.OK(groups.ChangeMeeting(s.Context(), d, s.Lead, keyless, s.ID, moved, base))
		if next, _ := s.open(link.ID).Next(); len(s.mails()) != 4 || next.Says != "" {
			t.Errorf("the day changed: %d mails, and %q holds still", len(s.mails()), next.Says)
		}
		castest.Refused(t, groups.Cancel(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, "", base), "why")
		s.OK(groups.Cancel(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, "The lift is broken", base))
		if n := len(s.mails()); n != 6 {
			t.Errorf("%d mails, want two invitations, two of the change and two more", n)
		}
		for _, m := range s.mails() {
			if !strings.HasPrefix(m.Secret, base+groups.Path+"/") || !strings.Contains(m.Text, "{secret}") {
				t.Errorf("no way to their page: %+v", m)
			}
		}
		s.Clock.Advance(10 * 24 * time.Hour)
		if held := as(s, s.Lead, func(r db.Reader, x studies.Seat) ([]groups.Meeting, error) { return groups.Held(r, x, "") }); len(held) != 0 {
			t.Errorf("held: %+v", held)
		}
	})
}

func TestMoneyIsOfferedOnceAndAnsweredByItsMember(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		_, err := groups.SetRate(s.Context(), d, s.Lead, keyless, groups.Rate{StudyID: s.ID, Pay: groups.Time, Words: "A meeting", Unit: groups.PerMeeting, Pence: 100_000_00})
		castest.Refused(t, err, "amount")
		rate := s.make(groups.SetRate(s.Context(), d, s.Lead, keyless, groups.Rate{StudyID: s.ID, Pay: groups.Time, Words: "A meeting of up to 2 hours", Unit: groups.PerMeeting, Pence: 50_00}))
		offer := groups.Offer{MeetingID: s.meeting, RateID: rate, MemberIDs: []string{s.rosa, s.tom}, Pence: 60_00, BaseURL: base}
		_, err = groups.MakeOffer(s.Context(), d, s.Lead, keyless, s.ID, offer)
		castest.Refused(t, err, "amount")
		offer.Pence = 50_00
		together(20, func() { groups.MakeOffer(s.Context(), d, s.Lead, keyless, s.ID, offer) })
		payments := func(r db.Reader, x studies.Seat) ([]groups.Payment, error) { return groups.Payments(r, x, s.group) }
		all := as(s, s.Lead, payments)
		if len(all) != 2 || len(s.mails()) != 2 {
			t.Fatalf("20 pressed at once: %+v, and %d mails", all, len(s.mails()))
		}
		if len(as(s, s.Field, payments)) != 0 {
			t.Error("who only follows reads payments")
		}

		link := s.link(s.rosa)
		mine, theirs := all[0], all[1]
		castest.Is(t, groups.Answer(s.Context(), d, keyless, link.ID, theirs.ID, true), db.ErrNotFound)
		castest.Is(t, groups.PayOut(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, "bank transfer"), db.ErrConflict)
		s.OK(groups.Answer(s.Context(), d, keyless, link.ID, mine.ID, false))
		together(20, func() { groups.Answer(s.Context(), d, keyless, link.ID, mine.ID, true) })
		if o := s.open(link.ID); len(o.Payments) != 1 || o.Payments[0].State != groups.Accepted || o.Payments[0].Version != 3 {
			t.Errorf("declined, and accepted by 20 at once: %+v", o.Payments)
		}
		s.OK(groups.PayOut(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, "bank transfer"))
		castest.Is(t, groups.PayOut(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, "bank transfer"), db.ErrConflict)
		castest.Is(t, groups.Answer(s.Context(), d, keyless, link.ID, mine.ID, false), db.ErrConflict)

		castest.Refused(t, groups.NotPaid(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, ""), "why")
		s.OK(groups.NotPaid(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, "It went to Tom"))
		castest.Is(t, groups.NotPaid(s.Context(), d, s.Lead, keyless, s.ID, s.group, mine.ID, "Again"), db.ErrConflict)
		if p := s.open(link.ID).Payments[0]; p.State != groups.Accepted || !p.PaidOn.IsZero() || !strings.Contains(p.PutRight, "(bank transfer), put right by "+s.Lead.Name) || !strings.HasSuffix(p.PutRight, ": It went to Tom") {
			t.Errorf("%+v", p)
		}
		takeBack := func(id string) error {
			return groups.TakeBackOffer(s.Context(), d, s.Lead, keyless, s.ID, s.group, id, base)
		}
		castest.Is(t, takeBack(mine.ID), db.ErrConflict)
		s.OK(takeBack(theirs.ID))
		castest.Is(t, takeBack(theirs.ID), db.ErrNotFound)
		if all := as(s, s.Lead, payments); len(all) != 1 || all[0].ID != mine.ID || len(s.mails()) != 3 {
			t.Errorf("%+v, and %d mails", all, len(s.mails()))
		}
	})
}

func together(n int, act func()) {
	var all sync.WaitGroup
	for range n {
		all.Go(act)
	}
	all.Wait()
}

// Who leaves on a planned day is in the group until then, is not invited to what comes
// after, and stays in its history.
func TestAMemberLeavesOnAPlannedDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d) // who meet in a week
		rosa := groups.Member{ID: s.rosa, GroupID: s.group, Name: "Rosa Quince", Email: "rosa@linkwork.example", Needs: "A hearing loop", Version: 1}
		rosa.To = s.Today()
		castest.Refused(t, groups.ChangeMember(s.Context(), d, s.Lead, keyless, s.ID, rosa), "to")
		rosa.To = s.Today().AddDays(4)
		s.OK(groups.ChangeMember(s.Context(), d, s.Lead, keyless, s.ID, rosa))
		invited, err := groups.Invite(s.Context(), d, s.Lead, keyless, s.ID, s.meeting, base)
		s.OK(err)
		if invited != 1 {
			t.Errorf("%d are invited to a meeting after the day", invited)
		}
		link := s.link(s.rosa)
		s.open(link.ID)
		rosa.To, rosa.Version = s.Today().AddDays(5), 2 // put off by a day
		s.OK(groups.ChangeMember(s.Context(), d, s.Lead, keyless, s.ID, rosa))
		run := func() groups.Member {
			s.OK(jobs.NewRunner(d, groups.Handlers(d)).Drain(s.Context()))
			return as(s, s.Lead, func(r db.Reader, x studies.Seat) (groups.Member, error) {
				return groups.TheMember(r, x, s.group, s.rosa)
			})
		}
		s.Clock.Advance(4 * 24 * time.Hour)
		if m := run(); m.Email == "" || m.Left(s.Today()) {
			t.Errorf("it was put off: %+v", m)
		}
		s.Clock.Advance(24 * time.Hour)
		if m := run(); m.Name != "Rosa Quince" || m.Email != "" || m.Needs != "" || !m.Left(s.Today()) {
			t.Errorf("the day has come: %+v", m)
		}
		castest.Is(t, groups.Reflect(s.Context(), d, keyless, link.ID, groups.Enjoyed, "x"), links.ErrEnded)
		castest.Is(t, groups.Leave(s.Context(), d, s.Lead, keyless, s.ID, s.rosa), db.ErrConflict)
	})
}

func TestAMembersOwnPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d)
		link := s.link(s.rosa)
		castest.Refused(t, groups.Tell(s.Context(), d, keyless, link.ID, s.meeting, "perhaps", ""), "says")
		s.OK(groups.Tell(s.Context(), d, keyless, link.ID, s.meeting, groups.ByScreen, "Large print"))
		castest.Is(t, groups.Tell(s.Context(), d, keyless, link.ID, "another", groups.Coming, ""), db.ErrNotFound)
		s.OK(groups.Reflect(s.Context(), d, keyless, link.ID, groups.Learnt, "How research is done"))
		o := s.open(link.ID)
		next, ok := o.Next()
		if !ok || next.Says != groups.ByScreen || next.Needs != "Large print" || next.Joining == "" || len(o.Said) != 1 {
			t.Errorf("%+v", o)
		}
		if text := o.Calendar(next); !strings.Contains(text, "SUMMARY:Group meeting") || strings.Contains(text, "Link workers") {
			t.Error(text)
		}
		said := as(s, s.Field, func(r db.Reader, x studies.Seat) ([]groups.Reflection, error) { return groups.Reflections(r, x, "") })
		if len(said) != 1 || said[0].Words != "How research is done" {
			t.Errorf("%+v", said)
		}
		other := s.link(s.tom)
		s.OK(groups.TakeBack(s.Context(), d, keyless, other.ID, said[0].ID))
		if len(s.open(link.ID).Said) != 1 {
			t.Error("somebody else took it back")
		}
		s.OK(groups.TakeBack(s.Context(), d, keyless, link.ID, said[0].ID))
		if len(s.open(link.ID).Said) != 0 {
			t.Error("it was not taken back")
		}

		s.OK(groups.SendPage(s.Context(), d, s.Lead, keyless, s.ID, s.group, s.rosa, base))
		castest.Is(t, groups.Reflect(s.Context(), d, keyless, link.ID, groups.Enjoyed, "x"), links.ErrEnded)
		s.OK(groups.Leave(s.Context(), d, s.Lead, keyless, s.ID, s.tom))
		castest.Is(t, groups.Tell(s.Context(), d, keyless, other.ID, s.meeting, groups.Coming, ""), links.ErrEnded)
	})
}
