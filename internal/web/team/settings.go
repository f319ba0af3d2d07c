package team

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showSettings(v *visit.Visit) error { return settingsForm(v, nil) }

func settingsForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t, err := teams.TheTeam(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("phone", t.Phone)
			for name, n := range map[string]int{"aim_days": t.AimDays, "agreed_open": t.AgreedOpen, "attempts": t.Attempts, "least_means": t.Means, "supervise_days": t.Supervise, "check_in_days": t.CheckIn, "reopen_days": t.ReopenDays, "works_from": t.WorksFrom, "works_until": t.WorksUntil} {
				v.Fields.SetNumber(name, n)
			}
		}
		page := shell.Page{Title: "How the team works", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, settingsPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func changeSettings(v *visit.Visit) error {
	f := v.Fields
	t := teams.Team{ID: v.Actor.TeamID(), Version: f.Version(), Phone: f.Text("phone"), AimDays: f.Number("aim_days"), AgreedOpen: f.Number("agreed_open"),
		Attempts: f.Number("attempts"), Means: f.Number("least_means"), Supervise: f.Number("supervise_days"), CheckIn: f.Number("check_in_days"), ReopenDays: f.Number("reopen_days"), WorksFrom: f.Number("works_from"), WorksUntil: f.Number("works_until")}
	if err := casework.ChangeHabits(v.Context(), v.House.DB, v.Actor, v.Once(), t); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return settingsForm(v, bad) })
	}
	return v.Done("/team", "Saved how the team works.")
}
