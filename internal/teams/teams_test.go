package teams_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/teams"
)

func TestAnAreaIsSetAndSetAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := teams.TheArea(r); return err }), db.ErrNotFound)
		area := castest.Area
		dbtest.Write(t, d, func(tx *db.Tx) error { return teams.SetArea(tx, area) })
		area.Name, area.Crisis = "Saltmere and Weir", append(area.Crisis, teams.CrisisNumber{Label: "Listening line", Phone: "01632 960 999"})
		dbtest.Write(t, d, func(tx *db.Tx) error { return teams.SetArea(tx, area) })
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			got, err := teams.TheArea(r)
			if got.Name != area.Name || got.Version != 2 || len(got.Crisis) != 2 || got.Crisis[1].Label != "Listening line" {
				t.Errorf("%+v", got)
			}
			return err
		})
	})
}

func TestAnAreaNeedsSomebodyToCall(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for field, spoil := range map[string]func(*teams.Area){
			"name":      func(a *teams.Area) { a.Name = " " },
			"job_title": func(a *teams.Area) { a.JobTitle = "" },
			"phone":     func(a *teams.Area) { a.Phone = "" },
			"crisis":    func(a *teams.Area) { a.Crisis = nil },
		} {
			area := castest.Area
			spoil(&area)
			castest.Refused(t, d.Write(t.Context(), func(tx *db.Tx) error { return teams.SetArea(tx, area) }), field)
		}
	})
}

func TestATeamHasUsualHabitsAndItsOwnName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.Read(func(r *db.Snapshot) error {
			team, err := teams.TheTeam(r, c.Harbour.TeamID)
			if team.AimDays != 10 || team.AgreedOpen != 40 || team.Attempts != 3 || team.CheckIn != 14 {
				t.Errorf("%+v", team)
			}
			return err
		})
		for _, name := range []string{"", "HARBOUR network "} {
			castest.Refused(t, d.Write(t.Context(), func(tx *db.Tx) error { _, err := teams.AddTeam(tx, teams.Team{Name: name}); return err }), "name")
		}
	})
}

func TestAPostcodeFindsItsTeam(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := teams.ServingOutcode(r, "QX1"); return err }), db.ErrNotFound)
		c := castest.New(t, d)
		c.Write(func(tx *db.Tx) error {
			_, err := teams.AddTeam(tx, teams.Team{Name: "Typed in small letters", Outcodes: []string{" qw1 "}})
			return err
		})
		for outcode, want := range map[string]string{"QX1": "Canalside network", "QY1": "Harbour network", "QW1": "Typed in small letters", "ZZ9": "Canalside network", "": "Canalside network"} {
			c.Read(func(r *db.Snapshot) error {
				team, err := teams.ServingOutcode(r, outcode)
				if team.Name != want {
					t.Errorf("%q goes to %q, want %q", outcode, team.Name, want)
				}
				return err
			})
		}
	})
}

func TestAPracticeHasOneCode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for _, p := range []struct {
			field string
			teams.Practice
		}{
			{"name", teams.Practice{ODSCode: "QZ1"}}, {"ods_code", teams.Practice{Name: "Bay"}},
			{"ods_code", teams.Practice{Name: "Bay", ODSCode: "TOOLONG"}}, {"ods_code", teams.Practice{Name: "Bay", ODSCode: " qy101 "}},
		} {
			p.TeamID = c.Harbour.TeamID
			castest.Refused(t, d.Write(t.Context(), func(tx *db.Tx) error { _, err := teams.AddPractice(tx, p.Practice); return err }), p.field)
		}
		c.Read(func(r *db.Snapshot) error {
			p, err := teams.PracticeByODS(r, "qy101")
			if p.ID != c.Harbour.PracticeID || p.TeamID != c.Harbour.TeamID {
				t.Errorf("%+v", p)
			}
			return err
		})
	})
}

func TestACrisisNumberOfTwoStepsIsOne(t *testing.T) {
	for want, phones := range map[string][]string{"call 999 or 111.": {"999", "111"}, "call 999; or 111, then 2; or 01632 960 120.": {"999", "111, then 2", "01632 960 120"}} {
		var all []teams.CrisisNumber
		for _, p := range phones {
			all = append(all, teams.CrisisNumber{Phone: p})
		}
		if got := teams.CrisisWords(all); !strings.HasSuffix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
