package taxonomies

import "linkwork/internal/db"

// Proposal is a term of ours that a loaded term may stand for.
type Proposal struct {
	Term  LoadedTerm
	Ours  Term
	Why   string // a sentence
	Exact bool   // by its name, its address or a mapping that comes with Linkwork, and no other of ours fits
}

// Proposals are what the matcher proposes for the terms of a taxonomy about
// which nobody has decided, as published, the best for each.
func Proposals(r db.Reader, taxonomyID string) (all []Proposal, err error) {
	terms, err := TermsOf(r, taxonomyID)
	if err != nil {
		return nil, err
	}
	m := NewMatcher()
	for _, term := range terms {
		if term.Decision.Made || term.Gone {
			continue
		}
		if p, ok := m.propose(term); ok {
			all = append(all, p)
		}
	}
	return all, nil
}

func (m *Matcher) propose(term LoadedTerm) (Proposal, bool) {
	p := term.published()
	fits := m.Fits([]Published{p})
	if len(fits) == 0 { // what it is called otherwise
		for _, name := range term.AlternateNames {
			p.Name, p.Code = name, ""
			if fits = m.Fits([]Published{p}); len(fits) > 0 {
				break
			}
		}
		if len(fits) == 0 {
			return Proposal{}, false
		}
		fits[0].rank = byWords
	}
	return Proposal{Term: term, Ours: fits[0].Term, Why: fits[0].Reason, Exact: len(fits) == 1 && fits[0].rank < byWords}, true
}
