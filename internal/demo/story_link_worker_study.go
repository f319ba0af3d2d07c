package demo

import (
	"fmt"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// The link worker study is a reconstruction: its people are made up, its totals are
// those of a study that was published. 61 patients and 93 professionals were
// interviewed, 41 patients, 7 link workers and 1 manager again; 35 patients were
// observed; 6 sites were planned and 7 opened.
const (
	patientsInterviewed, patientsAgain, patientsObserved = 61, 41, 35
	linkWorkersMet                                       = 7
	othersMet, vcfseMet                                  = 54, 32
)

// linkWorkerSites are the settings of the seven sites, in words that give nobody
// away.
var linkWorkerSites = []string{"coast, employed by the practices", "city, employed by a charity", "villages, employed by the practices", "market town, employed by a charity",
	"estate, employed by the practices", "university town, employed by the council", "many languages, employed by a charity"}

// linkWorkerStudy is the study while its story is told.
type linkWorkerStudy struct {
	*builder
	id             string
	sites          []string
	sheet, form    string
	baseline, late fieldwork.Wave
	people         int // met so far
}

// on sets the clock to a day of the study, at some time of the working day.
func (s *linkWorkerStudy) on(year int, month time.Month, day int) {
	s.clock.Set(dates.Date{Year: year, Month: month, Day: day}.At(10, 0))
}

func (b *builder) runLinkWorkerStudy() error {
	s := &linkWorkerStudy{builder: b}
	for _, chapter := range []func() error{s.approve, s.openSites, s.meetEverybody, s.meetAgain, s.runGroups, s.results, s.exchange, s.conclude, s.finish, s.writeToReaders} {
		if err := chapter(); err != nil {
			return fmt.Errorf("the link worker study: %w", err)
		}
	}
	return nil
}

// approve tells how the study was set up.
func (s *linkWorkerStudy) approve() (err error) {
	lead := s.research.Chief
	s.on(2021, 8, 2)
	s.id, err = studies.Found(s.ctx, s.db, lead, none, studies.Study{
		Name: "Link worker study", Title: "Understanding link workers in primary care: a realist evaluation", Reconstruction: true,
		Summary:  "Link workers help people with things that are not medical, like loneliness, money or housing. We want to know what makes their work go well, for whom, and why. We spend time with link workers, and talk with patients and professionals.",
		Question: "When link workers are part of primary care, what works, for whom, why and in what circumstances?",
		Starts:   dates.Date{Year: 2021, Month: 8, Day: 1}, Ends: dates.Date{Year: 2024, Month: 1, Day: 31},
		Identifiers: studies.Identifiers{Funder: "A made-up research funder", Sponsor: university, Award: linkWorkerAward, IRAS: "000001", REC: "00/MU/0001", Registration: "A made-up register, number 1"},
		Wording: studies.Wording{Enquiries: "link-worker-study@linkwork.example", Acknowledgement: "This is a reconstruction of research that had the award below. Thank you to all the patients, practitioners and voluntary organisations who took part in the study.",
			Disclaimer: "The views are those of the authors, who are made up, and not of those who employ them, of organisations named here or of the funder."},
		Data: studies.DataProtection{Basis: "A task in the public interest", Condition: "Research in the public interest", Controller: university, Processors: "A made-up company writes down recordings",
			Impact: "Signed 20 July 2021, in the study’s file", Plan: "Version 1.0, 20 July 2021",
			Retention: []studies.Retention{{Kind: "Recordings", Months: 0, Why: "Destroyed when the transcript is checked"}, {Kind: "Transcripts and notes", Months: 60}, {Kind: "Consent forms", Months: 120}}},
	}, "")
	if err != nil {
		return err
	}
	if err := studies.SetAims(s.ctx, s.db, lead, none, s.id, []string{"See what link workers do when they hold people, and why", "Learn how link workers use their judgement beside written guidance", "Learn what patients need to trust a link worker"}); err != nil {
		return err
	}
	for _, t := range []studies.Target{
		{Measure: studies.SitesOpened, Planned: 6}, {Measure: studies.Interviewed, Who: studies.Patient, Wave: "baseline", Planned: 60},
		{Measure: studies.Interviewed, Wave: "baseline", Planned: 150}, {Measure: studies.Observed, Who: studies.Patient, Planned: 36}, {Measure: studies.Interviewed, Who: studies.Patient, Wave: "later", Planned: 40},
	} {
		t.StudyID, t.Words = s.id, "protocol 1.0, section 5"
		if err := studies.SetTarget(s.ctx, s.db, lead, none, t); err != nil {
			return err
		}
	}
	for _, w := range []struct {
		fieldwork.Wave
		into *fieldwork.Wave
	}{{fieldwork.Wave{Code: "baseline", Name: "Baseline"}, &s.baseline}, {fieldwork.Wave{Code: "later", Name: "9 to 12 months", FromDay: 270, ToDay: 400}, &s.late}} {
		w.StudyID = s.id
		if w.Wave.ID, err = fieldwork.AddWave(s.ctx, s.db, lead, none, w.Wave); err != nil {
			return err
		}
		*w.into = w.Wave
	}
	for _, x := range []struct {
		who  string
		role studies.Role
	}{{s.research.Field.AccountID, studies.FieldResearcher}, {s.research.Statistician.AccountID, studies.Statistician}, {s.research.PublicLead.AccountID, studies.PublicLead}} {
		if _, err := studies.Take(s.ctx, s.db, lead, none, studies.Member{StudyID: s.id, AccountID: x.who, Role: x.role, Affiliation: university, Shown: true}); err != nil {
			return err
		}
	}
	return s.writeDocuments()
}

var linkWorkerConsent = consent.Form{Title: "Consent form", Intro: "Please answer each of these for itself.", Clauses: []consent.Clause{
	{Code: "take-part", Words: "I have read the information, could ask questions, and agree to take part.", Covers: consent.TakePart, Needed: true},
	{Code: "interview", Words: "I agree to talk to a researcher.", Covers: consent.BeInterviewed, Needed: true},
	{Code: "observe", Words: "I agree that a researcher is there when I meet my link worker.", Covers: consent.BeObserved},
	{Code: "record", Words: "I agree that our talk is recorded.", Covers: consent.BeRecorded},
	{Code: "quote", Words: "You may use my words without my name.", Covers: consent.BeQuoted},
	{Code: "contact-again", Words: "You may get in touch with me again in about a year.", Covers: consent.ContactAgain},
	{Code: "results", Words: "Please send me what the study finds.", Covers: consent.SendResults},
}}

func (s *linkWorkerStudy) writeDocuments() error {
	form, err := linkWorkerConsent.Write()
	if err != nil {
		return err
	}
	for _, x := range []struct {
		kind  approvals.Kind
		media string
		body  []byte
		into  *string
	}{
		{approvals.Protocol, approvals.Markdown, []byte("# Protocol\n\nSix sites, three weeks with each link worker, interviews with patients and professionals at baseline and after 9 to 12 months."), nil},
		{approvals.InformationSheet, approvals.Markdown, []byte(linkWorkerSheet), &s.sheet},
		{approvals.ConsentForm, approvals.Clauses, form, &s.form},
		{approvals.PresenceNotice, approvals.Markdown, []byte("# A researcher is here today\n\nSomebody from a study is with the link worker. Nothing is written down about you. Say so if you would rather they left."), nil},
		{approvals.TopicGuide, approvals.Markdown, []byte("# Topic guide\n\n- How did you come to meet the link worker?\n- What did you do together?\n- What has changed?"), nil},
		{approvals.DistressProtocol, approvals.Markdown, []byte("# If somebody is upset, or tells you about harm\n\n1. Stop. Ask whether they want to go on.\n2. If somebody is in danger now, call 999.\n3. Tell the lead of the study on the same day."), nil},
	} {
		d := approvals.Document{StudyID: s.id, Kind: x.kind, Title: x.kind.Words(), Language: "en"}
		id, err := approvals.AddDocument(s.ctx, s.db, s.research.Chief, none, d)
		if err != nil {
			return err
		}
		today := dates.Of(s.clock.Now())
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

const linkWorkerSheet = `# About the study

We want to learn what makes the work of link workers go well. You are asked because you have met one, or work with one.

## What would I do?

A researcher talks to you for about an hour, now and perhaps again in a year. If you agree, they are there once when you meet your link worker.

## Do I have to?

No. Nothing about your care or your job changes if you do not. You can stop at any time.

## What happens with what I say?

It is kept without your name. Nobody you work with, or who looks after you, learns what you said.
`

// openSites tells how seven sites were opened where six were planned.
func (s *linkWorkerStudy) openSites() error {
	lead := s.research.Chief
	s.on(2021, 10, 4)
	if err := studies.Move(s.ctx, s.db, lead, none, s.id, 1, studies.Open, dates.Date{}); err != nil {
		return err
	}
	amendment := approvals.Amendment{StudyID: s.id, Number: "AM01", Category: approvals.NonSubstantial, Words: "A seventh site, so that an employer of another kind is there", SubmittedOn: dates.Of(s.clock.Now())}
	for i, setting := range linkWorkerSites {
		s.on(2021, 10, 5+3*i)
		if i == 6 {
			amendment.ApprovedOn = dates.Of(s.clock.Now())
			if _, err := approvals.Amend(s.ctx, s.db, lead, none, amendment); err != nil {
				return err
			}
		}
		if err := s.openSite(studies.Site{StudyID: s.id, Pseudonym: "Site " + string(rune('A'+i)), Name: "A made-up network: " + setting, Setting: setting}); err != nil {
			return err
		}
	}
	return nil
}

func (s *linkWorkerStudy) openSite(site studies.Site) error {
	lead, today := s.research.Chief, dates.Of(s.clock.Now())
	id, err := approvals.AddSite(s.ctx, s.db, lead, none, site)
	if err != nil {
		return err
	}
	s.sites = append(s.sites, id)
	if err := s.letIn(s.id, id, dates.Date{Year: 2024, Month: 1, Day: 31}); err != nil {
		return err
	}
	tasks, err := readAll(s.builder, func(r reader) ([]approvals.SiteTask, error) { return approvals.SiteTasks(r, id) })
	if err != nil {
		return err
	}
	for _, k := range tasks {
		if k.Step == studies.SiteClosed {
			continue
		}
		if err := approvals.SettleTask(s.ctx, s.db, lead, none, s.id, id, k.ID, 1, approvals.Settled{DoneOn: today}); err != nil {
			return err
		}
	}
	return approvals.MoveSite(s.ctx, s.db, lead, none, s.id, id, 1, studies.SiteOpen, today, dates.Date{})
}

// meetEverybody tells of the baseline: who was approached, who said yes, who was
// interviewed and observed.
func (s *linkWorkerStudy) meetEverybody() error {
	parts := map[studies.Kind][]string{studies.LinkWorker: {"link worker"}, studies.Professional: {"GP", "practice nurse", "practice manager", "receptionist", "link worker’s manager", "social care worker"}, studies.VCFSEStaff: {"advice charity", "lunch club", "carers’ centre", "community garden"}}
	for _, group := range []struct {
		kind    studies.Kind
		n, lost int
	}{{studies.LinkWorker, linkWorkersMet, 0}, {studies.Patient, patientsInterviewed, 22}, {studies.Professional, othersMet, 9}, {studies.VCFSEStaff, vcfseMet, 5}} {
		for i := range group.n + group.lost {
			part := ""
			if all := parts[group.kind]; len(all) > 0 {
				part = all[i%len(all)]
			}
			if err := s.meet(group.kind, part, i, i >= group.n); err != nil {
				return err
			}
		}
	}
	return nil
}

// meet tells of one participant: approached, and lost or interviewed.
func (s *linkWorkerStudy) meet(kind studies.Kind, part string, i int, lost bool) error {
	field, site := s.research.Field, s.sites[i%len(s.sites)]
	day := dates.Date{Year: 2021, Month: 11, Day: 1}.AddDays(s.people * 2)
	s.people++
	s.clock.Set(day.At(9, 30))
	source := participants.FromLinkWorker
	if kind == studies.Patient && i%3 == 0 {
		source = participants.FromPractice
	}
	id, err := participants.Add(s.ctx, s.db, field, none, participants.Participant{StudyID: s.id, SiteID: site, Kind: kind, Part: part, Source: source}, day)
	if err != nil {
		return err
	}
	if lost {
		reasons := []participants.Reason{participants.NoReply, participants.NotWanted, participants.NoTime, participants.Unwell, participants.NotFitting}
		return participants.Lose(s.ctx, s.db, field, none, s.id, id, 1, reasons[i%len(reasons)], day)
	}
	said := make(map[string]bool)
	for _, c := range linkWorkerConsent.Clauses {
		said[c.Code] = true
	}
	observed := kind == studies.Patient && i < patientsObserved
	said["observe"] = observed || kind == studies.LinkWorker
	said["results"] = i%4 != 0
	given := consent.Given{ParticipantID: id, FormID: s.form, SheetID: s.sheet, Mode: consent.OnPaper, InformedOn: day.AddDays(-4), Said: said, TypedName: "as signed on paper", Capacity: consent.Own, CopyHow: "on paper"}
	if _, err := consent.Take(s.ctx, s.db, field, none, s.id, given); err != nil {
		return err
	}
	kinds := []fieldwork.Kind{fieldwork.Interview}
	if observed {
		kinds = append(kinds, fieldwork.Observation)
	}
	if kind == studies.LinkWorker {
		kinds = append(kinds, fieldwork.Shadowing)
	}
	for _, k := range kinds {
		e := fieldwork.Session{StudyID: s.id, SiteID: site, WaveID: s.baseline.ID, Kind: k, HeldOn: day, Place: fieldwork.AtWork, Minutes: 60, Participants: []string{id}}
		if _, err := fieldwork.NoteHeld(s.ctx, s.db, field, none, e); err != nil {
			return err
		}
	}
	return nil
}

// meetAgain tells of the follow-up: 41 patients, all link workers and one manager;
// of the others who were asked, why they could not be followed.
func (s *linkWorkerStudy) meetAgain() error {
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
	reasons := []fieldwork.Reason{fieldwork.CouldNotGet, fieldwork.Declined, fieldwork.Unable, fieldwork.NoShow}
	patients, managers, n := 0, 0, 0
	for _, x := range due {
		if x.Wave.ID != s.late.ID || x.From.IsZero() {
			continue
		}
		day := x.From.AddDays(20)
		s.clock.Set(day.At(14, 0))
		again := x.Kind == studies.LinkWorker
		switch {
		case x.Kind == studies.Patient && patients < patientsAgain:
			patients, again = patients+1, true
		case x.Part == "link worker’s manager" && managers < 1:
			managers, again = managers+1, true
		}
		if !again {
			n++
			why := fieldwork.NotAsked
			if x.Kind == studies.Patient {
				why = reasons[n%len(reasons)]
			}
			if err := fieldwork.CouldNot(s.ctx, s.db, s.research.Field, none, s.id, s.late.ID, x.ID, why, ""); err != nil {
				return err
			}
			continue
		}
		e := fieldwork.Session{StudyID: s.id, SiteID: x.SiteID, WaveID: s.late.ID, Kind: fieldwork.Interview, HeldOn: day, Place: fieldwork.ByPhone, Minutes: 45, Participants: []string{x.ID}}
		if _, err := fieldwork.NoteHeld(s.ctx, s.db, s.research.Field, none, e); err != nil {
			return err
		}
	}
	return nil
}

// finish tells what the study owed, and that it is being written up.
func (s *linkWorkerStudy) finish() error {
	lead := s.research.Chief
	s.on(2023, 12, 4)
	for _, c := range []struct {
		kind studies.Owed
		whom string
		due  dates.Date
		done string
	}{
		{studies.AnnualReport, "the ethics committee", dates.Date{Year: 2022, Month: 9, Day: 30}, "Sent by email"},
		{studies.AnnualReport, "the funder", dates.Date{Year: 2023, Month: 9, Day: 30}, "Sent through the funder’s site"},
		{studies.Results, "everybody who took part and asked for them", dates.Date{Year: 2023, Month: 12, Day: 1}, "The update of December 2023"},
	} {
		id, err := studies.Promise(s.ctx, s.db, lead, none, studies.Commitment{StudyID: s.id, Kind: c.kind, Whom: c.whom, Due: c.due})
		if err != nil {
			return err
		}
		if err := studies.Keep(s.ctx, s.db, lead, none, s.id, id, 1, c.due, c.done); err != nil {
			return err
		}
	}
	if _, err := approvals.NoteEvent(s.ctx, s.db, lead, none, approvals.Event{StudyID: s.id, SiteID: s.sites[2], Kind: approvals.Difficulty, Day: dates.Date{Year: 2022, Month: 3, Day: 14}, FoundOn: dates.Date{Year: 2022, Month: 3, Day: 14},
		Words: "The link worker was away for six weeks, so shadowing was in two parts.", Done: "Agreed with the site", ClosedOn: dates.Date{Year: 2022, Month: 5, Day: 2}}); err != nil {
		return err
	}
	mine, err := readAll(s.builder, func(r reader) ([]studies.Study, error) { return studies.Mine(r, lead) })
	if err != nil {
		return err
	}
	if err := studies.Publish(s.ctx, s.db, lead, none, s.id, mine[0].Version, true); err != nil {
		return err
	}
	return studies.Move(s.ctx, s.db, lead, none, s.id, mine[0].Version+1, studies.Analysis, dates.Date{})
}
