package safety

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showLeads(v *visit.Visit) error { return leadsForm(v, nil) }

func leadsForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		team, err := teams.TheTeam(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		clock, err := safeguarding.ClockOf(r, team.ID)
		if err != nil {
			return visit.View{}, err
		}
		able, err := safeguarding.Candidates(r)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			if err := fillLeads(r, v.Fields, team.ID, clock); err != nil {
				return visit.View{}, err
			}
		} else {
			clock.Version = v.Fields.Version()
		}
		page := shell.Page{Title: "Safeguarding lead and deputies", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, leadsPage(v.Fields, team, clock, able, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fillLeads(r db.Reader, f visit.Fields, teamID string, clock safeguarding.Clock) error {
	leads, err := access.LeadsOf(r, teamID)
	questions.FillChain(f, leads)
	f.SetNumber("minutes", clock.Minutes)
	f.SetNumber("danger_minutes", clock.DangerMinutes)
	return err
}

func nameLeads(v *visit.Visit) error {
	f := v.Fields
	leads, rows := questions.ReadChain(f)
	c := safeguarding.Clock{Minutes: f.Number("minutes"), DangerMinutes: f.Number("danger_minutes"), Version: f.Version()}
	if err := safeguarding.NameLeads(v.Context(), v.House.DB, v.Actor, v.Once(), v.Actor.TeamID(), leads, c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return leadsForm(v, questions.OnRows(bad, rows)) })
	}
	return v.Done("/team/safety", "Saved. What waited with nobody is with them now.")
}
