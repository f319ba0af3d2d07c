package studies

import "linkwork/internal/db"

// Responsible is who answers for a study and for what is kept about those who take
// part, for whoever reads about it or is asked to take part. It names nobody whom the
// study does not name in public.
type Responsible struct {
	StudyID string
	Lead    string // with affiliation; "" where the study names nobody
	Identifiers
	Wording
	Controller string
	Basis      string // lawful basis, in plain words
	Condition  string // for health data
	Published  bool   // has a public page, where everybody can ask
}

// WhoAnswers is who answers for a study. It needs no session: a link or the public
// page leads to it.
func WhoAnswers(r db.Reader, studyID string) (Responsible, error) {
	s, err := get(r, studyID)
	if err != nil {
		return Responsible{}, err
	}
	x := Responsible{StudyID: s.ID, Identifiers: s.Identifiers, Wording: s.Wording, Controller: s.Data.Controller, Basis: s.Data.Basis, Condition: s.Data.Condition, Published: s.Published}
	x.Lead, err = NamedLead(r, s.ID)
	return x, err
}
