package demo

import (
	"fmt"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
)

// The welcome study is made up altogether and at work now: whoever tries the
// demonstration finds people to meet, a site to open and a report that is late.
type welcomeStudy struct {
	*builder
	id          string
	sites       []string
	sheet, form string
	first, late string // waves

	questionnaire string
	supported     []casework.Row // by the custodian
}

func (b *builder) runWelcomeStudy() error {
	s := &welcomeStudy{builder: b}
	for _, chapter := range []func() error{s.setUp, s.openUp, s.meetSome, s.arrangeMore, s.comeTogether} {
		if err := chapter(); err != nil {
			return fmt.Errorf("the welcome study: %w", err)
		}
	}
	return b.meetNextWeek(s.id)
}

// ago sets the clock to a day before today.
func (s *welcomeStudy) ago(days int) dates.Date {
	day := s.today.AddDays(-days)
	s.clock.Set(day.At(10, 30))
	return day
}

func (s *welcomeStudy) setUp() (err error) {
	lead := s.research.Chief
	s.ago(330)
	s.id, err = studies.Found(s.ctx, s.db, lead, none, studies.Study{
		Name: "First welcome", Title: "The first welcome: what helps people come back after meeting a link worker",
		Summary:  "Some people meet a link worker once and do not come back. We want to know what makes a first meeting a good one. We talk to people soon after it, and again after nine months.",
		Question: "What about a first meeting with a link worker helps people come back?", Starts: s.today.AddDays(-330), Ends: s.today.AddDays(400),
		Identifiers: studies.Identifiers{Funder: "A made-up research funder", Sponsor: university, Award: "MADE-UP-0003", IRAS: "000003", Registration: "A made-up register, number 3"},
		Wording:     studies.Wording{Enquiries: "first-welcome@linkwork.example", Acknowledgement: "This made-up study is funded by nobody.", Disclaimer: "The views are those of the made-up authors."},
		Data:        studies.DataProtection{Basis: "A task in the public interest", Condition: "Research in the public interest", Controller: university, Retention: []studies.Retention{{Kind: "Recordings", Months: 0, Why: "Destroyed when the transcript is checked"}, {Kind: "Transcripts and notes", Months: 60}}},
	}, "")
	if err != nil {
		return err
	}
	for _, w := range []struct {
		fieldwork.Wave
		into *string
	}{{fieldwork.Wave{Code: "first", Name: "First talk", ToDay: 0}, &s.first}, {fieldwork.Wave{Code: "later", Name: "9 to 12 months", FromDay: 270, ToDay: 365}, &s.late}} {
		w.StudyID = s.id
		if *w.into, err = fieldwork.AddWave(s.ctx, s.db, lead, none, w.Wave); err != nil {
			return err
		}
	}
	for _, t := range []studies.Target{{Measure: studies.SitesOpened, Planned: 3}, {Measure: studies.TookPart, Planned: 30}, {Measure: studies.Interviewed, Wave: "first", Planned: 24}, {Measure: studies.Interviewed, Wave: "later", Planned: 18}} {
		t.StudyID, t.Words = s.id, "protocol 1.0, section 4"
		if err := studies.SetTarget(s.ctx, s.db, lead, none, t); err != nil {
			return err
		}
	}
	for _, m := range []studies.Member{{AccountID: s.research.Field.AccountID, Role: studies.FieldResearcher}, {AccountID: s.research.Statistician.AccountID, Role: studies.Statistician}} {
		m.StudyID, m.Affiliation, m.Shown = s.id, university, true
		if _, err := studies.Take(s.ctx, s.db, lead, none, m); err != nil {
			return err
		}
	}
	for _, c := range []studies.Commitment{{Kind: studies.AnnualReport, Whom: "the ethics committee", Due: s.today.AddDays(-6)}, {Kind: studies.AnnualReport, Whom: "the funder", Due: s.today.AddDays(20)}} {
		c.StudyID = s.id
		if _, err := studies.Promise(s.ctx, s.db, lead, none, c); err != nil {
			return err
		}
	}
	return s.writeDocuments()
}

