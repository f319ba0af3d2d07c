package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviewees"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/sampling"
)

// The retention study is a reconstruction too: 342 link workers answered a questionnaire
// that closed at the end of November 2023, and 20 of those who opted in were interviewed.
const retentionAnswers, retentionInterviews = 342, 20

// retentionStudy is the study while its story is told.
type retentionStudy struct {
	*builder
	id, questionnaire string
	sheet, form       string
	wave              string
	dice              *rand.Rand
	invited           []string // participants
}

func (b *builder) runRetentionStudy() error {
	s := &retentionStudy{builder: b, dice: rand.New(rand.NewPCG(342, 20))}
	for _, chapter := range []func() error{s.setUp, s.ask, s.close, s.invite, s.photograph, s.interview, s.finish} {
		if err := chapter(); err != nil {
			return fmt.Errorf("the retention study: %w", err)
		}
	}
	return nil
}

func (s *retentionStudy) on(year int, month time.Month, day, hour, minute int) {
	s.clock.Set(dates.Date{Year: year, Month: month, Day: day}.At(hour, minute))
}

func (s *retentionStudy) setUp() (err error) {
	lead := s.research.Chief
	s.on(2023, 6, 5, 10, 0)
	before, err := readAll(s.builder, func(r reader) ([]studies.Study, error) { return studies.Mine(r, lead) })
	if err != nil {
		return err
	}
	s.id, err = studies.Found(s.ctx, s.db, lead, none, studies.Study{
		Name: "Retention study", Title: "Why link workers stay in or leave their job", Reconstruction: true, FollowsID: before[0].ID,
		Summary:  "Being a link worker is rewarding and can be hard. We asked link workers what shapes whether they want to stay: a questionnaire first, and then interviews about photographs that they took.",
		Question: "What shapes whether link workers want to stay in their job or leave it?", Starts: dates.Date{Year: 2023, Month: 6, Day: 1}, Ends: dates.Date{Year: 2024, Month: 12, Day: 31},
		Identifiers: studies.Identifiers{Funder: "A made-up school for research", Sponsor: university, Award: "678", Registration: "A made-up register, number 2"},
		Wording: studies.Wording{Enquiries: "retention-study@linkwork.example", Acknowledgement: "This is a reconstruction of research that had the award below. Thank you to all the patients, practitioners and voluntary organisations who took part in the study.",
			Disclaimer: "The views are those of the authors, who are made up, and not of those who employ them, of organisations named here or of the funder."},
		Data: studies.DataProtection{Basis: "A task in the public interest", Condition: "Research in the public interest", Controller: university, Retention: []studies.Retention{{Kind: "Photographs as taken", Months: 0, Why: "Destroyed after 90 days"}, {Kind: "Answers and transcripts", Months: 60}}},
	}, "")
	if err != nil {
		return err
	}
	for _, m := range []studies.Member{{AccountID: s.research.Field.AccountID, Role: studies.FieldResearcher}, {AccountID: s.research.Statistician.AccountID, Role: studies.Statistician}} {
		m.StudyID, m.Affiliation, m.Shown = s.id, university, true
		if _, err := studies.Take(s.ctx, s.db, lead, none, m); err != nil {
			return err
		}
	}
	for _, t := range []studies.Target{{Measure: studies.QuestionnairesIn, Planned: 300}, {Measure: studies.Interviewed, Planned: 20}, {Measure: studies.PhotographsIn, Planned: 60}} {
		t.StudyID, t.Words = s.id, "protocol 1.0, section 4"
		if err := studies.SetTarget(s.ctx, s.db, lead, none, t); err != nil {
			return err
		}
	}
	if s.wave, err = fieldwork.AddWave(s.ctx, s.db, lead, none, fieldwork.Wave{StudyID: s.id, Code: "interview", Name: "Interview"}); err != nil {
		return err
	}
	if err := s.writeDocuments(); err != nil {
		return err
	}
	return studies.Move(s.ctx, s.db, lead, none, s.id, 1, studies.Open, dates.Date{})
}

