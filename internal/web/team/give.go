package team

import (
	"slices"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// giving is what the two pages show on which people are given to other workers.
type giving struct {
	FromID, FromName string // whose people they are; "" for everybody without a worker
	Gone             bool   // they are no link worker of the team now
	Rows             []casework.Row
	Total            int
	Workers          []casework.Worker // who may take them
	Agreed           int               // people open at once
	Away             map[string]workforce.Absence
}

// rowsGiven is how many people the first page offers at once.
const rowsGiven = 100

func showGive(v *visit.Visit) error { return giveForm(v, nil) }

// giveForm asks whom to give and to whom.
func giveForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		g, err := readGiving(r, v)
		return v.FormView(givePage(g, "Give people to other workers"), giveBody(v.Fields, g, visit.Faults(bad)), bad), err
	})
}

func givePage(g giving, title string) shell.Page {
	back := ui.Link{Text: "Back to the team", Href: "/team"}
	if g.FromID != "" && !g.Gone {
		back = ui.Link{Text: "Back to " + g.FromName, Href: "/team/" + g.FromID}
	}
	return shell.Page{Title: title, Section: "Team", Wide: true, Back: &back}
}

func readGiving(r *db.Snapshot, v *visit.Visit) (g giving, err error) {
	g.FromID = v.Fields.Get("from")
	team, err := teams.TheTeam(r, v.Actor.TeamID())
	if err != nil {
		return g, err
	}
	g.Agreed = team.AgreedOpen
	if g.Away, err = workforce.AwaySoon(r, team.ID, 14); err != nil {
		return g, err
	}
	all, err := casework.Workers(r, team.ID)
	if err != nil {
		return g, err
	}
	for _, w := range all {
		if w.ID == g.FromID {
			g.FromName = w.Name
		} else {
			g.Workers = append(g.Workers, w)
		}
	}
	if g.FromName == "" {
		if err := g.readFormer(r, v); err != nil {
			return g, err
		}
	}
	which := casework.Choices{Which: casework.TeamOpen, WorkerID: g.FromID}
	if g.Gone {
		which.Which = casework.Unallocated
	}
	list, err := casework.Browse(r, v.Actor, which, 1, rowsGiven)
	g.Rows, g.Total = list.Rows, list.Total
	return g, err
}

// readFormer finds who has left and whose people are to be given. Without a
// name in the address it is everybody who has no worker now.
func (g *giving) readFormer(r *db.Snapshot, v *visit.Visit) error {
	g.Gone = true
	if g.FromID == "" {
		return nil
	}
	former, err := casework.Formers(r, v.Actor)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(former, func(f casework.Former) bool { return f.ID == g.FromID })
	if i < 0 {
		return db.ErrNotFound
	}
	g.FromName = former[i].Name
	return nil
}

// planned is one person with whom they go to, as proposed or as chosen.
type planned struct {
	people.Person
	From, FromName string
	To             string
}

// plan proposes who gets whom; nothing is saved yet.
func plan(v *visit.Visit) error {
	bad := new(db.Invalid)
	if len(v.Fields.All("people")) == 0 {
		bad.Add("people", "Choose at least one person")
	}
	if len(v.Fields.All("workers")) == 0 {
		bad.Add("workers", "Choose at least one link worker")
	}
	if bad.Err() != nil {
		return giveForm(v, bad)
	}
	return planForm(v, nil)
}

// planForm shows the proposal, or what was chosen, to be looked at and changed.
func planForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		g, err := readGiving(r, v)
		if err != nil {
			return visit.View{}, err
		}
		rows, err := readPlanned(r, v, g)
		return v.FormView(givePage(g, "Look at it and hand over"), planBody(v.Fields, g, rows, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func readPlanned(r *db.Snapshot, v *visit.Visit, g giving) ([]planned, error) {
	ids := v.Fields.All("people")
	proposed := workforce.Spread(slices.DeleteFunc(slices.Clone(g.Workers), func(w casework.Worker) bool {
		return !slices.Contains(v.Fields.All("workers"), w.ID)
	}), g.Agreed, ids)
	var rows []planned
	for _, id := range ids {
		p, err := people.Get(r, v.Actor, id)
		if err != nil {
			return nil, err
		}
		c, err := casework.Latest(r, v.Actor, id)
		if err != nil {
			return nil, err
		}
		row := planned{Person: p, From: c.WorkerID, To: proposed[id]}
		if v.Fields.Has("to_" + id) {
			row.From, row.To = v.Fields.Get("from_"+id), v.Fields.Get("to_"+id)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func give(v *visit.Visit) error {
	f := v.Fields
	var gifts []workforce.Gift
	for _, id := range f.All("people") {
		gifts = append(gifts, workforce.Gift{PersonID: id, From: f.Get("from_" + id), To: f.Get("to_" + id), Words: f.Get("words_" + id)})
	}
	if err := workforce.HandOver(v.Context(), v.House.DB, v.Actor, v.Once(), gifts, f.Get("for_all")); err != nil {
		if len(gifts) == 0 {
			return v.Again(err, func(bad *db.Invalid) error { return giveForm(v, bad) })
		}
		return v.Again(err, func(bad *db.Invalid) error { return planForm(v, bad) })
	}
	return v.Done("/team", given(len(gifts)))
}
