package demo

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/links"
	"linkwork/internal/studies"
)

// The groups of the link worker study met as often as those of the study that it
// reconstructs: public contributors 7 times and 10 others twice, an advisory group 5 times,
// a steering committee 3 times. Who was in them and what they said is made up.

// beside is a group while its story is told.
type beside struct {
	kind    groups.Kind
	name    string
	terms   string
	people  []groups.Member
	meet    []met
	offered int // pence for a meeting, 0 for a group that is not paid
}

// met is one meeting.
type met struct {
	day      dates.Date
	way      groups.Way
	activity string
	about    string // what the group spoke about
	said     string
	changed  string // because of it
}

var studyGroups = []beside{
	{kind: groups.PPI, name: "PPI group", offered: 50_00,
		terms:  "# What we are for\n\nTo say what the research looks like to people who use health care, and to help make sense of what it finds.\n\n# How we work\n\n- We meet about three times a year, in person or online.\n- Papers come in plain English a week before.\n- Every meeting begins with what changed since the last one.",
		people: ppiMembers,
		meet: []met{
			{dates.Date{Year: 2021, Month: 10, Day: 19}, groups.Online, "Reading the information sheet aloud", "The information sheet", "“Non-medical needs” says nothing to most people. Begin with loneliness and money.", "The information sheet now begins with examples."},
			{dates.Date{Year: 2022, Month: 2, Day: 8}, groups.Online, "A made-up patient’s way through the service", "How patients are asked", "A call from a researcher comes out of the blue. Let the link worker ask first.", "Link workers, not researchers, were the first to ask patients."},
			{dates.Date{Year: 2022, Month: 6, Day: 14}, groups.InPerson, "Sorting quotes without names", "Holding", "It is not waiting. Somebody keeps you in mind while nothing can happen yet.", "We describe holding as work that link workers do, not as waiting."},
			{dates.Date{Year: 2022, Month: 10, Day: 11}, groups.Online, "What would you want the link worker to do?", "Using judgement", "People want somebody who bends a rule for a good reason, and says so.", "We added small acts of judgement to what we looked for."},
			{dates.Date{Year: 2023, Month: 3, Day: 7}, groups.InPerson, "Drawing what trust looks like", "What patients need to trust", "It takes a first meeting in which nobody takes notes.", ""},
			{dates.Date{Year: 2023, Month: 7, Day: 4}, groups.Online, "Marking up the plain summary", "The summary of the findings", "Too long, and the people are lost in it.", "The summary of the findings is one page, and begins with a person."},
			{dates.Date{Year: 2023, Month: 11, Day: 7}, groups.InPerson, "Looking back on our part in the study", "The group’s part in the research", "We were asked early enough to change something. Do that again.", ""},
		}},
	{kind: groups.Public, name: "Wider public group", offered: 25_00,
		terms:  "People with an interest in health research, who look at one question with us for an afternoon.",
		people: plain("Alma Finch", "Bertram Coley", "Chandra Iyer", "Dilys Moran", "Errol Pinnock", "Fumi Adebayo", "Gwen Tarrant", "Hamid Sarwar", "Iris Maddox", "Jonah Brace"),
		meet: []met{
			{dates.Date{Year: 2022, Month: 3, Day: 22}, groups.Online, "Choosing what to ask first", "The topic guide", "Ask what people did before anybody helped.", "Interviews begin with what people did before anybody helped."},
			{dates.Date{Year: 2023, Month: 5, Day: 16}, groups.Online, "Reading two findings against each other", "Who is missed", "People without a phone are in none of your quotes.", "We say openly that people without a phone are missing."},
		}},
	{kind: groups.Advisory, name: "Advisory group",
		terms:  "Those who deliver or fund social prescribing, and voluntary and community organisations, listen to how the study goes and advise.",
		people: advisers,
		meet: []met{
			{dates.Date{Year: 2021, Month: 11, Day: 16}, groups.Online, "", "The choice of sites", "All six are employed by practices or charities. Councils employ link workers too.", "A seventh site was opened."},
			{dates.Date{Year: 2022, Month: 5, Day: 10}, groups.Online, "", "Fieldwork", "Do not come in the weeks of the flu clinics.", "Visits moved to later weeks at two sites."},
			{dates.Date{Year: 2022, Month: 11, Day: 15}, groups.Online, "", "First findings", "Commissioners will read holding as a cost. Say what it prevents.", "The paper says what follows where nobody holds."},
			{dates.Date{Year: 2023, Month: 5, Day: 23}, groups.InPerson, "", "Recommendations", "Supervision has to be somebody’s job.", ""},
			{dates.Date{Year: 2023, Month: 10, Day: 17}, groups.Online, "", "Policy briefs", "One page each, with one thing to do.", ""},
		}},
	{kind: groups.Steering, name: "Steering committee",
		terms:  "To see that the study is on track, to hear of difficulties, and to advise on how its findings are made known.",
		people: steerers,
		meet: []met{
			{dates.Date{Year: 2022, Month: 1, Day: 25}, groups.Online, "", "Being on track", "Interviews with professionals run behind. Count telephone interviews.", "Interviews are held by phone too."},
			{dates.Date{Year: 2023, Month: 1, Day: 24}, groups.Online, "", "Difficulties in the field", "Plan for link workers who leave.", ""},
			{dates.Date{Year: 2023, Month: 9, Day: 12}, groups.Online, "", "Making the findings known", "Three papers and three events are enough. Give the briefs a date.", "The briefs have a date."},
		}},
	{kind: groups.Stakeholder, name: "Voluntary sector stakeholders", terms: "Organisations that hear of the study by email and answer when they have something to say. They do not meet.",
		people: []groups.Member{{Name: "Mabel Orchard", Organisation: "Saltmere Carers (made up)", Stake: groups.Voluntary}, {Name: "Kit Sandover", Organisation: "Quay Street Allotments (made up)", Stake: groups.Voluntary}}},
	{kind: groups.Stakeholder, name: "Network of practices", terms: "Practices that host link workers and hear how the study goes.",
		people: []groups.Member{{Name: "Dr Petra Lowe", Organisation: "Four Lanes Surgery (made up)", Stake: groups.Delivers}}},
}