var retentionConsent = consent.Form{Title: "Consent form for the interview", Clauses: []consent.Clause{
	{Code: "take-part", Words: "I have read the information and agree to take part.", Covers: consent.TakePart, Needed: true},
	{Code: "interview", Words: "I agree to be interviewed.", Covers: consent.BeInterviewed, Needed: true},
	{Code: "record", Words: "I agree that our talk is recorded.", Covers: consent.BeRecorded},
	{Code: "quote", Words: "You may use my words without my name.", Covers: consent.BeQuoted},
	{Code: "photos", Words: "I agree to take photographs and to talk about them.", Covers: consent.TakePhotos},
}}

func (s *retentionStudy) writeDocuments() error {
	body, err := retentionConsent.Write()
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
		{approvals.InformationSheet, approvals.Markdown, []byte("# About the interview\n\nYou take three photographs before we talk: of a typical part of your day, of something that gives you confidence, and of something unexpected.\n\n## Who sees them?\n\nYou decide, for each photograph and each use. You can change your mind."), &s.sheet},
		{approvals.ConsentForm, approvals.Clauses, body, &s.form},
		{approvals.PhotoGuidance, approvals.Markdown, []byte("# Taking photographs\n\n1. A typical part of your day.\n2. Something that gives you confidence.\n3. Something unexpected."), nil},
		{approvals.TopicGuide, approvals.Markdown, []byte("# Topic guide\n\n- Tell me about the first photograph.\n- What made you think of leaving, or of staying?"), nil},
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

func choicesOf(labels ...string) (all []form.Choice) {
	for i := 0; i < len(labels); i += 2 {
		all = append(all, form.Choice{Code: labels[i], Label: form.Say("en", labels[i+1])})
	}
	return all
}

func retentionForm() form.Form {
	number := func(name, label, help string, least, most float64) form.Item {
		return form.Item{Name: name, Kind: form.Number, Label: form.Say("en", label), Help: form.Say("en", help), Min: &least, Max: &most, Whole: true, Required: true}
	}
	single := func(name, label string, choices ...string) form.Item {
		return form.Item{Name: name, Kind: form.Single, Label: form.Say("en", label), Choices: choicesOf(choices...), Required: true}
	}
	return form.Form{Title: form.Say("en", "Staying in or leaving the job of a link worker"), Languages: []string{"en"},
		Intro: form.Say("en", "For link workers in the UK. It takes about 10 minutes."), Thanks: form.Say("en", "Thank you for telling us about your work."),
		Items: []form.Item{
			single("worker", "Are you a link worker, social prescriber or community navigator?", "yes", "Yes", "no", "No"),
			single("region", "Where do you work?", "north", "North of England", "midlands", "Midlands and East", "london", "London", "south", "South of England", "nations", "Scotland, Wales or Northern Ireland"),
			single("employer", "Who employs you?", "primary", "Primary care", "vcfse", "Voluntary sector", "council", "Council", "other", "Somebody else"),
			single("years", "How long have you been in the role?", "under1", "Under 1 year", "one-two", "1 to 2 years", "three", "3 years or more"),
			number("discrepancy", "How far is the job from what you expected?", "0: just as I expected. 100: nothing like it.", 0, 100),
			number("confidence", "How confident are you that you can do the job well?", "6: not at all. 36: completely.", 6, 36),
			single("past", "In the past 6 months, have you thought about leaving?", "yes", "Yes", "no", "No"),
			single("next", "In the next 6 months, are you likely to leave?", "yes", "Yes", "no", "No"),
			{Name: "words", Kind: form.Text, Label: form.Say("en", "What would make you stay?"), Long: true},
		}}
}

// ask tells how the questionnaire was made, tested and opened.
func (s *retentionStudy) ask() (err error) {
	lead := s.research.Chief
	s.on(2023, 9, 18, 10, 0)
	if s.questionnaire, err = questionnaires.Bring(s.ctx, s.db, lead, none, s.id, retentionForm()); err != nil {
		return err
	}
	q, err := s.now()
	if err != nil {
		return err
	}
	if err := forms.Publish(s.ctx, s.db, lead, none, q.FormID, 1); err != nil {
		return err
	}
	x := questionnaires.Settings{OpensOn: dates.Date{Year: 2023, Month: 10, Day: 2}, ClosesOn: dates.Date{Year: 2023, Month: 11, Day: 30}, Grace: 3, Eligible: "worker = 'yes'", OptIn: true, OptInAs: studies.LinkWorker, Traits: []string{"region", "employer", "years", "past"}}
	if err := questionnaires.Set(s.ctx, s.db, lead, none, s.id, s.questionnaire, 1, x); err != nil {
		return err
	}
	if err := questionnaires.ToTest(s.ctx, s.db, lead, none, s.id, s.questionnaire, 2); err != nil {
		return err
	}
	s.on(2023, 10, 2, 8, 0)
	if err := questionnaires.ToOpen(s.ctx, s.db, lead, none, s.id, s.questionnaire, 3); err != nil {
		return err
	}
	return s.answerAll()
}

func (s *retentionStudy) now() (q questionnaires.Questionnaire, err error) {
	err = s.db.Read(s.ctx, func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.research.Chief, s.id, studies.Lead)
		if err == nil {
			q, err = questionnaires.Get(r, seat, s.questionnaire)
		}
		return err
	})
	return q, err
}