var welcomeConsent = consent.Form{Title: "Consent form", Intro: "Please answer each of these for itself.", Clauses: []consent.Clause{
	{Code: "take-part", Words: "I have read the information, could ask questions, and agree to take part.", Covers: consent.TakePart, Needed: true},
	{Code: "interview", Words: "I agree to talk to a researcher.", Covers: consent.BeInterviewed, Needed: true},
	{Code: "record", Words: "I agree that our talk is recorded.", Covers: consent.BeRecorded},
	{Code: "quote", Words: "You may use my words without my name.", Covers: consent.BeQuoted},
	{Code: "photos", Words: "I would like to take photographs for the study.", Covers: consent.TakePhotos},
	{Code: "questionnaire", Words: "I agree to answer a questionnaire.", Covers: consent.AnswerForms},
	{Code: "join-record", Words: "You may see in my record when I met my link worker.", Covers: consent.JoinRecord},
	{Code: "contact-again", Words: "You may get in touch with me again after nine months.", Covers: consent.ContactAgain},
	{Code: "results", Words: "Please send me what the study finds.", Covers: consent.SendResults},
	{Code: "observe", Words: "A researcher may be with us when I meet my link worker.", Covers: consent.BeObserved},
}}

func (s *welcomeStudy) writeDocuments() error {
	form, err := welcomeConsent.Write()
	if err != nil {
		return err
	}
	today := dates.Of(s.clock.Now())
	for _, x := range []struct {
		kind  approvals.Kind
		media string
		body  []byte
		into  *string
	}{
		{approvals.Protocol, approvals.Markdown, []byte("# Protocol\n\nThree sites, a talk soon after the first meeting and again after 9 to 12 months."), nil},
		{approvals.InformationSheet, approvals.Markdown, []byte("# About the study\n\nWe want to know what makes a first meeting with a link worker a good one.\n\n## What would I do?\n\nYou talk to a researcher for about 40 minutes, by phone or where you like, now and after nine months.\n\n## Do I have to?\n\nNo. Nothing about your care changes if you do not, and you can stop at any time.\n\n## Who sees what I say?\n\nThe researchers. Your link worker and your practice do not learn what you said."), &s.sheet},
		{approvals.ConsentForm, approvals.Clauses, form, &s.form},
		{approvals.PresenceNotice, approvals.Markdown, []byte("# A researcher is here today\n\nNothing is written down about you. Say so if you would rather they left."), nil},
		{approvals.TopicGuide, approvals.Markdown, []byte("# Topic guide\n\n- Tell me about the first time you met.\n- What made you go back, or not?"), nil},
		{approvals.PhotoGuidance, approvals.Markdown, []byte("# Taking photographs\n\nTake no pictures of people who have not agreed. Nobody is shown where they were taken. The file as you send it is kept locked for 90 days and then destroyed."), nil},
		{approvals.DistressProtocol, approvals.Markdown, []byte("# If somebody is upset, or tells you about harm\n\n1. Stop, and ask whether they want to go on.\n2. If somebody is in danger now, call 999.\n3. Call the lead of the study on the same day."), nil},
	} {
		id, err := approvals.AddDocument(s.ctx, s.db, s.research.Chief, none, approvals.Document{StudyID: s.id, Kind: x.kind, Title: x.kind.Words(), Language: "en"})
		if err != nil {
			return err
		}
		version, err := approvals.AddVersion(s.ctx, s.db, s.research.Chief, none, approvals.NewVersion{StudyID: s.id, DocumentID: id, Number: "1.0", Dated: today, MediaType: x.media, Body: x.body, ApprovedOn: today})
		if err != nil {
			return err
		}
		if x.into != nil {
			*x.into = version
		}
	}
	return nil
}

