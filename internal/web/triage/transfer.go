package triage

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// transfer is a request of another team, with no more about the person than the
// decision needs.
type transfer struct {
	workforce.Transfer
	Person   people.Person
	Needs    []casework.Need
	From     teams.Team
	Practice teams.Practice
	decision // for who may take them
}

func showTransfer(v *visit.Visit) error { return transferForm(v, nil) }

func transferForm(v *visit.Visit, bad *db.Invalid) error {
	var subject string
	return v.ShowPersonOf(&subject, "transfer", func(r *db.Snapshot) (visit.View, error) {
		x, err := readTransfer(r, v.Actor, v.Path("transfer"))
		if err != nil {
			return visit.View{}, err
		}
		subject = x.Person.ID
		page := shell.Page{Title: "Transfer: " + x.Person.FullName(), Section: "Referrals", Wide: true, Back: &ui.Link{Text: "Back to referrals", Href: "/referrals"}}
		return v.FormView(page, transferPage(v.Fields, x, v.Actor, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readTransfer(r *db.Snapshot, by access.Actor, id string) (x transfer, err error) {
	if x.Transfer, err = workforce.TheTransfer(r, by, id); err != nil {
		return x, err
	}
	x.decision.Now = r.Now()
	if x.Person, err = people.Unscoped(r, x.Transfer.PersonID); err != nil {
		return x, err
	}
	if x.Needs, err = casework.NeedsOf(r, x.CaseID); err != nil {
		return x, err
	}
	if x.From, err = teams.TheTeam(r, x.FromTeam); err != nil {
		return x, err
	}
	if x.Person.PracticeID != "" {
		if x.Practice, err = teams.ThePractice(r, x.Person.PracticeID); err != nil {
			return x, err
		}
	}
	if x.Team, err = teams.TheTeam(r, x.ToTeam); err != nil {
		return x, err
	}
	if x.Workers, err = workforce.Propose(r, by, workforce.Wanted{TeamID: x.ToTeam, PracticeID: x.Person.PracticeID, Language: x.Person.Language}); err != nil {
		return x, err
	}
	x.Away, err = workforce.AwaySoon(r, x.ToTeam, 14)
	return x, err
}

func acceptTransfer(v *visit.Visit) error {
	person, err := workforce.Accept(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("transfer"), v.Fields.Version(), v.Fields.Get("worker"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return transferForm(v, bad) })
	}
	if v.Fields.Is("worker", v.Actor.AccountID) || v.Actor.Is(access.Manager) {
		return v.Done("/people/"+person, "Taken over, with everything that is due.")
	}
	return v.Done("/referrals", "Taken over, with everything that is due.")
}

func declineTransfer(v *visit.Visit) error {
	if err := workforce.Decline(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("transfer"), v.Fields.Version(), v.Fields.Get("answer")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return transferForm(v, bad) })
	}
	return v.Done("/referrals", "Declined. The other team is told why.")
}

// asked is one line of the list of transfers.
type asked struct {
	workforce.Transfer
	Person people.Person
	From   string
}

func readAsked(r *db.Snapshot, by access.Actor) ([]asked, error) {
	all, err := workforce.TransfersTo(r, by)
	if err != nil {
		return nil, err
	}
	rows := make([]asked, len(all))
	for i, t := range all {
		person, err := people.Unscoped(r, t.PersonID)
		if err != nil {
			return nil, err
		}
		from, err := teams.TheTeam(r, t.FromTeam)
		if err != nil {
			return nil, err
		}
		rows[i] = asked{t, person, from.Name}
	}
	return rows, nil
}

func (a asked) waited(today dates.Date) int { return today.Sub(dates.Of(a.AskedAt)) }