// answerAll tells of 342 answers that count and a few that do not, most at first and
// again when it is about to close.
func (s *retentionStudy) answerAll() error {
	door, err := questionnaires.MakeDoor(s.ctx, s.db, s.research.Chief, none, s.id, s.questionnaire, "Newsletters of networks")
	if err != nil {
		return err
	}
	var when []time.Time
	first := dates.Date{Year: 2023, Month: 10, Day: 2}
	for range retentionAnswers + 9 {
		day := int(60 * math.Pow(s.dice.Float64(), 1.7))
		if s.dice.IntN(4) == 0 {
			day = 59 - s.dice.IntN(4)
		}
		when = append(when, first.AddDays(day).At(8+s.dice.IntN(12), s.dice.IntN(60)))
	}
	slices.SortFunc(when, time.Time.Compare)
	for i, at := range when {
		s.clock.Set(at)
		if err := s.answer(door, i, i%38 == 20); err != nil {
			return err
		}
	}
	return nil
}

// answer tells of one response. Who expected another job, or has little confidence,
// thinks of leaving more often: the coefficients are made up and known.
func (s *retentionStudy) answer(door string, i int, outsider bool) error {
	own, err := questionnaires.Start(s.ctx, s.db, none, door, "", questionnaires.Guard{Browser: "browser " + strconv.Itoa(i)})
	if err != nil {
		return err
	}
	s.clock.Set(s.clock.Now().Add(time.Duration(6+s.dice.IntN(12)) * time.Minute))
	said := s.said(outsider)
	link, err := s.linkOf(own)
	if err != nil {
		return err
	}
	if err := forms.TakeAll(s.ctx, s.db, link, said); err != nil {
		return err
	}
	if err := questionnaires.Finish(s.ctx, s.db, link); err != nil {
		return err
	}
	if outsider || s.dice.IntN(100) >= 38 {
		return nil
	}
	c := participants.Contact{Name: givenNames[s.dice.IntN(len(givenNames))] + " " + familyNames[s.dice.IntN(len(familyNames))], Email: fmt.Sprintf("link.worker%d@linkwork.example", i+1), Way: participants.ByEmail}
	return questionnaires.OptIn(s.ctx, s.db, none, own, c)
}

// RetentionLogits are the made-up coefficients of the demonstration's answers: of the
// log-odds of having thought of leaving, per unit.
var RetentionLogits = struct{ Intercept, Discrepancy, Confidence float64 }{0.4, math.Log(6.86) / 30, -math.Log(1.91) / 10}

