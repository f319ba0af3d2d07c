package progress

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/photos"
	"linkwork/internal/studies/questionnaires"
)

// Row is one thing that was counted.
type Row struct {
	Label  string // study number, or pseudonym of a site
	SiteID string
	Who    studies.Kind // "" for a site
	On     dates.Date   // zero for unknown
}

// Achieved is a target with the rows that count towards it.
type Achieved struct {
	studies.Target
	Rows []Row
}

// Of is what a study is at a moment: everything that its numbers are counted from.
type Of struct {
	studies.Seat
	Sites       []studies.Site
	Waves       []fieldwork.Wave
	People      []participants.Participant
	Met         []fieldwork.Met
	Returned    []Row // questionnaires that count
	Photographs int
	TakenBack   map[string]consent.Withdrawal // by the id of who did
	Amendments  []approvals.Amendment
	Targets     []Achieved
	Today       dates.Date
}

// Read gathers the progress of a study for somebody who follows it.
func Read(r db.Reader, s studies.Seat) (p Of, err error) {
	p.Seat, p.Today = s, dates.Of(r.Now())
	if p.Sites, err = s.AllSites(r); err != nil {
		return p, err
	}
	if p.Waves, err = fieldwork.Waves(r, s); err != nil {
		return p, err
	}
	if p.People, err = participants.List(r, s, studies.Follow, participants.Filter{}); err != nil {
		return p, err
	}
	if p.Met, err = fieldwork.MetList(r, s); err != nil {
		return p, err
	}
	if p.Returned, err = returned(r, s); err != nil {
		return p, err
	}
	if p.Photographs, err = photos.Count(r, s); err != nil {
		return p, err
	}
	if p.TakenBack, err = consent.Furthest(r, s); err != nil {
		return p, err
	}
	if p.Amendments, err = approvals.Amendments(r, s); err != nil {
		return p, err
	}
	targets, err := s.Targets(r)
	for _, t := range targets {
		p.Targets = append(p.Targets, Achieved{t, p.towards(t)})
	}
	return p, err
}

// towards are the rows that count towards a target, each thing once.
func (p Of) towards(t studies.Target) []Row {
	switch t.Measure {
	case studies.SitesOpened:
		return p.Opened()
	case studies.TookPart:
		return p.Consented(t.Who, t.SiteID)
	case studies.Observed:
		return p.MetIn([]fieldwork.Kind{fieldwork.Observation, fieldwork.Shadowing}, t.Wave, t.Who, t.SiteID)
	case studies.Interviewed:
		return p.MetIn([]fieldwork.Kind{fieldwork.Interview, fieldwork.FocusGroup}, t.Wave, t.Who, t.SiteID)
	case studies.PhotographsIn:
		return make([]Row, p.Photographs)
	case studies.QuestionnairesIn:
		return p.Returned
	}
	return nil
}

// returned are the responses of all questionnaires of a study that count.
func returned(r db.Reader, s studies.Seat) (rows []Row, err error) {
	all, err := questionnaires.List(r, s)
	for _, q := range all {
		counted, failed := questionnaires.Counted(r, s, q)
		if failed != nil {
			return nil, failed
		}
		for _, x := range counted {
			rows = append(rows, Row{Label: x.Code, On: dates.Of(x.FinishedAt)})
		}
	}
	return rows, err
}

// Opened are the sites at which the study opened.
func (p Of) Opened() (rows []Row) {
	for _, s := range p.Sites {
		if s.Opened() {
			rows = append(rows, Row{Label: s.Pseudonym, SiteID: s.ID, On: s.OpenedOn})
		}
	}
	return rows
}

// Consented are the participants who consented, of a kind ("" for all) at a site (""
// for all).
func (p Of) Consented(who studies.Kind, siteID string) (rows []Row) {
	for _, x := range p.People {
		if !participants.Consented.After(x.Stage) && (who == "" || x.Kind == who) && (siteID == "" || x.SiteID == siteID) {
			rows = append(rows, Row{Label: x.Number, SiteID: x.SiteID, Who: x.Kind, On: dates.Of(x.AddedAt)})
		}
	}
	return rows
}

// MetIn are the participants who were met in sessions of some kinds, each once: in a
// wave (by its code, "" for any), of a kind ("" for all), at a site ("" for all).
func (p Of) MetIn(kinds []fieldwork.Kind, wave string, who studies.Kind, siteID string) (rows []Row) {
	seen := make(map[string]bool)
	for _, m := range p.Met {
		if seen[m.ParticipantID] || !slices.Contains(kinds, m.Kind) || wave != "" && p.code(m.WaveID) != wave || who != "" && m.Who != who || siteID != "" && m.SiteID != siteID {
			continue
		}
		seen[m.ParticipantID] = true
		rows = append(rows, Row{Label: m.Number, SiteID: m.SiteID, Who: m.Who, On: m.On})
	}
	return rows
}

func (p Of) code(waveID string) string {
	for _, w := range p.Waves {
		if w.ID == waveID {
			return w.Code
		}
	}
	return ""
}

// InterviewsHeld are all interviews that took place in a wave ("" for all): a
// participant who was interviewed twice is there twice.
func (p Of) InterviewsHeld(wave string) (rows []Row) {
	for _, m := range p.Met {
		if (m.Kind == fieldwork.Interview || m.Kind == fieldwork.FocusGroup) && (wave == "" || p.code(m.WaveID) == wave) {
			rows = append(rows, Row{Label: m.Number, SiteID: m.SiteID, Who: m.Who, On: m.On})
		}
	}
	return rows
}

// Followed is how many of a kind ("" for all) who were interviewed in the first wave at
// a site ("" for all) were interviewed again in a later one, and of how many.
func (p Of) Followed(wave string, who studies.Kind, siteID string) (again, of []Row) {
	if len(p.Waves) == 0 {
		return nil, nil
	}
	interviews := []fieldwork.Kind{fieldwork.Interview, fieldwork.FocusGroup}
	of = p.MetIn(interviews, p.Waves[0].Code, who, siteID)
	later := make(map[string]bool)
	for _, row := range p.MetIn(interviews, wave, who, "") {
		later[row.Label] = true
	}
	for _, row := range of {
		if later[row.Label] {
			again = append(again, row)
		}
	}
	return again, of
}

// LastVisit is the day of the latest session at a site; zero for none.
func (p Of) LastVisit(siteID string) (last dates.Date) {
	for _, m := range p.Met {
		if m.SiteID == siteID && m.On.After(last) {
			last = m.On
		}
	}
	return last
}
