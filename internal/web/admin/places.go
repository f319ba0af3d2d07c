package admin

import (
	"strconv"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showPlaces(v *visit.Visit) error { return placesPage(v, nil) }

func placesPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := teams.Teams(r)
		if err != nil {
			return visit.View{}, err
		}
		practices, err := teams.Practices(r)
		page := shell.Page{Title: "Teams and practices", Section: "Administration", Wide: true, Back: back()}
		return v.FormView(page, placesBody(v.Fields, all, practices, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func addTeam(v *visit.Visit) error {
	f := v.Fields
	t := teams.Team{Name: f.Text("team_name"), Phone: f.Text("team_phone"), Outcodes: strings.Fields(strings.ToUpper(f.Get("outcodes"))),
		AimDays: f.Number("aim_days"), AgreedOpen: f.Number("agreed_open")}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		id, err := teams.AddTeam(tx, t)
		if err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "team.added", "", "team", id)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return placesPage(v, renamed(bad, "name", "team_name")) })
	}
	return v.Done("/admin/places", "Team added.")
}

func addPractice(v *visit.Visit) error {
	f := v.Fields
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if _, err := teams.TheTeam(tx, f.Get("practice_team")); err != nil {
			var bad db.Invalid
			bad.Add("practice_team", "Choose a team")
			return bad.Err()
		}
		id, err := teams.AddPractice(tx, teams.Practice{TeamID: f.Get("practice_team"), Name: f.Text("practice_name"), ODSCode: f.Text("ods_code"),
			Email: f.Text("practice_email"), Phone: f.Text("practice_phone")})
		if err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "practice.added", "", "practice", id)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return placesPage(v, renamed(bad, "name", "practice_name")) })
	}
	return v.Done("/admin/places", "Practice added.")
}

// renamed gives a fault the name that its field has on this page.
func renamed(bad *db.Invalid, from, to string) *db.Invalid {
	for i := range bad.Fields {
		if bad.Fields[i].Field == from {
			bad.Fields[i].Field = to
		}
	}
	return bad
}

func showSettings(v *visit.Visit) error { return settingsPage(v, nil) }

func settingsPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			fill(v.Fields, area)
			v.Fields.Set("_version", strconv.Itoa(area.Version))
		}
		page := shell.Page{Title: "Settings", Section: "Administration", Back: back()}
		return v.FormView(page, settingsBody(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fill(f visit.Fields, area teams.Area) {
	var crisis []string
	for _, c := range area.Crisis {
		crisis = append(crisis, c.Label+"; "+c.Phone+"; "+c.Hours)
	}
	for name, value := range map[string]string{"name": area.Name, "job_title": area.JobTitle, "phone": area.Phone, "hours": area.Hours,
		"mail_from": area.MailFrom, "map_tiles": area.Map.Address, "map_credit": area.Map.Credit, "crisis": strings.Join(crisis, "\n")} {
		f.Set(name, value)
	}
}

func saveSettings(v *visit.Visit) error {
	f := v.Fields
	area := teams.Area{Name: f.Text("name"), JobTitle: f.Text("job_title"), Phone: f.Text("phone"), Hours: f.Text("hours"), MailFrom: f.Text("mail_from"), Version: f.Version(),
		Map: teams.MapTiles{Address: f.Text("map_tiles"), Credit: f.Text("map_credit")}}
	for line := range strings.Lines(f.Get("crisis")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		parts := append(strings.SplitN(line, ";", 3), "", "")
		area.Crisis = append(area.Crisis, teams.CrisisNumber{Label: strings.TrimSpace(parts[0]), Phone: strings.TrimSpace(parts[1]), Hours: strings.TrimSpace(parts[2])})
	}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if err := teams.SetArea(tx, area); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "area.changed", "", "area", "area")
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return settingsPage(v, bad) })
	}
	return v.Done("/admin/settings", "Settings saved.")
}