func (s *retentionStudy) said(outsider bool) map[string]form.Given {
	pick := func(codes ...string) form.Given { return form.Given{Values: []string{codes[s.dice.IntN(len(codes))]}} }
	if outsider {
		return map[string]form.Given{"worker": {Values: []string{"no"}}, "region": pick("north"), "employer": pick("other"), "years": pick("three"), "discrepancy": {Values: []string{"10"}}, "confidence": {Values: []string{"30"}}, "past": pick("no"), "next": pick("no")}
	}
	discrepancy := min(100, max(0, int(35+18*s.dice.NormFloat64())))
	confidence := min(36, max(6, int(27+5*s.dice.NormFloat64())))
	logit := RetentionLogits.Intercept + RetentionLogits.Discrepancy*float64(discrepancy-35) + RetentionLogits.Confidence*float64(confidence-27)
	leaves := func(shift float64) form.Given {
		if s.dice.Float64() < 1/(1+math.Exp(-logit+shift)) {
			return form.Given{Values: []string{"yes"}}
		}
		return form.Given{Values: []string{"no"}}
	}
	words := []string{"", "", "Supervision by somebody who knows the job", "Pay like the others in the practice", "Fewer people at once", "Being asked to the practice meeting", "A contract that does not end in March"}
	return map[string]form.Given{"worker": pick("yes"), "region": pick("north", "north", "midlands", "midlands", "london", "south", "south", "south", "nations"), "employer": pick("primary", "primary", "primary", "vcfse", "vcfse", "council", "other"),
		"years": pick("under1", "one-two", "one-two", "three"), "discrepancy": {Values: []string{strconv.Itoa(discrepancy)}}, "confidence": {Values: []string{strconv.Itoa(confidence)}}, "past": leaves(0), "next": leaves(0.9), "words": {Values: []string{words[s.dice.IntN(len(words))]}}}
}

func (s *retentionStudy) close() error {
	s.on(2023, 11, 30, 23, 50)
	q, err := s.now()
	if err != nil {
		return err
	}
	return questionnaires.ToClose(s.ctx, s.db, s.research.Chief, none, s.id, s.questionnaire, q.Version, 3)
}

// invite tells how 20 were drawn by the sampler from those who opted in, over region and
// employer, and consented.
func (s *retentionStudy) invite() error {
	s.on(2023, 12, 11, 10, 0)
	wanted := sampling.Each(1, s.dimensions()...)
	if err := interviewees.SetFrame(s.ctx, s.db, s.research.Chief, none, s.id, s.questionnaire, interviewees.Frame{Wanted: wanted, About: retentionInterviews}); err != nil {
		return err
	}
	for i := range retentionInterviews {
		s.on(2023, 12, 11, 11, i)
		if err := s.inviteNext(); err != nil {
			return err
		}
	}
	return nil
}

// photograph tells of the photographs that they took before the interview.
func (s *retentionStudy) photograph() error {
	return s.takePhotographs(photographs{StudyID: s.id, Lead: s.research.Chief, Field: s.research.Field, Participants: s.invited, AskedOn: dates.Date{Year: 2024, Month: 1, Day: 8}})
}

