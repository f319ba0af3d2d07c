package team

import (
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// rota is when the team's workers are at which practice.
type rota struct {
	Team      teams.Team
	Clinics   []diary.Clinic
	Workers   []string          // accounts
	Names     map[string]string // of accounts
	Practices []teams.Practice  // of the team
}

func readRota(r *db.Snapshot, v *visit.Visit) (o rota, err error) {
	if o.Team, err = teams.TheTeam(r, v.Actor.TeamID()); err != nil {
		return o, err
	}
	if o.Clinics, err = diary.Clinics(r, v.Actor); err != nil {
		return o, err
	}
	if o.Workers, err = access.InRole(r, access.LinkWorker, o.Team.ID); err != nil {
		return o, err
	}
	if o.Practices, err = teams.PracticesOf(r, o.Team.ID); err != nil {
		return o, err
	}
	ids := slices.Clone(o.Workers)
	for _, c := range o.Clinics {
		if !slices.Contains(ids, c.AccountID) {
			ids = append(ids, c.AccountID)
		}
	}
	o.Names, err = identity.Names(r, ids)
	return o, err
}

// practice is the name of one of the team's.
func (o rota) practice(id string) string {
	for _, p := range o.Practices {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

func showClinics(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := readRota(r, v)
		page := shell.Page{Title: "Clinics at practices", Section: "Team", Wide: true, Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return visit.View{Page: page, Body: clinicsPage(o)}, err
	})
}

func showNewClinic(v *visit.Visit) error { return newClinicForm(v, nil) }

func newClinicForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := readRota(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetNumber("opens", o.Team.WorksFrom+60)
			v.Fields.SetNumber("closes", o.Team.WorksFrom+4*60)
			v.Fields.SetNumber("slot", 30)
		}
		page := shell.Page{Title: "New clinic", Section: "Team", Back: &ui.Link{Text: "Back to clinics", Href: "/team/clinics"}}
		return v.FormView(page, newClinicPage(v.Fields, o, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func holdClinic(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	c := diary.Clinic{TeamID: v.Actor.TeamID(), AccountID: f.Get("worker"), PracticeID: f.Get("practice"), Room: f.Get("room"), First: f.Date("first", bad), Last: f.Date("last", bad),
		Opens: f.Number("opens"), Closes: f.Number("closes"), Slot: f.Number("slot")}
	if f.Is("often", "once") {
		c.Last = c.First
	}
	err := bad.Err()
	if err == nil {
		_, err = diary.HoldClinic(v.Context(), v.House.DB, v.Actor, v.Once(), c)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newClinicForm(v, bad) })
	}
	return v.Done("/team/clinics", "The practice can book these times now.")
}

func showClinic(v *visit.Visit) error { return clinicForm(v, nil) }

func clinicForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		c, err := diary.TheClinic(r, v.Actor, v.Path("clinic"))
		if err != nil {
			return visit.View{}, err
		}
		o, err := readRota(r, v)
		if bad == nil {
			v.Fields.SetDate("last", lastDay(c, dates.Of(r.Now())))
		}
		page := shell.Page{Title: "Clinic", Section: "Team", Back: &ui.Link{Text: "Back to clinics", Href: "/team/clinics"}}
		return v.FormView(page, clinicPage(v.Fields, o, c, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// lastDay is what the form offers: the last day there is, or today.
func lastDay(c diary.Clinic, today dates.Date) dates.Date {
	if c.Last.IsZero() {
		return today
	}
	return c.Last
}

func endClinic(v *visit.Visit) error {
	bad := new(db.Invalid)
	last := v.Fields.Date("last", bad)
	err := bad.Err()
	if err == nil {
		err = diary.EndClinic(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("clinic"), v.Fields.Version(), last)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return clinicForm(v, bad) })
	}
	return v.Done("/team/clinics", "Saved the last day.")
}
