package questionnaires

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Introduction says who asks, to somebody who has not heard of the study.
type Introduction struct {
	Study         string
	Lead, Sponsor string // "" where the study does not say
	Enquiries     string // email, "" for none
	Called        string // the title of the questionnaire
	WhoLearnsOfIt string // a sentence: who does not learn whether they answered
}

// Introduce says who asks a questionnaire.
func (q Questionnaire) Introduce(r db.Reader, study studies.Study) (Introduction, error) {
	lead, err := studies.NamedLead(r, study.ID)
	return Introduction{Study: study.Name, Lead: lead, Sponsor: study.Sponsor, Enquiries: study.Enquiries, Called: q.Title, WhoLearnsOfIt: q.whoLearnsOfIt()}, err
}

// whoLearnsOfIt speaks of an employer to staff alone: a patient has none that matters.
func (q Questionnaire) whoLearnsOfIt() string {
	as := q.OptInAs
	if q.Numbered() {
		as = q.Who
	}
	switch as {
	case studies.LinkWorker, studies.Professional, studies.VCFSEStaff:
		return "Your employer does not learn whether you answered."
	}
	return "Nobody outside the study team learns whether you answered."
}

// Lines are who leads the study and who answers for it, as far as it says so.
func (i Introduction) Lines() (all []string) {
	if i.Lead != "" {
		all = append(all, "Led by "+i.Lead+".")
	}
	if i.Sponsor != "" {
		all = append(all, "Sponsor: "+i.Sponsor+".")
	}
	return all
}
