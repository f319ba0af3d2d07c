package person

import (
	"errors"
	"strconv"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
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
			v.Fields.Set("every_days", strconv.Itoa(team.CheckIn))
		}
		services, err := servicesOf(r, v, s, "")
		return holdingPage(v.Fields, s, services, visit.NewToken(), visit.Faults(bad)), err
	})
}

// servicesOf offers the services that the person was connected with, and the
// one that is kept.
func servicesOf(r *db.Snapshot, v *visit.Visit, s about.Subject, kept string) ([]ui.Choice, error) {
	items := []ui.Choice{{Text: "Something else: I write it below"}}
	all, err := connections.Of(r, v.Actor, s.ID)
	seen := map[string]bool{}
	for _, c := range all {
		if !seen[c.ServiceID] {
			seen[c.ServiceID] = true
			items = append(items, ui.Choice{Value: c.ServiceID, Text: c.ServiceName})
		}
	}
	for _, h := range s.Holdings {
		if h.ServiceID != "" && h.ServiceID == kept && !seen[kept] {
			items = append(items, ui.Choice{Value: h.ServiceID, Text: h.WaitingFor})
		}
	}
	return items, err
}

// readHolding turns the form into what was agreed.
func readHolding(v *visit.Visit) (casework.Holding, error) {
	f, bad := v.Fields, new(db.Invalid)
	h := casework.Holding{ID: v.Path("holding"), PersonID: v.Path("person"), Function: f.Get("function"), ServiceID: f.Get("service"), WaitingFor: f.Get("waiting_for"),
		JoinedOn: f.Date("joined_on", bad), Agreed: f.Is("agreed", "yes"), EveryDays: f.Number("every_days"), NextCheckIn: f.Date("next_check_in", bad),
		TalkAboutOn: f.Date("talk_about_on", bad), Version: f.Version()}
	return h, bad.Err()
}

func startHolding(v *visit.Visit) error {
	h, err := readHolding(v)
	if err == nil {
		_, err = casework.StartHolding(v.Context(), v.House.DB, v.Actor, v.Once(), h)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return holdingForm(v, bad) })
	}
	return v.Done(href(v, ""), "You are keeping in touch from today.")
}

func showChangeHolding(v *visit.Visit) error { return changeForm(v, nil, nil) }

// changeForm shows what was agreed, to change it. With mine it says beside it
// what somebody else saved first.
func changeForm(v *visit.Visit, bad *db.Invalid, mine *casework.Holding) error {
	return form(v, "Change how you keep in touch", "", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		h, err := casework.TheHolding(r, v.Actor, s.ID, v.Path("holding"))
		if err != nil {
			return nil, err
		}
		if bad == nil {
			fillHolding(v.Fields, h)
		}
		c := changePage{Subject: s, Holding: h, Version: h.Version}
		if bad != nil && mine == nil {
			c.Version = v.Fields.Version()
		}
		if mine != nil {
			c.Differs = holdingDiffers(*mine, h)
		}
		if c.Services, err = servicesOf(r, v, s, h.ServiceID); err != nil {
			return nil, err
		}
		c.Before, err = casework.HoldingHistory(r, h.ID)
		return changeHoldingPage(v.Fields, c, visit.NewToken(), visit.Faults(bad)), err
	})
}

// changePage is what the page of a change shows.
type changePage struct {
	about.Subject
	Holding  casework.Holding
	Version  int // that the form goes with
	Services []ui.Choice
	Before   []casework.HoldingBefore
	Differs  []shell.Difference
}

func fillHolding(f visit.Fields, h casework.Holding) {
	f.Set("function", h.Function)
	f.Set("service", h.ServiceID)
	if h.ServiceID == "" {
		f.Set("waiting_for", h.WaitingFor)
	}
	f.Set("every_days", strconv.Itoa(h.EveryDays))
	f.Set("agreed", "yes")
	f.SetDate("joined_on", h.JoinedOn)
	f.SetDate("next_check_in", h.NextCheckIn)
	f.SetDate("talk_about_on", h.TalkAboutOn)
}

func changeHolding(v *visit.Visit) error {
	h, err := readHolding(v)
	if err == nil {
		err = casework.ChangeHolding(v.Context(), v.House.DB, v.Actor, v.Once(), h)
	}
	if errors.Is(err, db.ErrConflict) {
		return changeForm(v, &db.Invalid{}, &h)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, bad, nil) })
	}
	return v.Done(href(v, ""), "Changed. How it was before is kept.")
}

// holdingDiffers are what was typed and what is saved now, where they differ.
func holdingDiffers(mine, theirs casework.Holding) (list []shell.Difference) {
	add := func(label, mine, theirs string) {
		if mine != theirs {
			list = append(list, shell.Difference{Label: label, Yours: mine, Theirs: theirs})
		}
	}
	add("What it is for", vocabulary.HoldingFunctions.Label(mine.Function), vocabulary.HoldingFunctions.Label(theirs.Function))
	if mine.ServiceID == "" || mine.ServiceID != theirs.ServiceID {
		add("For which service, or why", mine.WaitingFor, theirs.WaitingFor)
	}
	add("On their list since", mine.JoinedOn.Long(), theirs.JoinedOn.Long())
	add("How often", dates.Days(mine.EveryDays), dates.Days(theirs.EveryDays))
	add("Next check-in", mine.NextCheckIn.Long(), theirs.NextCheckIn.Long())
	add("Talk it over on", mine.TalkAboutOn.Long(), theirs.TalkAboutOn.Long())
	return list
}

func endHolding(v *visit.Visit) error {
	if err := casework.EndHolding(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("holding"), v.Fields.Text("words")); err != nil {
		return err
	}
	return v.Done(href(v, ""), "Ended. The case stays open until you close it.")
}
