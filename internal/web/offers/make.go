package offers

import (
	"errors"
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/proactive"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		lists, err := proactive.Lists(r, v.Actor)
		page := shell.Page{Title: "Offers from practice lists", Section: section(v), Wide: true}
		return visit.View{Page: page, Body: allPage(lists, v.Actor.TeamID() != "", r.Now())}, err
	})
}

// showNew also takes the page back that was checked, to change it.
func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		practices, err := proactive.Practices(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(below(v, "A new list"), newPage(v.Fields, practices, visit.Faults(bad)), bad), nil
	})
}

// asked is the list as it was typed. Faults of its boxes are added to bad.
func asked(f visit.Fields, bad *db.Invalid) proactive.New {
	n := proactive.New{PracticeID: f.Get("practice"), Name: f.Get("name"), Purpose: f.Get("purpose"), Basis: f.Get("basis"), BasisWords: f.Get("basis_words"),
		AgreedOn: f.Date("agreed_on", bad), EndsOn: f.Date("ends_on", bad), KeepDays: f.Number("keep_days"), Text: f.Get("text")}
	for _, line := range f.All("in") {
		if at, err := strconv.Atoi(line); err == nil {
			n.In = append(n.In, at)
		}
	}
	return n
}

// checked is the page on which a reading is confirmed.
type checked struct {
	proactive.New
	proactive.Checked
	Chosen []string // lines that are ticked
}

func showCheck(v *visit.Visit) error { return check(v, nil, nil) }

// check shows what was read, or the form again with what is wrong. chosen are
// the ticks of a page that came back; nil for the usual ones.
func check(v *visit.Visit, chosen []string, notTaken *db.Invalid) error {
	bad := new(db.Invalid)
	n := asked(v.Fields, bad)
	var c checked
	var seen []string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		c.Checked, err = proactive.Check(r, v.Actor, &n)
		return err
	})
	var faults *db.Invalid
	if errors.As(err, &faults) {
		return newForm(v, visit.Merge(bad, faults))
	}
	if err != nil {
		return err
	}
	if len(bad.Fields) > 0 {
		return newForm(v, bad)
	}
	c.New, c.Chosen = n, chosen
	for _, line := range c.Lines {
		if line.Person != nil {
			seen = append(seen, line.Person.ID)
		}
		if chosen == nil && line.Usual {
			c.Chosen = append(c.Chosen, strconv.Itoa(line.Line))
		}
	}
	return v.ShowPeople(&seen, "people on a list of a practice", func(*db.Snapshot) (visit.View, error) {
		return v.FormView(below(v, "Check the list"), checkPage(v.Fields, c, visit.NewToken(), visit.Faults(notTaken)), notTaken), nil
	})
}

func add(v *visit.Visit) error {
	bad := new(db.Invalid)
	n := asked(v.Fields, bad)
	id, err := "", bad.Err()
	if err == nil {
		id, err = proactive.Add(v.Context(), v.House.DB, v.Actor, v.Once(), n)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			if slices.ContainsFunc(bad.Fields, func(f db.FieldError) bool { return f.Field == "in" }) {
				return check(v, v.Fields.All("in"), bad)
			}
			return newForm(v, bad)
		})
	}
	return v.Done("/offers/"+id, "The list is with the team. Nobody on it is a referral until they say yes.")
}

// onlyPractice is the practice of somebody who has one to choose from.
func onlyPractice(practices []teams.Practice) string {
	if len(practices) == 1 {
		return practices[0].ID
	}
	return ""
}
