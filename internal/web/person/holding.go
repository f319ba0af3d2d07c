package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

func showHoldingForm(v *visit.Visit) error { return holdingForm(v, nil) }

func holdingForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Keep in touch", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		team, err := teams.TheTeam(r, s.Case.TeamID)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.SetDate("next_check_in", s.Today.AddDays(team.CheckIn).NextWorkingDay())
			v.Fields.SetDate("talk_about_on", s.Today.AddMonths(3))
			v.Fields.Set("every_days", itoa(team.CheckIn))
		}
		return holdingPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func startHolding(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	h := casework.Holding{PersonID: v.Path("person"), Function: f.Get("function"), WaitingFor: f.Get("waiting_for"), JoinedOn: f.Date("joined_on", bad),
		Agreed: f.Is("agreed", "yes"), EveryDays: f.Number("every_days"), NextCheckIn: f.Date("next_check_in", bad), TalkAboutOn: f.Date("talk_about_on", bad)}
	err := bad.Err()
	if err == nil {
		_, err = casework.StartHolding(v.Context(), v.House.DB, v.Actor, v.Once(), h)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return holdingForm(v, bad) })
	}
	return v.Done(href(v, ""), "You are keeping in touch from today.")
}

func endHolding(v *visit.Visit) error {
	if err := casework.EndHolding(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("holding"), v.Fields.Text("words")); err != nil {
		return err
	}
	return v.Done(href(v, ""), "Ended.")
}