// openUp opens two sites; the third is being arranged.
func (s *welcomeStudy) openUp() error {
	lead := s.research.Chief
	s.ago(315)
	if err := studies.Move(s.ctx, s.db, lead, none, s.id, 1, studies.Open, dates.Date{}); err != nil {
		return err
	}
	for i, setting := range []string{"coast", "city", "villages"} {
		site := studies.Site{StudyID: s.id, Pseudonym: "Site " + string(rune('A'+i)), Name: networks[i].Name, Setting: setting}
		id, err := approvals.AddSite(s.ctx, s.db, lead, none, site)
		if err != nil {
			return err
		}
		s.sites = append(s.sites, id)
		if i < 2 {
			if err := s.letIn(s.id, id, s.today.AddDays(18+200*i)); err != nil {
				return err
			}
		}
		if err := s.settle(id, i == 2); err != nil {
			return err
		}
	}
	custodian := studies.Member{StudyID: s.id, AccountID: s.teams[0].Workers[0].AccountID, Role: studies.Custodian, SiteID: s.sites[0]}
	if _, err := studies.Take(s.ctx, s.db, lead, none, custodian); err != nil {
		return err
	}
	return s.askHowThingsAre()
}

// settle does what a site needs, or half of it, and opens it.
func (s *welcomeStudy) settle(site string, half bool) error {
	lead, today := s.research.Chief, dates.Of(s.clock.Now())
	tasks, err := readAll(s.builder, func(r reader) ([]approvals.SiteTask, error) { return approvals.SiteTasks(r, site) })
	if err != nil {
		return err
	}
	for _, k := range tasks {
		if k.Step == studies.SiteClosed || half && k.Step.After(studies.Assessing) {
			continue
		}
		if err := approvals.SettleTask(s.ctx, s.db, lead, none, s.id, site, k.ID, 1, approvals.Settled{DoneOn: today}); err != nil {
			return err
		}
	}
	state := studies.SiteOpen
	if half {
		state = studies.Arranging
	}
	return approvals.MoveSite(s.ctx, s.db, lead, none, s.id, site, 1, state, today, dates.Date{})
}

