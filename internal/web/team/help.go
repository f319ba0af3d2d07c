package team

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// helpBoard is what a team gives away.
type helpBoard struct {
	practicalhelp.Filter
	practicalhelp.Register
	Pots    []practicalhelp.Pot
	Incomes []practicalhelp.Income // that began in the last 12 months
	People  map[string]people.Person
}

func showHelp(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b, err := readHelp(r, v)
		page := shell.Page{Title: "Practical help", Section: "Team", Wide: true, Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return visit.View{Page: page, Body: helpPage(b)}, err
	})
}

func readHelp(r *db.Snapshot, v *visit.Visit) (b helpBoard, err error) {
	f := v.Fields
	b.Filter = practicalhelp.Filter{PotID: f.Get("pot"), Kind: f.Get("kind"), State: practicalhelp.State(f.Get("state"))}
	if b.Pots, err = practicalhelp.Pots(r, v.Actor); err != nil {
		return b, err
	}
	if b.Register, err = practicalhelp.TheRegister(r, v.Actor, b.Filter); err != nil {
		return b, err
	}
	if b.Incomes, err = practicalhelp.TeamIncomes(r, v.Actor, dates.Of(r.Now()).AddMonths(-12)); err != nil {
		return b, err
	}
	ids := make([]string, 0, len(b.Awards)+len(b.Incomes))
	for _, a := range b.Awards {
		ids = append(ids, a.PersonID)
	}
	for _, i := range b.Incomes {
		ids = append(ids, i.PersonID)
	}
	b.People, err = people.Named(r, ids)
	return b, err
}

func showNewPot(v *visit.Visit) error { return potForm(v, nil) }

func potForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		pot := practicalhelp.Pot{}
		if id := v.Path("pot"); id != "" {
			var err error
			if pot, err = practicalhelp.ThePot(r, v.Actor, id); err != nil {
				return visit.View{}, err
			}
			if bad == nil {
				fillPot(v.Fields, pot)
			}
		}
		page := shell.Page{Title: "Pot", Section: "Team", Back: &ui.Link{Text: "Back to practical help", Href: "/team/help"}}
		return v.FormView(page, potPage(v.Fields, pot, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fillPot(f visit.Fields, p practicalhelp.Pot) {
	f.Set("name", p.Name)
	f.Set("funder", p.Funder)
	f.Set("total", p.Total.Pounds())
	if p.OtherApprover {
		f.Set("other", "yes")
	}
	f.SetDate("closed_on", p.ClosedOn)
}

func savePot(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	total, err := practicalhelp.ParsePounds(f.Get("total"))
	if err != nil {
		bad.Add("total", "Enter an amount in pounds, like 500 or 1,250.50")
	}
	p := practicalhelp.Pot{ID: v.Path("pot"), TeamID: v.Actor.TeamID(), Version: f.Version(), Name: f.Get("name"), Kind: f.Get("kind"), Funder: f.Get("funder"), Total: total,
		OtherApprover: f.Is("other", "yes"), ClosedOn: f.Date("closed_on", bad)}
	if err = bad.Err(); err == nil {
		_, err = practicalhelp.SavePot(v.Context(), v.House.DB, v.Actor, v.Once(), p)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return potForm(v, bad) })
	}
	return v.Done("/team/help", "Saved.")
}
