package progress

import (
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
)

// WithdrawalLevels are the levels of withdrawals in the order in which they are told:
// the least first.
var WithdrawalLevels = append([]consent.Level{consent.OneClause}, consent.Levels...)

// Withdrew are the participants who took back so much and no more.
func (p Of) Withdrew(level consent.Level) (rows []Row) {
	for _, x := range p.People {
		if w, found := p.TakenBack[x.ID]; found && w.Level == level {
			rows = append(rows, Row{Label: x.Number, SiteID: x.SiteID, Who: x.Kind, On: w.Day})
		}
	}
	return rows
}

// AmendmentStates are the states in which the study has amendments, in the order in
// which an amendment goes through them.
func (p Of) AmendmentStates() (states []string) {
	for _, state := range approvals.AmendmentStates {
		if len(p.Amended(state)) > 0 {
			states = append(states, state)
		}
	}
	return states
}

// Amended are the amendments that stand in a state.
func (p Of) Amended(state string) (rows []Row) {
	for _, a := range p.Amendments {
		if a.State() == state {
			rows = append(rows, Row{Label: a.Number, On: a.StateSince()})
		}
	}
	return rows
}
