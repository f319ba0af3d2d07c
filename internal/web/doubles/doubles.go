package doubles

import (
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/doubles"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Path is that of the place.
const Path = "/admin/doubles"

const section = "Administration"

// Routes of the place.
func Routes() []visit.Route {
	who := visit.Administrators
	return []visit.Route{
		{Pattern: "GET " + Path, Who: who, Handle: showAll},
		{Pattern: "GET " + Path + "/{pair}", Who: who, Handle: showPair},
		{Pattern: "POST " + Path + "/{pair}", Who: who, Handle: decide},
	}
}

// shown is how many pairs of each state stand on the page.
const shown = 100

// all is the page of pairs.
type all struct {
	Waiting, Joined, Apart []doubles.Pair
	Count                  int // that wait
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var a all
		var err error
		if a.Count, err = doubles.Count(r, doubles.Waiting); err != nil {
			return visit.View{}, err
		}
		for state, list := range map[doubles.State]*[]doubles.Pair{doubles.Waiting: &a.Waiting, doubles.Joined: &a.Joined, doubles.Apart: &a.Apart} {
			if *list, err = doubles.List(r, state, shown); err != nil {
				return visit.View{}, err
			}
		}
		page := shell.Page{Title: "Double entries", Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return visit.View{Page: page, Body: allPage(a)}, nil
	})
}

// pair is two services side by side.
type pair struct {
	doubles.Pair
	One, Other  directory.Service
	From        map[string]string // titles of the sources, by service
	Differences []directory.Difference
	Same        []directory.Field // that both say alike
}

// question names both services.
func (p pair) question() string {
	if p.One.Name == p.Other.Name {
		return "Are these two entries of “" + p.One.Name + "” one service?"
	}
	return "Are “" + p.One.Name + "” and “" + p.Other.Name + "” one service?"
}

func showPair(v *visit.Visit) error { return pairPage(v, nil) }

func pairPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := readPair(r, v.Path("pair"))
		page := shell.Page{Title: p.question(), Section: section, Wide: true, Back: &ui.Link{Text: "Double entries", Href: Path}}
		return v.FormView(page, pairBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func readPair(r db.Reader, id string) (p pair, err error) {
	if p.Pair, err = doubles.Get(r, id); err != nil {
		return p, err
	}
	p.From = make(map[string]string)
	for serviceID, into := range map[string]*directory.Service{p.A: &p.One, p.B: &p.Other} {
		if *into, err = directory.Get(r, serviceID); err != nil {
			return p, err
		}
		source, err := directory.GetSource(r, into.Source)
		if err != nil {
			return p, err
		}
		p.From[serviceID] = source.Title
	}
	for _, d := range directory.Differences(p.One, p.Other) {
		if d.Before != d.After { // what only differs inside needs no choice
			p.Differences = append(p.Differences, d)
		}
	}
	differs := make(map[string]bool)
	for _, d := range p.Differences {
		differs[d.Field.Code] = true
	}
	for _, field := range directory.Fields {
		if !differs[field.Code] && field.Words(p.One) != "" {
			p.Same = append(p.Same, field)
		}
	}
	return p, nil
}

// decide joins the two, keeps them apart, or takes them apart again.
func decide(v *visit.Visit) error {
	done := "They stay two."
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		_, _, err := once.Do(tx, v.Once(), func() (string, error) {
			id, by := v.Path("pair"), v.Actor.Audit()
			switch v.Fields.Get("do") {
			case "join":
				done = "They are one service now. It can be taken apart again."
				return id, join(tx, v, id)
			case "again":
				done = "The pair is back on the list."
				return id, doubles.LookAgain(tx, by, id)
			case "undo":
				done = "Taken apart: each is as its source tells it."
				return id, doubles.TakeApart(tx, by, id)
			}
			return id, doubles.KeepApart(tx, by, id)
		})
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return pairPage(v, bad) })
	}
	return v.Done(Path, done)
}

// join keeps the first service and takes the fields that were chosen from the
// other.
func join(tx *db.Tx, v *visit.Visit, id string) error {
	p, err := doubles.Get(tx, id)
	if err != nil {
		return err
	}
	var fromOther []string
	for _, field := range directory.Fields {
		if v.Fields.Is("field-"+field.Code, p.B) {
			fromOther = append(fromOther, field.Code)
		}
	}
	return doubles.Join(tx, v.Actor.Audit(), id, p.A, fromOther)
}