var ppiMembers = []groups.Member{
	{Name: "Rosalind Peake", Part: "Co-chair", Needs: "A hearing loop, and a seat near whoever speaks"},
	{Name: "Desmond Okoro", Needs: "Papers on paper, in large print"},
	{Name: "Halina Wrona", Needs: "Meetings after 10am: she cares for her mother"},
	{Name: "Victor Amory"},
	{Name: "Shirin Kaveh", Needs: "Breaks every 45 minutes"},
	{Name: "Maud Ellery", Part: "Co-chair"},
}

var advisers = []groups.Member{
	{Name: "Colin Reeve", Organisation: "Saltmere Primary Care Networks (made up)", Stake: groups.Delivers},
	{Name: "Anneka Stroud", Organisation: "Hill Valley Link Workers (made up)", Stake: groups.Delivers},
	{Name: "Farida Noor", Organisation: "Saltmere Integrated Care Board (made up)", Stake: groups.Funds},
	{Name: "Gareth Pugh", Organisation: "Saltmere County Council (made up)", Stake: groups.Both},
	{Name: "Olive Tennant", Organisation: "Harbour Advice (made up)", Stake: groups.Voluntary},
	{Name: "Samir Dass", Organisation: "Lunch Clubs Together (made up)", Stake: groups.Voluntary},
}

var steerers = []groups.Member{
	{Name: "Prof Edith Marlow", Part: "Chair", Organisation: "Northgate University (made up)", Stake: groups.Other},
	{Name: "Dr Bashir Anwar", Organisation: "Canal Street Surgery (made up)", Stake: groups.Delivers},
	{Name: "Joan Fairley", Part: "Public member"},
	{Name: "Tobias Wren", Part: "Statistician", Organisation: "Northgate University (made up)", Stake: groups.Other},
}

func plain(names ...string) (all []groups.Member) {
	for _, name := range names {
		all = append(all, groups.Member{Name: name})
	}
	return all
}