// meetSome tells of people who were approached, and of those who talked.
func (s *welcomeStudy) meetSome() (err error) {
	if s.supported, err = s.longestKnown(s.teams[0].Workers[0], 10); err != nil {
		return err
	}
	for i := range 19 {
		day := s.ago(300 - 14*i)
		id, err := s.approach(i, day)
		if err != nil {
			return err
		}
		switch {
		case i%6 == 5:
			err = participants.Lose(s.ctx, s.db, s.research.Field, none, s.id, id, 1, []participants.Reason{participants.NoReply, participants.NotWanted, participants.Unwell}[i%3], day)
		case i < 17:
			err = s.talk(i, id, day)
		case i == 17:
			err = participants.Advance(s.ctx, s.db, s.research.Field, none, s.id, id, participants.Interested, day)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *welcomeStudy) approach(i int, day dates.Date) (id string, err error) {
	field := s.research.Field
	p := participants.Participant{StudyID: s.id, SiteID: s.sites[i%2], Kind: studies.Patient, Source: participants.FromLinkWorker}
	if i%5 == 4 {
		p.Kind, p.Part = studies.LinkWorker, "link worker"
	}
	if id, err = participants.Add(s.ctx, s.db, field, none, p, day); err != nil {
		return "", err
	}
	c := participants.Contact{Name: s.nameOf(i, p), Phone: fmt.Sprintf("07700 900%03d", 300+i), Email: fmt.Sprintf("participant%d@linkwork.example", i+1), Way: participants.Ways[i%3]}
	return id, participants.SaveContact(s.ctx, s.db, field, none, s.id, id, c)
}

// nameOf is what a participant is called. Patients at the custodian's site are people whom
// that link worker supports, so that their records can be joined.
func (s *welcomeStudy) nameOf(i int, p participants.Participant) string {
	if n := i / 2; p.Kind == studies.Patient && p.SiteID == s.sites[0] && n < len(s.supported) && !s.supported[n].Restricted {
		return s.supported[n].Person.FullName()
	}
	return givenNames[(i*7)%len(givenNames)] + " " + familyNames[(i*11)%len(familyNames)]
}

// talk tells of a consent and a first talk, and for some of what was written down.
func (s *welcomeStudy) talk(i int, id string, day dates.Date) error {
	field := s.research.Field
	said := make(map[string]bool)
	for n, c := range welcomeConsent.Clauses {
		said[c.Code] = c.Needed || (i+n)%7 != 0
	}
	given := consent.Given{ParticipantID: id, FormID: s.form, SheetID: s.sheet, Mode: consent.InPerson, InformedOn: day.AddDays(-3), Day: day, Said: said, TypedName: "as they wrote it", Capacity: consent.Own, CopyHow: "on paper"}
	if _, err := consent.Take(s.ctx, s.db, field, none, s.id, given); err != nil {
		return err
	}
	if i >= 15 {
		return nil // they have consented and were not met yet
	}
	e := fieldwork.Session{StudyID: s.id, SiteID: s.sites[i%2], WaveID: s.first, Kind: fieldwork.Interview, HeldOn: day, Place: fieldwork.ByPhone, Minutes: 40, Participants: []string{id}}
	session, err := fieldwork.NoteHeld(s.ctx, s.db, field, none, e)
	if err == nil && i%5 != 4 && said["questionnaire"] {
		err = s.answers(i, id, day)
	}
	if err != nil || i%4 != 0 {
		return err
	}
	if _, err := interviews.Keep(s.ctx, s.db, field, none, s.id, session, []interviews.Turn{
		{Who: "Interviewer", Said: "Tell me about the first time you met."}, {Who: "P", Said: "She rang when she said she would. Nobody else does that. We met at the library, and she asked what I used to like doing."},
		{Who: "Interviewer", Said: "And after that?"}, {Who: "P", Said: "I thought about it for a week. Then I rang back myself."}}); err != nil {
		return err
	}
	_, err = fieldwork.Write(s.ctx, s.db, field, none, fieldwork.Note{StudyID: s.id, SessionID: session, SiteID: s.sites[i%2], Kind: fieldwork.FieldNote, Day: day, Words: "Quiet at first. Spoke for a long time about the week of waiting before ringing back."})
	return err
}

// arrangeMore tells of what is agreed for the days to come.
func (s *welcomeStudy) arrangeMore() error {
	s.ago(1)
	due, err := readAll(s.builder, func(r reader) ([]fieldwork.Due, error) {
		seat, err := studies.Enter(r, s.research.Field, s.id, studies.Meet)
		if err != nil {
			return nil, err
		}
		return fieldwork.DueList(r, seat)
	})
	if err != nil {
		return err
	}
	planned := 0
	for _, x := range due {
		if x.Wave.ID != s.first || x.Standing != fieldwork.ToPlan || planned == 1 {
			continue
		}
		planned++
		at := s.today.AddDays(2).NextWorkingDay().At(14, 30)
		e := fieldwork.Session{StudyID: s.id, SiteID: x.SiteID, WaveID: s.first, Kind: fieldwork.Interview, PlannedAt: at, Place: fieldwork.AtWork, Whereabouts: "The small room behind reception", Minutes: 40, Participants: []string{x.ID}}
		session, err := fieldwork.Plan(s.ctx, s.db, s.research.Field, none, e)
		if err != nil {
			return err
		}
		if err := interviews.Tell(s.ctx, s.db, s.research.Field, none, s.id, session, s.base, true); err != nil {
			return err
		}
	}
	_, err = fieldwork.Write(s.ctx, s.db, s.research.Field, none, fieldwork.Note{StudyID: s.id, SiteID: s.sites[0], Kind: fieldwork.Debrief, Day: s.today.AddDays(-1), Words: "Spent the day with the link worker. Three visits, two people not in. Much of the day was on the phone to housing.", Weighs: "One visit stayed with me on the way home."})
	if err != nil {
		return err
	}
	mine, err := readAll(s.builder, func(r reader) ([]studies.Study, error) { return studies.Mine(r, s.research.Chief) })
	for _, x := range mine {
		if x.ID == s.id && err == nil {
			err = studies.Publish(s.ctx, s.db, s.research.Chief, none, s.id, x.Version, true)
		}
	}
	return err
}
