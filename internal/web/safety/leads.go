package safety

import (
	"strconv"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
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
		return v.FormView(page, leadsPage(v.Fields, team, clock, candidates(able), visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fillLeads(r db.Reader, f visit.Fields, teamID string, clock safeguarding.Clock) error {
	leads, err := access.LeadsOf(r, teamID)
	for i, l := range leads {
		f.Set("lead_"+strconv.Itoa(i+1), l.AccountID)
		f.Set("phone_"+strconv.Itoa(i+1), l.Phone)
	}
	f.SetNumber("minutes", clock.Minutes)
	f.SetNumber("danger_minutes", clock.DangerMinutes)
	return err
}

func nameLeads(v *visit.Visit) error {
	f := v.Fields
	var leads []access.Lead
	var rows []string // on the page, of each lead
	for i := range safeguarding.MostLeads {
		row := strconv.Itoa(i + 1)
		if id := f.Get("lead_" + row); id != "" {
			leads, rows = append(leads, access.Lead{AccountID: id, Phone: f.Get("phone_" + row)}), append(rows, row)
		}
	}
	c := safeguarding.Clock{Minutes: f.Number("minutes"), DangerMinutes: f.Number("danger_minutes"), Version: f.Version()}
	if err := safeguarding.NameLeads(v.Context(), v.House.DB, v.Actor, v.Once(), v.Actor.TeamID(), leads, c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return leadsForm(v, onPage(bad, rows)) })
	}
	return v.Done("/team/safety", "Saved. What waited with nobody is with them now.")
}

// onPage says of faults in which row of the page they are: rows that were left
// empty are not sent on.
func onPage(bad *db.Invalid, rows []string) *db.Invalid {
	var here db.Invalid
	for _, fault := range bad.Fields {
		field := fault.Field
		for i, row := range rows {
			for _, name := range []string{"lead_", "phone_"} {
				if fault.Field == name+strconv.Itoa(i+1) {
					field = name + row
				}
			}
		}
		here.Add(field, fault.Message)
	}
	return &here
}
