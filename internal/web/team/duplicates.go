package team

import (
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/duplicates"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// showAlike lists records that may be of one person. It tells of each what a
// list of people does not, so each look is on the trail.
func showAlike(v *visit.Visit) error {
	var ids []string
	return v.ShowPeople(&ids, "Records that look alike", func(r *db.Snapshot) (visit.View, error) {
		pairs, err := people.Alike(r, v.Actor)
		for _, p := range pairs {
			ids = append(ids, p.Older.ID, p.Newer.ID)
		}
		return visit.View{Page: furnished("Records that look alike", "Back to the team", "/team"), Body: alikeBody(pairs)}, err
	})
}

// side is one of two records side by side.
type side struct {
	people.Person
	Practice string
	Case     casework.Case // the latest
	Worker   string
	Contacts int
	Risks    []people.Risk
}

// comparison is two records side by side.
type comparison struct {
	people.Pair
	Sides [2]side // the older first
}

func showComparison(v *visit.Visit) error { return compareForm(v, nil) }

func compareForm(v *visit.Visit, bad *db.Invalid) error {
	ids := []string{v.Fields.Get("first"), v.Fields.Get("second")}
	return v.ShowPeople(&ids, "Two records side by side", func(r *db.Snapshot) (visit.View, error) {
		c, err := compare(r, v, ids[0], ids[1])
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Are these one person?", Section: "Team", Wide: true, Back: &ui.Link{Text: "Back to records that look alike", Href: "/duplicates"}}
		return v.FormView(page, compareBody(v.Fields, c, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func compare(r *db.Snapshot, v *visit.Visit, first, second string) (c comparison, err error) {
	if c.Pair, err = people.ThePair(r, v.Actor, first, second); err != nil {
		return c, err
	}
	for i, p := range []people.Person{c.Older, c.Newer} {
		if c.Sides[i], err = readSide(r, v, p); err != nil {
			return c, err
		}
	}
	return c, nil
}

func readSide(r *db.Snapshot, v *visit.Visit, p people.Person) (s side, err error) {
	s.Person = p
	if p.PracticeID != "" {
		practice, err := teams.ThePractice(r, p.PracticeID)
		if err != nil {
			return s, err
		}
		s.Practice = practice.Name
	}
	if s.Case, err = casework.Latest(r, v.Actor, p.ID); err != nil {
		return s, err
	}
	names, err := identity.Names(r, []string{s.Case.WorkerID})
	if err != nil {
		return s, err
	}
	s.Worker = names[s.Case.WorkerID]
	contacts, err := casework.Contacts(r, v.Actor, p.ID, "", 1)
	if err != nil {
		return s, err
	}
	s.Contacts = contacts.Total
	s.Risks, err = people.StandingRisks(r, p.ID)
	return s, err
}

func merge(v *visit.Visit) error {
	f := v.Fields
	c := duplicates.Chosen{First: f.Get("first"), Second: f.Get("second"), FirstVersion: f.Number("first_version"), SecondVersion: f.Number("second_version"), Right: make(map[string]string)}
	for _, x := range people.Choosables {
		c.Right[x.Name] = f.Get(x.Name)
	}
	kept, err := duplicates.Merge(v.Context(), v.House.DB, v.Actor, v.Once(), c)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return compareForm(v, bad) })
	}
	return v.Done("/people/"+kept, "The two records are one now. It can be taken back at any time.")
}

func notTheSame(v *visit.Visit) error {
	if err := duplicates.NotTheSame(v.Context(), v.House.DB, v.Actor, v.Once(), v.Fields.Get("first"), v.Fields.Get("second")); err != nil {
		return err
	}
	return v.Done("/duplicates", "Noted: these are two people.")
}

func showMerges(v *visit.Visit) error { return mergesForm(v, nil) }

func mergesForm(v *visit.Visit, bad *db.Invalid) error {
	id := v.Fields.Get("person")
	return v.ShowPerson(id, "Records that were brought together", func(r *db.Snapshot) (visit.View, error) {
		p, err := people.Get(r, v.Actor, id)
		if err != nil {
			return visit.View{}, err
		}
		merges, err := people.MergesOf(r, id)
		page := shell.Page{Title: "Records that were brought together", Section: "Team", Back: &ui.Link{Text: "Back to " + p.FullName(), Href: "/people/" + id}}
		return v.FormView(page, mergesBody(p, merges, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func unmerge(v *visit.Visit) error {
	kept, err := duplicates.Unmerge(v.Context(), v.House.DB, v.Actor, v.Once(), v.Fields.Get("merge"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return mergesForm(v, bad) })
	}
	return v.Done("/people/"+kept, "Taken back. These are two records again.")
}