// runGroups tells of all groups of the study.
func (s *linkWorkerStudy) runGroups() error {
	lead := s.research.PublicLead
	s.on(2021, 10, 4)
	rate, err := groups.SetRate(s.ctx, s.db, lead, none, groups.Rate{StudyID: s.id, Pay: groups.Time, Words: "A meeting of up to 2 hours, and reading before", Unit: groups.PerMeeting, Pence: 50_00})
	if err != nil {
		return err
	}
	for _, x := range []groups.Rate{{Pay: groups.Expenses, Words: "Travel, and printing at home", Unit: groups.AsSpent, Pence: 40_00}, {Pay: groups.Carer, Words: "Care for somebody during a meeting", Unit: groups.PerHour, Pence: 15_00}} {
		x.StudyID = s.id
		if _, err := groups.SetRate(s.ctx, s.db, lead, none, x); err != nil {
			return err
		}
	}
	for _, c := range studyGroups {
		s.on(2021, 10, 4)
		if err := s.tellGroup(c, rate); err != nil {
			return err
		}
	}
	return s.assessOurselves()
}

// tellGroup tells of one group: who is in it, each meeting, and what its members said.
func (s *linkWorkerStudy) tellGroup(c beside, rate string) error {
	lead := s.research.PublicLead
	group, err := groups.Add(s.ctx, s.db, lead, none, groups.Group{StudyID: s.id, Kind: c.kind, Name: c.name, Terms: c.terms})
	if err != nil {
		return err
	}
	var ids []string
	for _, m := range c.people {
		m.GroupID, m.Email = group, mailOf(m.Name)
		id, err := groups.Join(s.ctx, s.db, lead, none, s.id, m)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	for i, m := range c.meet {
		if err := s.tellMeeting(group, ids, i, m, groups.Offer{RateID: rate, Pence: c.offered, BaseURL: s.base}); err != nil {
			return err
		}
	}
	if c.kind == groups.PPI {
		return s.lookBackOnGroup(ids)
	}
	return nil
}

// tellMeeting tells of one meeting. Each time somebody else cannot come, but the first and
// the last time everybody is there.
func (s *linkWorkerStudy) tellMeeting(group string, ids []string, i int, m met, offer groups.Offer) error {
	lead := s.research.PublicLead
	s.clock.Set(m.day.AddDays(-21).At(10, 0))
	x := groups.Meeting{GroupID: group, Starts: m.day.At(10, 30), Ends: m.day.At(12, 30), Way: m.way, Agenda: "1. What changed since we met\n2. " + m.about + "\n3. What comes next"}
	if m.way == groups.InPerson {
		x.Place, x.Access = "Saltmere library, meeting room", "No steps. Lift, accessible toilet, a parking space with a blue badge."
	} else {
		x.Joining = "https://meet.linkwork.example/study, or 01632 960 180"
	}
	id, err := groups.Arrange(s.ctx, s.db, lead, none, s.id, x)
	if err != nil {
		return err
	}
	if m.activity != "" {
		a, err := groups.AddActivity(s.ctx, s.db, lead, none, s.id, groups.Activity{MeetingID: id, Title: m.activity})
		if err != nil {
			return err
		}
		if _, err := groups.AddPaper(s.ctx, s.db, lead, none, s.id, groups.Paper{MeetingID: id, ActivityID: a, Sort: groups.Material, Title: "For: " + m.activity, Words: "Please look at this before we meet. There is nothing to prepare."}); err != nil {
			return err
		}
	}
	s.clock.Set(m.day.At(16, 0))
	was := make(map[string]groups.Noting)
	for n, memberID := range ids {
		switch {
		case i > 0 && n == i && m.day.Month != time.November:
			was[memberID] = groups.Noting{Was: groups.Apologies}
		case m.way == groups.Online:
			was[memberID] = groups.Noting{Was: groups.Joined}
		default:
			was[memberID] = groups.Noting{Was: groups.There}
		}
	}
	if err := groups.NoteAttendance(s.ctx, s.db, lead, none, s.id, id, was); err != nil {
		return err
	}
	if _, err := groups.Contribute(s.ctx, s.db, lead, none, s.id, groups.Contribution{MeetingID: id, About: m.about, Words: m.said, Changed: m.changed}); err != nil {
		return err
	}
	if err := groups.WriteMinutes(s.ctx, s.db, lead, none, s.id, id, 1, "We spoke about: "+m.about+".\n\n"+m.said); err != nil {
		return err
	}
	if _, err := groups.TakeOn(s.ctx, s.db, lead, none, s.id, groups.Action{MeetingID: id, Words: "Tell the group what became of this: " + m.about, Who: publicLead, Due: m.day.AddDays(28), DoneOn: m.day.AddDays(20)}); err != nil {
		return err
	}
	if offer.Pence == 0 {
		return nil
	}
	offer.MeetingID = id
	for _, memberID := range ids {
		if was[memberID].Was.Came() {
			offer.MemberIDs = append(offer.MemberIDs, memberID)
		}
	}
	return s.pay(group, offer, ids)
}

// pay tells what became of the offers for a meeting: the second of the group always
// declines, the fourth has not answered the last one, the others are paid.
func (s *linkWorkerStudy) pay(group string, offer groups.Offer, ids []string) error {
	lead := s.research.PublicLead
	if _, err := groups.MakeOffer(s.ctx, s.db, lead, none, s.id, offer); err != nil {
		return err
	}
	seat, err := s.seat(lead, s.id)
	if err != nil {
		return err
	}
	offered, err := readAll(s.builder, func(r reader) ([]groups.Payment, error) { return groups.PaymentsOf(r, seat, offer.MeetingID) })
	for _, p := range offered {
		if err != nil || p.MemberID == ids[3] && dates.Of(s.clock.Now()).Year == 2023 {
			continue
		}
		accepts := p.MemberID != ids[1]
		err = s.byLink(p.MemberID, func(link string) error {
			return groups.Answer(s.ctx, s.db, none, link, p.ID, accepts)
		})
		if err == nil && accepts {
			err = groups.PayOut(s.ctx, s.db, lead, none, s.id, group, p.ID, "Bank transfer")
		}
	}
	return err
}

// byLink lets a member do something on their page.
func (b *builder) byLink(memberID string, do func(linkID string) error) error {
	var link links.Link
	err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		link, err = links.Create(tx, links.Spec{Purpose: groups.LinkPurpose, SubjectID: memberID, Expires: tx.Now().Add(time.Hour)})
		return err
	})
	if err != nil {
		return err
	}
	return do(link.ID)
}