func (s *retentionStudy) interview() error {
	for i, id := range s.invited {
		day := dates.Date{Year: 2024, Month: 2, Day: 5}.AddDays(3 * i)
		s.clock.Set(day.At(13, 0))
		e := fieldwork.Session{StudyID: s.id, WaveID: s.wave, Kind: fieldwork.Interview, HeldOn: day, Place: fieldwork.ByVideo, Minutes: 50, Participants: []string{id}}
		session, err := fieldwork.NoteHeld(s.ctx, s.db, s.research.Field, none, e)
		if err != nil {
			return err
		}
		if i < len(retentionTalks) {
			transcript, err := interviews.Keep(s.ctx, s.db, s.research.Field, none, s.id, session, retentionTalks[i])
			if err == nil {
				err = s.chooseWords(session, transcript, i)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// retentionTalks are what the first of them said about their photographs.
var retentionTalks = [][]interviews.Turn{{
	{Who: "Interviewer", Said: "Which photograph would you like to begin with?"},
	{Who: "P", Said: "The one of a typical part of the day. That is where I sit between two visits, and write down what I heard before the next person comes."},
	{Who: "Interviewer", Said: "There is none of what gives you confidence."},
	{Who: "P", Said: "I did not know how to take it without somebody in it. It is the people on the team. After a hard month they say: look how far she has come."},
	{Who: "Interviewer", Said: "What was unexpected?"},
	{Who: "P", Said: "How much of the work is waiting with people. Nobody tells you that when you start. It is also why I have stayed."},
}, {
	{Who: "Interviewer", Said: "Tell me about these."},
	{Who: "P", Said: "I did not want anybody to be in them, so you see the places. Most of my day is getting from one to the next."},
	{Who: "Interviewer", Said: "Has that ever made you think of leaving?"},
	{Who: "P", Said: "In the first year, yes. Then my hours were put together on three days, and I could breathe."},
}}

// dimensions are the region and the employer, over which people vary.
func (s *retentionStudy) dimensions() []sampling.Dimension {
	var all []sampling.Dimension
	f := retentionForm()
	for _, name := range []string{"region", "employer"} {
		i, _ := f.Item(name)
		d := sampling.Dimension{Name: name, Label: f.In(i.Label, "en")}
		for _, c := range i.Choices {
			d.Values = append(d.Values, sampling.Value{Name: c.Code, Label: f.In(c.Label, "en")})
		}
		all = append(all, d)
	}
	return all
}

// inviteNext invites whom the sampler suggests, or the next who is free.
func (s *retentionStudy) inviteNext() error {
	var number, why, id string
	err := s.db.Read(s.ctx, func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.research.Chief, s.id, studies.Meet)
		if err != nil {
			return err
		}
		q, err := questionnaires.Get(r, seat, s.questionnaire)
		if err != nil {
			return err
		}
		p, err := interviewees.PoolOf(r, seat, q)
		if err != nil {
			return err
		}
		if next := p.Sample.Suggest(1, p.Frame.Seed).Next; len(next) > 0 {
			number, why = next[0].Number, next[0].Words()
		} else if number, err = free(p.Sample); err != nil {
			return err
		} else {
			why = "To have about 20 in all"
		}
		id = p.Volunteers[number].ID
		return nil
	})
	if err != nil {
		return err
	}
	if err := interviewees.Choose(s.ctx, s.db, s.research.Chief, none, s.id, s.questionnaire, sampling.Choice{Number: number, State: sampling.Chosen, Reason: why}); err != nil {
		return err
	}
	return s.consent(s.research.Chief, id)
}

func free(pool *sampling.Sample) (number string, err error) {
	all, err := pool.Who()
	for _, c := range all {
		if c.State == sampling.Free {
			return c.Number, err
		}
	}
	return "", fmt.Errorf("nobody is free: %w", err)
}

// consent tells that somebody who was invited said yes.
func (s *retentionStudy) consent(by access.Actor, id string) error {
	day := dates.Of(s.clock.Now())
	said := make(map[string]bool)
	for _, c := range retentionConsent.Clauses {
		said[c.Code] = true
	}
	given := consent.Given{ParticipantID: id, FormID: s.form, SheetID: s.sheet, Mode: consent.Recorded, Witness: "The recording", InformedOn: day.AddDays(-7), Day: day, Said: said, TypedName: "as spoken", Capacity: consent.Own, CopyHow: "by email"}
	if _, err := consent.Take(s.ctx, s.db, by, none, s.id, given); err != nil {
		return err
	}
	s.invited = append(s.invited, id)
	return nil
}

func (s *retentionStudy) finish() error {
	s.on(2024, 12, 16, 15, 0)
	mine, err := readAll(s.builder, func(r reader) ([]studies.Study, error) { return studies.Mine(r, s.research.Chief) })
	for _, x := range mine {
		if x.ID != s.id || err != nil {
			continue
		}
		if err := studies.Publish(s.ctx, s.db, s.research.Chief, none, s.id, x.Version, true); err != nil {
			return err
		}
		return studies.Move(s.ctx, s.db, s.research.Chief, none, s.id, x.Version+1, studies.Analysis, dates.Date{})
	}
	return err
}
