package demo

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/outputs"
)

// results are what came of the link worker study, or is still to come.
func (s *linkWorkerStudy) results() error {
	s.on(2023, 12, 1)
	day := func(month time.Month, day int) dates.Date { return dates.Date{Year: 2023, Month: month, Day: day} }
	for _, o := range []outputs.Output{
		{Kind: outputs.Paper, Title: "Holding: what link workers do while help is not there yet"},
		{Kind: outputs.Paper, Title: "Micro-discretion in the work of link workers"},
		{Kind: outputs.Paper, Title: "What changes for patients who meet a link worker"},
		{Kind: outputs.PolicyBrief, Title: "Briefs for practice and policy, one for each paper"},
		{Kind: outputs.Infographic, Title: "The three papers in pictures"},
		{Kind: outputs.Blog, Title: "Two days in Birmingham", Venue: "The study’s blog", Address: "https://link-worker-study.example/birmingham", CameOut: day(10, 5), Summary: "Link workers from the study met for two days and compared their roles."},
		{Kind: outputs.Blog, Title: "Talking about holding in Exeter", Venue: "The study’s blog", Address: "https://link-worker-study.example/exeter", CameOut: day(11, 2), Summary: "People from health, social care and the voluntary sector said what the findings mean to them."},
		{Kind: outputs.Blog, Title: "Space to reflect in Sheffield", Venue: "The study’s blog", Address: "https://link-worker-study.example/sheffield", CameOut: day(11, 24), Summary: "Link workers, managers, a commissioner and members of the public talked about what comes next."},
	} {
		o.StudyID = s.id
		if _, err := outputs.Add(s.ctx, s.db, s.research.Chief, none, o); err != nil {
			return err
		}
	}
	return nil
}

// chooseWords replaces the names in what was said in the retention study, and chooses words
// from it.
func (s *retentionStudy) chooseWords(session, transcript string, talk int) error {
	if _, err := interviews.ReplaceNames(s.ctx, s.db, s.research.Field, none, s.id, session, transcript); err != nil {
		return err
	}
	if talk > 0 {
		return nil
	}
	words := "That is where I sit between two visits, and write down what I heard before the next person comes."
	id, err := interviews.Choose(s.ctx, s.db, s.research.Chief, none, interviews.Passage{StudyID: s.id, SessionID: session, Theme: "Between visits", Words: words})
	if err != nil {
		return err
	}
	return interviews.Quote(s.ctx, s.db, s.research.Chief, none, s.id, id, "draft of the paper on photographs", false)
}