// lookBackOnGroup tells what the public contributors said at their last meeting.
func (s *linkWorkerStudy) lookBackOnGroup(ids []string) error {
	s.clock.Set(dates.Date{Year: 2023, Month: 11, Day: 9}.At(18, 0))
	for i, x := range []struct {
		about groups.Feeling
		words string
	}{
		{groups.Enjoyed, "Being part of the team, from the first meeting to the last."},
		{groups.Valued, "The people. I kept coming because of each other and because the researchers listened."},
		{groups.Learnt, "I knew nothing of social prescribing. Now I tell my neighbours about it."},
		{groups.Enjoyed, "There was always something to do with our hands, not only papers to read."},
		{groups.Learnt, "That what we say can end up in a finding."},
		{groups.Better, "Tell us sooner when nothing has changed yet, and why."},
	} {
		if err := s.byLink(ids[i], func(link string) error { return groups.Reflect(s.ctx, s.db, none, link, x.about, x.words) }); err != nil {
			return err
		}
	}
	return nil
}

// assessOurselves tells how the study saw itself beside the UK Standards.
func (s *linkWorkerStudy) assessOurselves() error {
	s.on(2023, 11, 20)
	for i, x := range []struct {
		stands groups.Stands
		words  string
	}{
		{groups.Partly, "Ten more people were asked in 2022, but everybody we reached has a phone and English."},
		{groups.Meets, "Two public members chair the PPI group."},
		{groups.Meets, "Papers a week before, a phone call for whoever wants one, needs asked for each meeting."},
		{groups.Meets, "Every meeting begins with what changed since the last one."},
		{groups.Meets, "What was said and what changed stands in the log of each meeting."},
		{groups.Partly, "A public member sits on the steering committee since January 2022, alone."},
	} {
		a := groups.Assessment{StudyID: s.id, Standard: groups.Standards[i], Stands: x.stands, Words: x.words, Day: dates.Of(s.clock.Now())}
		if _, err := groups.Assess(s.ctx, s.db, s.research.PublicLead, none, a); err != nil {
			return err
		}
	}
	return nil
}

