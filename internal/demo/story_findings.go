package demo

import (
	"strings"

	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
)

// found is a finding of the link worker study with what was made of it, and what follows.
type found struct {
	name, words string
	voices      []heard
	audience    findings.Audience
	recommends  string
	status      findings.Status
}

type heard struct {
	whose string // the beginning of the name of a group or event
	says  findings.Says
	words string
}

var linkWorkerFindings = []found{
	{"Holding", "Link workers stay with people while help is not there yet. They keep somebody in mind, get them ready, share the load and bear witness.",
		[]heard{{"PPI group", findings.Adds, "It is not waiting: somebody keeps you in mind while nothing can happen yet."}, {"Advisory group", findings.Challenges, "Commissioners will read it as a cost. Say what it prevents."}, {"Two days", findings.Agrees, "Link workers from all sites knew it, and had no word for it."}},
		findings.Policy, "Count holding as work when caseloads are planned.", findings.Agreed},
	{"Micro-discretion", "Link workers use their judgement beside written guidance, in small acts for one person.",
		[]heard{{"PPI group", findings.Agrees, "People want somebody who bends a rule for a good reason, and says so."}, {"Space to reflect", findings.Adds, "Managers asked where it is talked about. Supervision is the place."}},
		findings.Practice, "Give link workers supervision in which they can bring small acts of judgement.", findings.Agreed},
	{"People come back when somebody rings when they said they would", "Trust grows by small promises that are kept.",
		[]heard{{"What holding means", findings.Agrees, "People from the voluntary sector said the same of their own work."}},
		findings.Research, "Study what patients say about promises, over a year.", findings.Draft},
}

// conclude tells what the study found, what was made of it and what it recommends.
func (s *linkWorkerStudy) conclude() error {
	lead := s.research.Chief
	s.on(2023, 12, 4)
	seat, err := s.seat(lead, s.id)
	if err != nil {
		return err
	}
	sources, err := readAll(s.builder, func(r reader) ([]findings.Source, error) { return findings.Sources(r, seat) })
	if err != nil {
		return err
	}
	for _, f := range linkWorkerFindings {
		id, err := findings.Add(s.ctx, s.db, lead, none, findings.Finding{StudyID: s.id, Name: f.name, Words: f.words})
		if err != nil {
			return err
		}
		for _, v := range f.voices {
			for _, source := range sources {
				if !strings.HasPrefix(source.Name, v.whose) {
					continue
				}
				if _, err := findings.Hear(s.ctx, s.db, lead, none, s.id, findings.Voice{FindingID: id, Whose: source, Says: v.says, Words: v.words}); err != nil {
					return err
				}
			}
		}
		if _, err := findings.Recommend(s.ctx, s.db, lead, none, findings.Recommendation{StudyID: s.id, Audience: f.audience, Words: f.recommends, Status: f.status, Findings: []string{id}}); err != nil {
			return err
		}
		if err := s.recogniseAtEvents(seat, findings.Finding{ID: id, Name: f.name}); err != nil {
			return err
		}
		if err := s.restPaper(seat, f.name, id, sources); err != nil {
			return err
		}
	}
	return nil
}

// recogniseAtEvents says which of the findings that the events showed a finding is.
func (s *linkWorkerStudy) recogniseAtEvents(seat studies.Seat, f findings.Finding) error {
	all, err := readAll(s.builder, func(r reader) ([]findings.Shown, error) { return findings.AllShown(r, seat) })
	for _, x := range all {
		if err == nil && x.Tells(f) {
			err = findings.Recognise(s.ctx, s.db, s.research.Chief, none, s.id, f.ID, x.Event.ID, x.Number)
		}
	}
	return err
}

// restPaper says that the paper on a finding rests on it and on the group that spoke of it.
func (s *linkWorkerStudy) restPaper(seat studies.Seat, name, finding string, sources []findings.Source) error {
	all, err := readAll(s.builder, func(r reader) ([]outputs.Output, error) { return outputs.List(r, seat) })
	for _, o := range all {
		if err == nil && o.Kind == outputs.Paper && strings.HasPrefix(o.Title, name) {
			err = findings.Rest(s.ctx, s.db, s.research.Chief, none, s.id, o.ID, []findings.Source{{Kind: findings.OfFinding, ID: finding}, sources[0]})
		}
	}
	return err
}
