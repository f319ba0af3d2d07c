package person

import (
	"slices"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// transferring is what the page on another team shows.
type transferring struct {
	about.Subject
	Teams     []teams.Team // who may be asked
	Transfers []workforce.Transfer
	Names     map[string]string // of teams
}

// asked is the request that waits, if there is one.
func (x transferring) asked() (workforce.Transfer, bool) {
	i := slices.IndexFunc(x.Transfers, func(t workforce.Transfer) bool { return t.State == workforce.TransferAsked })
	if i < 0 {
		return workforce.Transfer{}, false
	}
	return x.Transfers[i], true
}

func showTransfer(v *visit.Visit) error { return transferForm(v, nil) }

func transferForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Ask another team to take over", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		x := transferring{Subject: s, Names: make(map[string]string)}
		all, err := teams.Teams(r)
		if err != nil {
			return nil, err
		}
		for _, t := range all {
			x.Names[t.ID] = t.Name
		}
		if x.Teams, err = workforce.OtherTeams(r, s.Case.TeamID); err != nil {
			return nil, err
		}
		x.Transfers, err = workforce.TransfersOf(r, v.Actor, s.ID)
		return transferPage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), err
	})
}

func askTransfer(v *visit.Visit) error {
	f := v.Fields
	t := workforce.Transfer{PersonID: v.Path("person"), ToTeam: f.Get("team"), Reason: f.Get("reason"), Words: f.Get("words"), Agreed: f.Get("agreed")}
	if _, err := workforce.AskTransfer(v.Context(), v.House.DB, v.Actor, v.Once(), t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return transferForm(v, bad) })
	}
	return v.Done(href(v, "/transfer"), "Asked. Nothing changes until the other team accepts.")
}

func withdrawTransfer(v *visit.Visit) error {
	if err := workforce.Withdraw(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("transfer"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/caseload", "Withdrawn. The person stays with your team.")
}