// meetNextWeek gives a study that is at work a small group that meets next week.
func (b *builder) meetNextWeek(study string) error {
	b.clock.Set(b.today.AddDays(-3).At(9, 0))
	lead := b.research.PublicLead
	if _, err := studies.Take(b.ctx, b.db, b.research.Chief, none, studies.Member{StudyID: study, AccountID: lead.AccountID, Role: studies.PublicLead, Affiliation: university}); err != nil {
		return err
	}
	if _, err := groups.SetRate(b.ctx, b.db, lead, none, groups.Rate{StudyID: study, Pay: groups.Time, Words: "A meeting of up to 2 hours, and reading before", Unit: groups.PerMeeting, Pence: 50_00}); err != nil {
		return err
	}
	group, err := groups.Add(b.ctx, b.db, lead, none, groups.Group{StudyID: study, Kind: groups.PPI, Name: "Newcomers’ group", Terms: "People who met a link worker not long ago say what the study should ask."})
	if err != nil {
		return err
	}
	if _, err := groups.SetRate(b.ctx, b.db, lead, none, groups.Rate{StudyID: study, Pay: groups.Expenses, Words: "Travel, and printing at home", Unit: groups.AsSpent, Pence: 40_00}); err != nil {
		return err
	}
	var members []string
	for _, m := range []groups.Member{{Name: "Nessa Holm", Needs: "A taxi home after dark"}, {Name: "Rafiq Tolland"}, {Name: "Wilma Crane", Part: "Chair"}} {
		m.GroupID, m.Email = group, mailOf(m.Name)
		id, err := groups.Join(b.ctx, b.db, lead, none, study, m)
		if err != nil {
			return err
		}
		members = append(members, id)
	}
	day := b.today.AddDays(7).NextWorkingDay()
	meeting, err := groups.Arrange(b.ctx, b.db, lead, none, study, groups.Meeting{GroupID: group, Starts: day.At(14, 0), Ends: day.At(15, 30), Way: groups.Hybrid, Place: "Saltmere library, meeting room",
		Access: "No steps. Lift, accessible toilet, a parking space with a blue badge.", Joining: "https://meet.linkwork.example/newcomers, or 01632 960 181", Agenda: "1. Who we are\n2. What a good first meeting is\n3. What comes next"})
	if err != nil {
		return err
	}
	_, err = groups.AddPaper(b.ctx, b.db, lead, none, study, groups.Paper{MeetingID: meeting, Sort: groups.ToRead, Title: "The study on one page", Words: "# The study on one page\n\nWe want to know what makes a first meeting with a link worker a good one."})
	if err == nil {
		_, err = groups.Invite(b.ctx, b.db, lead, none, study, meeting, b.base)
	}
	if err != nil {
		return err
	}
	return b.claimBeforeMeeting(members)
}

// claimBeforeMeeting tells of two members of a group who claim what they spent on the day
// they joined: no receipt is there, and the team has not answered.
func (b *builder) claimBeforeMeeting(members []string) error {
	b.clock.Set(b.today.AddDays(-2).At(18, 0))
	joined := b.today.AddDays(-3)
	for i, x := range []groups.Claim{
		{Pay: groups.Expenses, Words: "Printing the page of the study at the library", Pence: 1_20, SpentOn: joined},
		{Pay: groups.Carer, Words: "A sitter while we had the first talk", Pence: 18_00, SpentOn: joined},
	} {
		if err := b.byLink(members[i], func(link string) error { return groups.MakeClaim(b.ctx, b.db, nil, none, link, x, nil) }); err != nil {
			return err
		}
	}
	return nil
}
